from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadingQuerySet(models.QuerySet):
    def choose(self, room, level, *, by):
        """Hear of every message, of those that call ``by``, or of none."""
        self.update_or_create(room=room, user=by, defaults={"level": level})


class Reading(models.Model):
    """How far one person has read in one room, and of what there they want to hear."""

    class Level(models.TextChoices):
        ALL = "all", _("Every message")
        CALLED = "called", _("Only when somebody calls me with @")
        NOTHING = "nothing", _("Nothing")

    room = models.ForeignKey("chat.Room", models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    up_to = models.PositiveIntegerField(default=0)
    level = models.CharField(max_length=7, choices=Level.choices, default=Level.ALL)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("room", "user", name="chat_one_reading_each")]

    def __str__(self):
        return f"{self.user} {self.room} {self.up_to}"
