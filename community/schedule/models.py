from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

HELD = timedelta(minutes=15)  # after which a run counts as broken off: its process is gone
FIRST_PAUSE = timedelta(minutes=1)  # after a failure; doubled at each further one
LONGEST_PAUSE = timedelta(hours=6)
WORRYING = 5  # failures in a row, after which somebody has to look


class ScheduledRunQuerySet(models.QuerySet):
    def not_yet_due(self, at):
        """Names of what waits for its time: one question for a whole round."""
        return set(self.filter(next_at__gt=at).values_list("name", flat=True))

    def claim(self, name, *, at):
        """Take the run that is due, or None: it is not, or another process was first."""
        self.bulk_create([ScheduledRun(name=name, next_at=at)], ignore_conflicts=True)
        free = Q(held_until=None) | Q(held_until__lt=at)
        due = self.filter(free, name=name, next_at__lte=at)
        if due.update(started_at=at, held_until=at + HELD) == 1:
            return self.get(name=name)
        return None

    def worrying(self):
        return self.filter(failures__gte=WORRYING)


class ScheduledRun(models.Model):
    """A line of the timetable: when a chore last ran, when it runs next, how it went."""

    name = models.CharField(max_length=150, unique=True)
    next_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    objects = ScheduledRunQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def is_worrying(self):
        return self.failures >= WORRYING

    def went_well(self, interval):
        self.finished_at = timezone.now()
        self.failures, self.error = 0, ""
        self._next(self.started_at + interval)

    def failed(self, interval, error):
        """Try again soon, and later each time."""
        pause = min(interval, FIRST_PAUSE) * 2 ** min(self.failures, 12)
        self.failures += 1
        self.error = f"{type(error).__name__}: {error}"[:200]
        self._next(timezone.now() + min(pause, max(interval, FIRST_PAUSE), LONGEST_PAUSE))

    def _next(self, at):
        self.next_at, self.held_until = at, None
        self.save()
