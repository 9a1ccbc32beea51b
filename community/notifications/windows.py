"""Decent hours: when a phone may make a sound, and when the post of the morning goes.

All in the time zone of the site (Europe/Amsterdam), also on the nights it changes.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from community.notifications.sorts import Pace

MORNING, EVENING = 8, 20  # o'clock: the post of the morning, and after which none is made
MONDAY = 0


def next_open(at, *, quiet_from, quiet_to):
    """``at``, or the end of the quiet hours it falls in. The same hour twice: never quiet."""
    here = timezone.localtime(at)
    if not _is_quiet(here.hour, quiet_from, quiet_to):
        return at
    day = here.date() if here.hour < quiet_to else here.date() + timedelta(days=1)
    return _at(day, quiet_to)


def last_morning(at, pace):
    """The latest moment, up to ``at``, at which the post of every day or every week went."""
    here = timezone.localtime(at)
    day = here.date() if here.hour >= MORNING else here.date() - timedelta(days=1)
    if pace == Pace.WEEKLY:
        day -= timedelta(days=day.weekday() - MONDAY)
    return _at(day, MORNING)


def next_morning(at):
    """8 o'clock of the day after ``at``."""
    return _at(timezone.localdate(at) + timedelta(days=1), MORNING)


def is_time_for_post(at):
    """Whether a digest may still be made: a worker that was away makes up for it by day."""
    return MORNING <= timezone.localtime(at).hour < EVENING


def _is_quiet(hour, begins, ends):
    if begins < ends:
        return begins <= hour < ends
    return begins != ends and (hour >= begins or hour < ends)


def _at(day, hour):
    return timezone.make_aware(datetime.combine(day, time(hour)))
