"""A word the day before and two hours before, to who comes, once, about the right moment."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from community.activity.models import Event
from ouderkamer.models import SignUp
from ouderkamer.models.reminding import DAY_BEFORE
from ouderkamer.tasks import remind
from tests.factories import make_gathering

STARTS = datetime(2026, 12, 1, 7, 45, tzinfo=UTC)  # 8.45 in the Netherlands
ANSWERED = STARTS - timedelta(days=7)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(ANSWERED, tick=False) as travelled:
        yield travelled


@pytest.fixture
def gathering(cast):
    gathering = make_gathering(cast.lindeboom, starts_at=STARTS, place="Ouderkamer")
    gathering.answer("yes", by=cast.samira, walk_in=True)
    gathering.answer("maybe", by=cast.emre)
    gathering.answer("no", by=cast.naima)
    gathering.answer_for("Hafida", once=uuid4(), channel="gate", by=cast.marieke)
    return gathering


@pytest.fixture
def hear(names, clock, django_capture_on_commit_callbacks):
    """``{verb: names}`` of who was reminded so far, when the worker ran at this moment."""

    def run(moment):
        clock.move_to(moment)
        with django_capture_on_commit_callbacks(execute=True):
            remind()
            remind()
        return {
            verb: names(lambda p, verb=verb: p.is_authenticated and told(p, verb))
            for verb in ("day_before", "soon")
        }

    return run


def told(person, verb):
    return person.notifications.filter(kind=f"ouderkamer.{verb}").exists()


def test_the_day_before_and_two_hours_before_those_who_come_or_may_come(cast, gathering, hear):
    both = {"samira", "emre"}

    early = STARTS - timedelta(hours=24, minutes=1)
    assert hear(early) == {"day_before": set(), "soon": set()}
    assert hear(STARTS - timedelta(hours=24)) == {"day_before": both, "soon": set()}
    assert hear(STARTS - timedelta(hours=2)) == {"day_before": both, "soon": both}
    assert hear(STARTS) == {"day_before": both, "soon": both}

    events = Event.objects.filter(verb__in=("ouderkamer.day_before", "ouderkamer.soon"))
    assert events.count() == 4  # each once, however often the worker runs
    words = cast.samira.notifications.get(kind="ouderkamer.day_before").words
    assert "dinsdag 1 december, 8.45 uur" in words
    assert "Wij zorgen voor: iemand die meeloopt." in words


def test_a_date_that_moves_takes_its_reminders_along(cast, gathering, hear):
    hear(STARTS - timedelta(hours=24))
    later = STARTS + timedelta(days=7)
    gathering.change(by=cast.fatima, starts_at=later, ends_at=later + timedelta(hours=1))

    assert hear(STARTS - timedelta(hours=2))["soon"] == set()
    hear(later - timedelta(hours=24))

    words = [note.words for note in cast.samira.notifications.filter(kind="ouderkamer.day_before")]
    assert len(words) == 2
    assert any("dinsdag 8 december" in one for one in words)


def test_a_reminder_that_is_no_longer_true_is_not_said(
    cast, gathering, clock, names, django_capture_on_commit_callbacks
):
    """The worker noted it; before it was spread, Samira said no and the date moved for Emre."""
    clock.move_to(STARTS - timedelta(hours=24))
    with django_capture_on_commit_callbacks(execute=True):
        remind()
        gathering.answer("no", by=cast.samira)

    assert names(lambda p: p.is_authenticated and told(p, "day_before")) == {"emre"}


def test_nobody_hears_of_what_does_not_go_ahead(cast, gathering, hear):
    gathering.cancel("De gast is ziek.", by=cast.fatima)

    assert hear(STARTS - timedelta(hours=2)) == {"day_before": set(), "soon": set()}


def test_who_left_the_network_hears_nothing(cast, gathering, hear):
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)

    assert hear(STARTS - timedelta(hours=24))["day_before"] == {"emre"}


def test_who_answered_an_hour_ago_needs_no_reminder(cast, gathering, clock, hear):
    clock.move_to(STARTS - timedelta(hours=5))
    gathering.answer("yes", by=cast.marieke)

    assert hear(STARTS - timedelta(hours=4))["day_before"] == {"samira", "emre"}
    assert hear(STARTS - timedelta(hours=2))["soon"] == {"samira", "emre", "marieke"}


def test_a_worker_that_stood_still_says_nothing_in_the_wrong_words(gathering, hear):
    assert hear(STARTS - timedelta(hours=2, minutes=30)) == {"day_before": set(), "soon": set()}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once(cast, gathering, clock):
    clock.move_to(STARTS - timedelta(hours=24))
    due = list(DAY_BEFORE.due(SignUp.objects))
    start = Barrier(2)

    def work():
        start.wait()
        for sign_up in due:
            sign_up.remind_day_before()
        connection.close()

    workers = [Thread(target=work) for _each in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert Event.objects.filter(verb="ouderkamer.day_before").count() == len(due) == 2
