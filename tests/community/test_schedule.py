from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.schedule import chores
from community.schedule.models import ScheduledRun

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

    long_ago = timezone.now() - timedelta(hours=2)
    ScheduledRun.objects.update(started_at=long_ago)
    chores.run_due()
    assert runs == ["fails", "works"] * 2


def test_only_one_process_gets_a_run():
    now, hour = timezone.now(), timedelta(hours=1)

    claims = [ScheduledRun.objects.claim("tidy", hour, at=now) for _ in range(3)]

    assert claims == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_one_round_for_cron(runs):
    call_command("worker", once=True)

    assert runs == ["fails", "works"]
