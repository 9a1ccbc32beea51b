"""Work that comes back by the clock: functions in an app's ``tasks.py`` marked ``@every``."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from community.schedule.models import ScheduledRun

log = logging.getLogger(__name__)
CHORES = {}


@dataclass(frozen=True)
class Chore:
    name: str
    interval: timedelta
    run: Callable[[], object]


def every(**interval):
    """``@every(days=1)``: run the function about that often, in one process at a time."""

    def register(function):
        name = f"{function.__module__}.{function.__name__}"
        CHORES[name] = Chore(name, timedelta(**interval), function)
        return function

    return register


def run_due():
    """Run every chore whose time has come and that no other process has taken.

    One that fails is logged and tried again, later each time; the others still run.
    """
    waiting = ScheduledRun.objects.not_yet_due(timezone.now())
    for chore in [chore for name, chore in CHORES.items() if name not in waiting]:
        if run := ScheduledRun.objects.claim(chore.name, at=timezone.now()):
            try:
                chore.run()
            except Exception as error:
                log.exception("Chore %s failed.", chore.name)
                run.failed(chore.interval, error)
            else:
                run.went_well(chore.interval)
