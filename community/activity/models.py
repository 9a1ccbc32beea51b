from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

ON_ITS_WAY, TOO_LATE = timedelta(minutes=2), timedelta(days=3)


class EventQuerySet(models.QuerySet):
    def left_behind(self, at):
        """Not told to anybody, and no longer on its way: the process that should have is gone."""
        lately = {"happened_at__lt": at - ON_ITS_WAY, "happened_at__gt": at - TOO_LATE}
        return self.filter(spread_at=None, **lately).order_by("pk")

    def spread(self, event):
        self.filter(pk=event.pk).update(spread_at=timezone.now())


class Event(models.Model):
    """Something somebody did, kept for notices, feeds and the pilot report."""

    verb = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    network = models.ForeignKey("networks.Network", models.CASCADE, null=True, related_name="+")
    happened_at = models.DateTimeField(default=timezone.now, db_index=True)
    about_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    spread_at = models.DateTimeField(null=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "happened_at", name="activity_not_spread", condition=models.Q(spread_at=None)
            )
        ]

    def __str__(self):
        return f"{self.verb} {self.about_id}"
