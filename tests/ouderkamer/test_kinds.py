"""Dates of another kind: a consultation hour with times, a course, an hour in the chat."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from community.access import can
from ouderkamer.models import SignUp
from tests.factories import make_gathering, make_series, make_user

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
LINDEBOOM = {"samira", "fatima", "emre", "naima", "marieke", "amal"}


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def hour(cast):
    """An hour of talks of 20 minutes with Naima, who planned it."""
    return make_gathering(
        cast.lindeboom, "Spreekuur", kind="consult", slot_minutes=20, planned_by=cast.naima
    )


@pytest.fixture
def book(client, cast, hour):
    def post(by, slot):
        client.force_login(by)
        path = reverse("ouderkamer:book", args=[cast.lindeboom.slug, hour.pk])
        return client.post(path, {"slot": slot if isinstance(slot, str) else slot.isoformat()})

    return post


def test_an_hour_has_three_times(hour):
    assert [f"{slot:%H:%M}" for slot in hour.slots] == ["11:00", "11:20", "11:40"]
    assert make_gathering(hour.network).slots == []


def test_a_parent_books_a_time_moves_it_and_says_no(cast, hour, book):
    first, second, _third = hour.slots

    assert book(cast.samira, first).status_code == 302
    assert book(cast.samira, second).status_code == 302
    assert [(one.person, one.slot) for one in hour.sign_ups.all()] == [(cast.samira, second)]

    hour.answer("no", by=cast.samira)
    assert hour.sign_ups.get().slot is None


def test_a_time_that_is_gone_or_is_none_is_a_sentence(cast, hour, book):
    first = hour.slots[0]
    hour.book(first, by=cast.samira)

    refused = book(cast.emre, first)

    assert refused.status_code == 422
    assert "Deze tijd is net weg. Kies een andere." in refused.content.decode()
    for slot in ("", "morgen", first + timedelta(minutes=5)):
        assert "Kies een van de tijden." in book(cast.emre, slot).content.decode()
    assert hour.sign_ups.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_want_one_time_one_gets_it(cast, hour):
    people = [make_user(f"ouder{n}") for n in range(8)]
    for person in people:
        cast.lindeboom.memberships.create(user=person)
    slot, start = hour.slots[0], Barrier(8)

    def want(person):
        start.wait()
        try:
            hour.book(slot, by=person)
        except ValidationError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(8) as threads:
        got = sum(threads.map(want, people))

    assert (got, hour.sign_ups.count()) == (1, 1)


def test_only_the_host_and_the_parent_know_who_comes(client, cast, names, hour):
    mine = hour.book(hour.slots[0], by=cast.samira)

    assert names(lambda p: SignUp.objects.visible_to(p).filter(pk=mine.pk).exists()) == {
        *("samira", "naima"),
    }
    assert names(lambda person: can(person, "ouderkamer.receive", hour)) == {"naima"}
    for name in ("fatima", "emre", "marieke"):
        client.force_login(getattr(cast, name))
        shown = client.get(hour.get_absolute_url()).content.decode()
        assert "Samira" not in shown
        assert "bezet" in shown
        sheet = reverse("ouderkamer:sheet", args=[cast.lindeboom.slug, hour.pk])
        assert client.get(sheet).status_code == 403


def test_a_consultation_hour_needs_to_know_how_long_a_talk_takes(client, cast):
    client.force_login(cast.marieke)
    sent = {
        **{"title": "Spreekuur", "kind": "consult", "day": "2026-12-01", "starts": "9:00"},
        **{"ends": "10:00", "place": "Kamer 2", "audience": "parents"},
    }
    path = reverse("ouderkamer:gathering_new", args=[cast.lindeboom.slug])

    refused = client.post(path, sent)
    assert refused.status_code == 422
    assert "Kies hoe lang één gesprek duurt." in refused.content.decode()
    client.post(path, {**sent, "slot_minutes": 15})
    assert len(cast.lindeboom.gatherings.get().slots) == 4


def test_one_joins_a_course_as_a_whole(client, cast, names):
    course = make_series(cast.lindeboom, "2026-11-30", title="Nederlands", kind="course", limit=2)
    lessons = course.extend(date(2026, 12, 14))
    path = reverse("ouderkamer:enrol", args=[cast.lindeboom.slug, course.pk])

    def joins(person):
        if not person.is_authenticated:
            return False
        client.force_login(person)
        return client.post(path, {"answer": "yes"}).status_code == 302

    assert names(joins) == LINDEBOOM
    assert [lesson.sign_ups.filter(seat="held").count() for lesson in lessons] == [2, 2, 2]
    client.force_login(cast.samira)
    client.post(path, {"answer": "no"})
    assert {one.answer for one in SignUp.objects.filter(person=cast.samira)} == {"no"}


def test_a_coffee_is_no_course(client, cast):
    coffee = make_series(cast.lindeboom, "2026-11-30")
    client.force_login(cast.samira)

    path = reverse("ouderkamer:enrol", args=[cast.lindeboom.slug, coffee.pk])
    assert client.post(path, {"answer": "yes"}).status_code == 403


def test_an_online_hour_leads_to_the_chat(client, cast):
    hour = make_gathering(cast.lindeboom, "Vraag het Hind", kind="online")
    client.force_login(cast.samira)

    shown = client.get(hour.get_absolute_url()).content.decode()

    assert (
        f'<a class="on-button" href="{reverse("chat:rooms", args=[cast.lindeboom.slug])}">' in shown
    )
    assert "U blijft gewoon thuis." in shown
