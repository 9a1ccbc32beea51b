from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record


class BarringQuerySet(Visible):
    def seen_by(self, user):
        """Moderators of the network; never the person it is about."""
        moderated = user.memberships.filter(moderates=True, ended_at=None).values("network")
        return self.filter(network__in=moderated).exclude(user=user)

    def of(self, network):
        return self.in_force().filter(network=network)

    def for_listing(self):
        return self.select_related("user").order_by("-barred_at", "pk")

    def in_force(self):
        endless = models.Q(until=None) | models.Q(until__gt=timezone.now())
        return self.filter(endless, lifted_at=None)


class Barring(models.Model):
    """For this person the network is not there: no card, no code, and nobody hears them ask."""

    network = models.ForeignKey("networks.Network", models.CASCADE, related_name="barrings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="barrings")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    barred_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = BarringQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "network",
                "user",
                condition=models.Q(lifted_at=None),
                name="networks_one_open_barring",
            )
        ]

    def __str__(self):
        return f"{self.user_id} · {self.network}"

    @transaction.atomic
    def lift(self, *, by):
        """The door is as open as to anybody else; what was asked meanwhile stays unheard."""
        still = Barring.objects.filter(pk=self.pk, lifted_at=None)
        if still.update(lifted_at=timezone.now()):
            record("networks.bar_lifted", by=by, about=self, network=self.network)
