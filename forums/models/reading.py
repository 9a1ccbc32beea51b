from django.conf import settings
from django.db import models


class TopicReading(models.Model):
    """How far somebody has read a topic: the key of the last post they saw."""

    topic = models.ForeignKey("forums.Topic", models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_up_to = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("topic", "user", name="forums_one_reading_per_person")
        ]

    def __str__(self):
        return f"{self.user} · {self.read_up_to}"
