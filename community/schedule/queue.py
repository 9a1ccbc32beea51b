"""Tasks that failed or were broken off get another turn: django-tasks itself gives them one."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

LOST = timedelta(minutes=15)  # a task that runs longer has lost its worker
MOST = 5  # turns
KEPT = timedelta(days=14)  # of what is done


def give_another_turn():
    """Our tasks may be done twice: they look what is left to do."""
    now = timezone.now()
    for lost in DBTaskResult.objects.running().filter(started_at__lt=now - LOST):
        _again(lost, at=now)
    for failed in DBTaskResult.objects.failed().filter(finished_at__gte=now - KEPT):
        turns = len(failed.worker_ids)
        if turns < MOST:
            _again(failed, at=failed.finished_at + timedelta(minutes=4 ** (turns - 1)))


def dead():
    """Tasks that had all their turns; a queryset's worth of them as a list."""
    return [task for task in DBTaskResult.objects.failed() if len(task.worker_ids) >= MOST]


def try_again(task):
    """Somebody mended what was wrong."""
    task.worker_ids = []
    task.save(update_fields=["worker_ids"])
    _again(task, at=timezone.now())


def forget():
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()


def _again(task, *, at):
    """Only who finds it as it was read: two workers do this round."""
    here = DBTaskResult.objects.filter(pk=task.pk, status=task.status, started_at=task.started_at)
    here.update(status="READY", run_after=at)
