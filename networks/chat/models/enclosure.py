from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.enclosures.models import Kept, KeptQuerySet, sent_or_waiting
from networks.chat.models.message import Message
from networks.models import Membership


class EnclosureQuerySet(KeptQuerySet):
    def seen_by(self, user):
        """With its message, of a hidden one only for moderators; and what waits for oneself."""
        seen = Message.objects.visible_to(user)
        moderated = Membership.objects.current().filter(user=user, moderates=True)
        judged = seen.filter(room__network__in=moderated.values("network"))
        return self.filter(Q(message__in=seen.shown()) | Q(message__in=judged) | Q(owner=user))


class Enclosure(Kept):
    """A photo, a voice message or a paper that came with what somebody said."""

    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="enclosures")

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [sent_or_waiting("message", name="chat_sent_or_waiting")]

    def get_absolute_url(self):
        return reverse("chat_enclosures:enclosure", args=[self.key])
