from django.db import models
from django.db.models import Q


class ScheduledRunQuerySet(models.QuerySet):
    def claim(self, name, interval, *, at):
        """Take the run that is due; False when it is not, or another process was first."""
        self.get_or_create(name=name)
        due = self.filter(Q(started_at=None) | Q(started_at__lte=at - interval), name=name)
        return due.update(started_at=at) == 1


class ScheduledRun(models.Model):
    """When a chore last started."""

    name = models.CharField(max_length=150, unique=True)
    started_at = models.DateTimeField(null=True)

    objects = ScheduledRunQuerySet.as_manager()

    def __str__(self):
        return self.name
