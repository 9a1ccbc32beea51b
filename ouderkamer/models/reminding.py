"""Reminders belong to a date and to the moment it starts: when it moves, they move with it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone


@dataclass(frozen=True)
class Reminder:
    """``field`` of an answer holds the start that was reminded of.

    Sent from ``before`` it starts on, unless it is later than ``until`` before it: a worker
    that stood still says nothing in the wrong words.
    """

    field: str
    before: timedelta
    until: timedelta

    def due(self, answers):
        """Those of ``answers`` that hear now: they come or think about it, and answered before
        the moment of the reminder."""
        now = timezone.now()
        starts = {
            "gathering__starts_at__gt": now + self.until,
            "gathering__starts_at__lte": now + self.before,
        }
        fresh = Q(answered_at__gt=F("gathering__starts_at") - self.before)
        found = answers.of_members().counted_on().exclude(person=None).exclude(fresh)
        going = found.filter(gathering__cancelled_at=None, **starts).exclude(self._said)
        return going.select_related("gathering__network")

    def take(self, sign_up):
        """Note that it is said; False when somebody else was first."""
        starts_at = sign_up.gathering.starts_at
        untold = type(sign_up).objects.filter(pk=sign_up.pk).exclude(**{self.field: starts_at})
        return bool(untold.update(**{self.field: starts_at}))

    def holds(self, sign_up):
        """Whether it is still true when it arrives: the same start, and still wanted."""
        gathering = sign_up.gathering
        same = getattr(sign_up, self.field) == gathering.starts_at
        return same and not gathering.is_cancelled and sign_up.answer in ("yes", "maybe")

    @property
    def _said(self):
        return Q(**{self.field: F("gathering__starts_at")})


DAY_BEFORE = Reminder("day_before_for", timedelta(hours=24), timedelta(hours=3))
SOON = Reminder("soon_for", timedelta(hours=2), timedelta(0))
