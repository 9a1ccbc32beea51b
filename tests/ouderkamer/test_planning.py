"""The form that puts a date in the agenda."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.activity.models import Event
from ouderkamer.models import Gathering

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
COFFEE = {
    "title": "Hoe help ik mijn kind met lezen?",
    "kind": "coffee",
    "day": "2026-11-30",
    "starts": "08:45",
    "ends": "10:00",
    "place": "Ouderkamer",
    "audience": "parents",
}


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def plan(client, cast):
    def post(person, **changes):
        client.force_login(person)
        path = reverse("ouderkamer:gathering_new", args=[cast.lindeboom.slug])
        return client.post(path, {**COFFEE, **changes})

    return post


def test_a_host_plans_a_date_by_the_clock_on_the_wall(cast, plan):
    response = plan(cast.marieke, intro="Met <b>koffie</b>.", interpreters=["tr"], limit="12")

    planned = Gathering.objects.get()
    assert response["Location"] == planned.get_absolute_url()
    assert f"{timezone.localtime(planned.starts_at):%Y-%m-%d %H:%M}" == "2026-11-30 08:45"
    assert f"{timezone.localtime(planned.ends_at):%H:%M}" == "10:00"
    assert (planned.network, planned.audience, planned.planned_by) == (
        *(cast.lindeboom, "parents", cast.marieke),
    )
    assert (planned.interpreters, planned.limit, planned.is_public) == (["tr"], 12, False)
    assert planned.html == '<p dir="auto">Met &lt;b&gt;koffie&lt;/b&gt;.</p>'
    assert Event.objects.get(verb="ouderkamer.planned").by == cast.marieke


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "2026-11-23"}, "day"),
        ({"day": "2026-11-24"}, "day"),
        ({"day": "morgen"}, "day"),
        ({"ends": "08:45"}, "ends"),
        ({"starts": ""}, "starts"),
        ({"title": " "}, "title"),
        ({"limit": "0"}, "limit"),
        ({"interpreters": ["klingon"]}, "interpreters"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_the_words_are_kept(cast, plan, changes, field):
    response = plan(cast.marieke, **{"intro": "Alles staat klaar.", **changes})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert "Alles staat klaar." in response.content.decode()
    assert not Gathering.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"day": "30-11-2026"}, {"day": "30/11/2026"}, {"starts": "8.45", "ends": "10.00"}]
)
def test_days_and_times_may_be_typed_as_people_write_them(cast, plan, changes):
    plan(cast.marieke, **changes)

    assert f"{timezone.localtime(Gathering.objects.get().starts_at):%d-%m %H:%M}" == "30-11 08:45"


def test_later_today_is_not_the_past(cast, plan):
    assert plan(cast.marieke, day="2026-11-24", starts="14:00", ends="15:00").status_code == 302


def test_the_school_plans_for_everyone_only(cast, plan):
    assert plan(cast.karin).status_code == 422

    plan(cast.karin, audience="everyone")
    assert Gathering.objects.get().audience == "everyone"
