"""Ending a network with two, and the way back."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from networks.models.life import Stage
from networks.models.membership import Membership
from networks.models.network import Network
from networks.panels import tell_ended


class ClosingQuerySet(Visible):
    def seen_by(self, user):
        """For parents who moderate; what came of it all members see on the network itself."""
        mine = Membership.objects.current().filter(user=user, moderates=True)
        return self.filter(network__in=mine.filter(kind=Membership.Kind.PARENT).values("network"))

    def open(self):
        """Waiting for a second moderator."""
        return self.filter(agreed_at=None, withdrawn_at=None)

    @transaction.atomic
    def propose(self, network, *, words, by):
        """Ask another moderator; while one asks, a second question changes nothing."""
        Network.objects.lock(network.pk)
        if asked := self.open().filter(network=network).first():
            return asked
        closing = self.create(network=network, words=words, proposed_by=by)
        record("networks.closing_proposed", by=by, about=closing, network=network)
        return closing


class Closing(models.Model):
    """One moderator wants to end the network and says why; a second one agrees, or not."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="closings")
    words = models.CharField(_("why"), max_length=500)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "network",
                condition=models.Q(agreed_at=None, withdrawn_at=None),
                name="networks_one_open_closing",
            ),
            models.CheckConstraint(
                name="networks_closed_by_two",
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("proposed_by")),
            ),
        ]

    def __str__(self):
        return f"{self.network} · {self.proposed_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("networks:life", args=[self.network.slug])

    @property
    def is_open(self):
        return self.agreed_at is None and self.withdrawn_at is None

    @transaction.atomic
    def agree(self, *, by):
        """End the network: from now on it is only read. Pressed twice, it happens once."""
        closing = self._locked()
        if closing is None:
            return
        closing.agreed_by, closing.agreed_at = by, timezone.now()
        closing.save(update_fields=["agreed_by", "agreed_at"])
        network = closing.network
        network.move(Stage.ARCHIVED, by=by)
        for request in network.requests.open().select_related("network", "user"):
            request.decline(by=by)
        network.invitations.usable().update(revoked_at=timezone.now())
        tell_ended(network, by=by)
        for group in network.class_groups.under_way():
            group.move(Stage.ARCHIVED, by=by)
            tell_ended(group, by=by)
        record("networks.closed", by=by, about=closing, network=network)

    @transaction.atomic
    def withdraw(self, *, by):
        """It goes on after all."""
        if closing := self._locked():
            closing.withdrawn_at = timezone.now()
            closing.save(update_fields=["withdrawn_at"])
            record("networks.closing_withdrawn", by=by, about=closing, network=closing.network)

    def _locked(self):
        """This proposal as it is now, with its network locked; None when it is decided."""
        Network.objects.lock(self.network_id)
        return Closing.objects.open().select_related("network").filter(pk=self.pk).first()
