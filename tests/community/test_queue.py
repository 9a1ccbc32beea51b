"""Tasks in the database: one that fails or loses its worker gets another turn."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from community.schedule import queue

pytestmark = pytest.mark.django_db


def put(status, *, turns=1, ago=timedelta(hours=1)):
    then = timezone.now() - ago
    return DBTaskResult.objects.create(
        status=status,
        started_at=then,
        finished_at=None if status == "RUNNING" else then,
        args_kwargs={"args": [1], "kwargs": {}},
        task_path="community.activity.tasks.spread",
        worker_ids=["w"] * turns,
        backend_name="background",
        run_after=then,
    )


def statuses():
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


def test_a_task_that_failed_gets_five_turns_later_and_later():
    once, thrice = put("FAILED"), put("FAILED", turns=3)
    done, dead = put("SUCCESSFUL"), put("FAILED", turns=5)

    queue.give_another_turn()

    for task in (once, thrice, done, dead):
        task.refresh_from_db()
    pauses = [task.run_after - task.finished_at for task in (once, thrice)]
    assert [task.status for task in (once, thrice, done, dead)] == [
        *("READY", "READY", "SUCCESSFUL", "FAILED")
    ]
    assert pauses == [timedelta(minutes=1), timedelta(minutes=16)]
    assert queue.dead() == [dead]


def test_a_task_whose_worker_is_gone_gets_another_turn_and_one_that_runs_does_not():
    put("RUNNING")
    put("RUNNING", ago=timedelta(minutes=5))

    queue.give_another_turn()

    assert statuses() == ["READY", "RUNNING"]


def test_a_dead_task_can_be_tried_again():
    dead = put("FAILED", turns=5)

    queue.try_again(dead)

    assert (statuses(), queue.dead()) == (["READY"], [])


def test_what_is_done_is_kept_two_weeks():
    put("SUCCESSFUL", ago=timedelta(days=15))
    put("SUCCESSFUL")
    put("READY", ago=timedelta(days=15))

    queue.forget()

    assert statuses() == ["READY", "SUCCESSFUL"]
