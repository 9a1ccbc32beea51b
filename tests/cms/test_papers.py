"""Plan, protocols and board: what a school lays down."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms.models import BoardPage, PlanPage, ProtocolPage
from cms.tasks import remind_of_plans

TODAY = timezone.localdate


@pytest.fixture
def protocol(schools):
    page = ProtocolPage(title="Ruzie op het plein", summary="Juf praat met allebei.")
    schools.lindeboom.add_child(instance=page)
    page.save_revision().publish()
    return ProtocolPage.objects.get(pk=page.pk)


def plan_for(schools, evaluate_on, outcome=""):
    activity = {"text": "Koffie", "day": None, "done": True}
    goal = {"title": "Meer lezen", "activities": [activity], "outcome": outcome}
    page = PlanPage(
        title="Ouderplan", vision="Samen.", goals=[("goal", {**goal, "evaluate_on": evaluate_on})]
    )
    schools.lindeboom.add_child(instance=page)
    page.save_revision().publish()
    return page


def again(protocol, **facts):
    for name, value in facts.items():
        setattr(protocol, name, value)
    protocol.save_revision().publish()


def test_each_publication_that_says_something_else_is_a_version(protocol):
    again(protocol)
    again(protocol, summary="Juf en meester praten.", what_changed="Ook de meester.")

    kept = list(protocol.kept.order_by("number").values_list("number", "what_changed"))
    assert kept == [(1, ""), (2, "Ook de meester.")]


def test_an_older_version_can_be_read_and_says_that_it_is_over(client, protocol):
    again(protocol, summary="Juf en meester praten.", what_changed="Ook de meester.")

    now, old = client.get(protocol.address), client.get(protocol.address, {"versie": "1"})

    assert "Juf en meester praten." in now.text
    assert "Ook de meester." in now.text
    assert "Juf praat met allebei." in old.text
    assert "Die geldt niet meer." in old.text


@pytest.mark.parametrize("number", ["0", "9", "x", "-1", "1e9"])
def test_a_version_that_is_not_there_is_the_one_of_now(client, protocol, number):
    text = client.get(protocol.address, {"versie": number}).text

    assert "Juf praat met allebei." in text
    assert "Die geldt niet meer." not in text


def test_a_plan_shows_its_goals_and_what_came_of_them(client, schools):
    plan = plan_for(schools, date(2026, 6, 1), outcome="Het lukte bij 40 gezinnen.")

    text = client.get(plan.address).text

    assert "Meer lezen" in text
    assert "Het lukte bij 40 gezinnen." in text
    assert "kijken wij samen" not in text


def test_the_editors_are_reminded_in_the_week_of_looking_back_and_once(
    cast, schools, django_capture_on_commit_callbacks
):
    plan_for(schools, TODAY() + timedelta(days=5))
    with django_capture_on_commit_callbacks(execute=True):
        remind_of_plans()
        remind_of_plans()

    notice = cast.karin.notifications.get()
    assert "Ouderplan" in notice.words
    assert not cast.ruud.notifications.exists()


@pytest.mark.parametrize(("days", "outcome"), [(30, ""), (5, "Het ging goed.")])
def test_nobody_is_reminded_too_early_or_of_what_is_written_down(
    cast, schools, django_capture_on_commit_callbacks, days, outcome
):
    plan_for(schools, TODAY() + timedelta(days=days), outcome)
    with django_capture_on_commit_callbacks(execute=True):
        remind_of_plans()

    assert not cast.karin.notifications.exists()


def test_the_page_of_the_board_says_who_decides_and_how_to_reach_them(client, schools):
    page = BoardPage(
        title="Ons bestuur",
        name="Stichting Linde",
        decides="Geld en gebouwen.",
        phone="020 555 66 77",
        email="post@linde.test",
    )
    schools.lindeboom.add_child(instance=page)

    text = client.get(page.address).text

    assert "Stichting Linde" in text
    assert 'href="tel:+31205556677"' in text
    assert 'href="mailto:post@linde.test"' in text
    assert page.address in client.get(schools.lindeboom.address).text
