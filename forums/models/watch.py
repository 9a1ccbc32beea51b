from django.conf import settings
from django.db import models

from forums.models.topic import Topic


class WatchQuerySet(models.QuerySet):
    def choose(self, topic, level, *, by):
        """Hear of every answer, of none, or with ``""`` only where one takes part."""
        if level:
            self.update_or_create(topic=topic, person=by, defaults={"level": level})
        else:
            self.filter(topic=topic, person=by).delete()


class Watch(models.Model):
    """What somebody chose to hear of one conversation; without one they hear where they wrote."""

    class Level(models.TextChoices):
        FOLLOW = "follow"
        MUTE = "mute"

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="watches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    level = models.CharField(max_length=6, choices=Level.choices)

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("topic", "person", name="forums_one_watch_per_person")
        ]

    def __str__(self):
        return self.level
