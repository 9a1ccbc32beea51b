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

    One that fails is logged and waits for its next turn; the others still run.
    """
    for chore in list(CHORES.values()):
        if ScheduledRun.objects.claim(chore.name, chore.interval, at=timezone.now()):
            try:
                chore.run()
            except Exception:
                log.exception("Chore %s failed.", chore.name)
