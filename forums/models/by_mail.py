from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from community.access import Visible
from forums.models.forum import Forum

KEPT = timedelta(days=14)
MOST = 50  # of strangers, in one forum


class HeldMailQuerySet(Visible):
    def seen_by(self, user):
        """What came in on my name is mine alone; what came from nobody we know, of moderators."""
        moderating = user.memberships.filter(ended_at=None, moderates=True)
        of_strangers = models.Q(person=None, forum__network__in=moderating.values("network"))
        return self.filter(models.Q(person=user) | of_strangers)

    def of(self, person):
        """Of places that ``person`` still sees."""
        here = self.filter(person=person, forum__in=Forum.objects.visible_to(person))
        return here.select_related("topic__network", "forum__network")

    def of_strangers(self, network):
        return self.filter(person=None, forum__network=network).select_related("forum")

    def forget(self, *, at):
        return self.filter(at__lt=at - KEPT).delete()


class HeldMail(models.Model):
    """Mail of which it is not sure who wrote it: it waits for the parent on whose name it came, or
    for a moderator. Files that came with it are not kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )  # on whose name it came
    topic = models.ForeignKey("forums.Topic", models.CASCADE, null=True, related_name="+")
    forum = models.ForeignKey("forums.Forum", models.CASCADE, related_name="+")
    sender = models.EmailField()
    subject = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=5000)
    once = models.UUIDField(default=uuid4)
    at = models.DateTimeField(default=timezone.now)

    objects = HeldMailQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.person_id or self.sender}"

    @property
    def place(self):
        """Where it would come, in words."""
        return self.topic.shown_title if self.topic else self.forum.name
