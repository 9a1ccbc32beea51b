"""The letter a whole class takes home: every family a code of its own, that works once."""

from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from networks.models.invitation import Invitation, until_summer
from networks.models.network import Network

MOST_FAMILIES = 40  # more than the largest class


class LetterQuerySet(Visible):
    def seen_by(self, user):
        """Those of networks where one lets people in."""
        invites = models.Q(memberships__moderates=True) | models.Q(memberships__calls=True)
        return self.filter(network__in=Network.objects.joined_by(user).filter(invites))

    def for_listing(self):
        """Each knows how many families came, and how many codes still work."""
        return self.annotate(
            arrived=models.Count("invitations", models.Q(invitations__uses__gt=0)),
            waiting=models.Count("invitations", models.Q(invitations__in=_usable())),
        ).order_by("-pk")

    @transaction.atomic
    def write(self, network, *, label, families, once, by):
        """A letter with ``families`` codes; the same ``once`` writes it only once."""
        letter, is_new = self.get_or_create(
            network=network, once=once, defaults={"label": label, "made_by": by}
        )
        if is_new:
            Invitation.objects.bulk_create(
                letter.new_code(code, by=by) for code in Invitation.objects.free_codes(families)
            )
            record("networks.letter_written", by=by, about=letter, network=network)
        return letter


class Letter(models.Model):
    """One class, its families, and the codes that were printed for them. No names."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="letters")
    label = models.CharField(_("for which class"), max_length=60)
    once = models.UUIDField(default=uuid4, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("network", "once", name="networks_letter_written_once")
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("networks:class_letter", args=[self.network.slug, self.pk])

    def new_code(self, code, *, by):
        """Not yet in the database: one for each family is made at a time."""
        return Invitation(
            network=self.network,
            letter=self,
            code=code,
            label=self.label,
            made_by=by,
            most_uses=1,
            expires_at=until_summer(),
        )

    def codes(self):
        """Those that still work, in the order they were printed."""
        return self.invitations.usable().order_by("pk")

    @transaction.atomic
    def revoke(self, *, by):
        """Stop every code that nobody has used yet; whoever came stays."""
        if self.codes().update(revoked_at=timezone.now()):
            record("networks.letter_revoked", by=by, about=self, network=self.network)


def _usable():
    return Invitation.objects.usable().values("pk")
