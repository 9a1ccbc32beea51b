from html import unescape

from django.conf import settings
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from community import live
from community.access import Visible


class NotificationQuerySet(Visible):
    def seen_by(self, user):
        """One's own, without those of networks one has left."""
        memberships = {"network__memberships__user": user, "network__memberships__ended_at": None}
        return self.filter(models.Q(network=None) | models.Q(**memberships), recipient=user)

    def unread(self):
        return self.filter(read_at=None)

    def mark_read(self):
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    """One line in one person's tray. It knows no domain: kind, address and facts are given."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    network = models.ForeignKey("networks.Network", models.CASCADE, null=True, related_name="+")
    source = models.PositiveBigIntegerField(help_text="key of the event it tells of")
    kind = models.CharField(max_length=60)
    url = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint("recipient", "source", name="notifications_never_twice")
        ]
        indexes = [models.Index("recipient", "read_at", name="notifications_unread")]

    def __str__(self):
        return self.words

    @property
    def words(self):
        """The notice as a sentence in the language now active: plain text, not HTML."""
        return unescape(render_to_string(f"notices/{self.kind}.txt", self.facts)).strip()


@transaction.atomic
def deliver(recipients, *, source, network, kind, url, facts):
    """Put one notification in every recipient's tray and light their badge.

    Safe to repeat: a second delivery of the same source changes nothing.
    """
    people = list(recipients)
    Notification.objects.bulk_create(
        [
            Notification(
                recipient=person, source=source, network_id=network, kind=kind, url=url, facts=facts
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
    for person in people:
        live.tell(person.pk, "badge.changed")
