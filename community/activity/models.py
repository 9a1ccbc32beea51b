from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class Event(models.Model):
    """Something somebody did, kept for notices, feeds and the pilot report."""

    verb = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    network = models.ForeignKey("networks.Network", models.CASCADE, null=True, related_name="+")
    happened_at = models.DateTimeField(default=timezone.now, db_index=True)
    about_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")

    def __str__(self):
        return f"{self.verb} {self.about_id}"
