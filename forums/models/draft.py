from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from networks.models import Network

KEPT_FOR = timedelta(days=30)


def device_of(request):
    """A name for the browser that asks; who signs in anew there has a new one."""
    return salted_hmac("forums.draft", request.session.session_key).hexdigest()[:32]


class DraftQuerySet(models.QuerySet):
    def at(self, network, topic, person):
        """Of one place: a conversation, or with None the page for a new one; the newest first."""
        return self.filter(network=network, topic=topic, person=person).order_by("-kept_at")

    def keep(self, network, topic, *, device, title, text, by):
        """What stands in the boxes now; with nothing in them it is let go. Gives the draft."""
        if not (title or text):
            return self.let_go(network, topic, device=device, by=by)
        place = {"network": network, "topic": topic, "person": by, "device": device}
        facts = {"title": title, "text": text, "kept_at": timezone.now()}
        return self.update_or_create(**place, defaults=facts)[0]

    def let_go(self, network, topic, *, device, by):
        self.at(network, topic, by).filter(device=device).delete()

    def forgotten(self):
        return self.filter(kept_at__lt=timezone.now() - KEPT_FOR)


class Draft(models.Model):
    """What somebody is writing, per place and device, for their own eyes only.

    Devices never write over each other's. What will stand without a name is never here: see
    ``draft-keeper``.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    topic = models.ForeignKey("forums.Topic", models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    device = models.CharField(max_length=32)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=20_000, blank=True)
    kept_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "topic", "device"], name="forums_one_draft_of_an_answer"
            ),
            models.UniqueConstraint(
                fields=["person", "network", "device"],
                condition=models.Q(topic=None),
                name="forums_one_draft_of_a_new_conversation",
            ),
        ]

    def __str__(self):
        return f"{self.person_id} · {self.kept_at:%Y-%m-%d %H:%M}"
