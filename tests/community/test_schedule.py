from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.schedule import chores
from community.schedule.models import HELD, WORRYING, ScheduledRun
from tests.racing import at_one_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def runs(monkeypatch):
    """A schedule of two chores, of which the first always fails; the list of what ran."""
    done = []

    def fails():
        done.append("fails")
        raise RuntimeError("broken")

    def works():
        done.append("works")

    hourly = timedelta(hours=1)
    both = {f.__name__: chores.Chore(f.__name__, hourly, f) for f in (fails, works)}
    monkeypatch.setattr(chores, "CHORES", both)
    return done


def test_one_failing_chore_does_not_stop_the_others(runs, caplog):
    chores.run_due()

    assert runs == ["fails", "works"]
    assert "Chore fails failed." in caplog.text


def test_a_chore_runs_once_in_its_interval(runs):
    chores.run_due()
    chores.run_due()
    assert runs == ["fails", "works"]

    ScheduledRun.objects.update(next_at=timezone.now())
    chores.run_due()
    assert runs == ["fails", "works"] * 2


def test_what_fails_is_tried_again_later_and_later_until_somebody_looks(runs):
    pauses = []
    for _ in range(WORRYING):
        chores.run_due()
        line = ScheduledRun.objects.get(name="fails")
        pauses.append(round((line.next_at - timezone.now()) / timedelta(minutes=1)))
        ScheduledRun.objects.filter(name="fails").update(next_at=timezone.now())

    assert pauses == [1, 2, 4, 8, 16]
    assert [line.name for line in ScheduledRun.objects.worrying()] == ["fails"]
    assert line.error == "RuntimeError: broken"


def test_a_failure_is_forgotten_when_it_goes_well_again(runs, monkeypatch):
    chores.run_due()
    monkeypatch.setitem(chores.CHORES, "fails", chores.CHORES["works"])
    ScheduledRun.objects.update(next_at=timezone.now(), failures=WORRYING)

    chores.run_due()

    assert set(ScheduledRun.objects.values_list("failures", "error")) == {(0, "")} | {
        (WORRYING, "RuntimeError: broken")  # whose chore is now another
    }


def test_a_run_that_was_broken_off_is_taken_over_and_one_that_goes_on_is_not():
    now = timezone.now()
    assert ScheduledRun.objects.claim("tidy", at=now)

    assert ScheduledRun.objects.claim("tidy", at=now + HELD) is None
    assert ScheduledRun.objects.claim("tidy", at=now + HELD + timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_run_one_job_twice(runs):
    at_one_moment(*[chores.run_due] * 6)

    assert sorted(runs) == ["fails", "works"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_one_round_for_cron(runs):
    call_command("worker", once=True)

    assert runs == ["fails", "works"]
