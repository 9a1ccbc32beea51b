"""One evening of several schools: a date in each network, with seats of its own.

Each network keeps its own door: whoever is not in it sees nothing of its parents. The host, and
nobody else, has one list of all families.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from networks.models import Network
from networks.models.network import Audience
from ouderkamer.models.occasion import OCCASION_FIELDS
from ouderkamer.models.sign_up import SignUp

# What every network decides for itself.
OF_EACH = {
    *("network", "audience", "is_public", "limit", "childcare", "childcare_limit"),
    "closes_before",
}
FOLLOWED = ({*OCCASION_FIELDS} - OF_EACH) | {"starts_at", "ends_at", "guest", "programme"}


class Shared(models.Model):
    shared_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="copies"
    )

    class Meta:
        abstract = True

    @property
    def everybodys_answers(self):
        """Those of all networks it is shared with, for who receives the parents."""
        return SignUp.objects.filter(Q(gathering=self) | Q(gathering__shared_from=self))

    @transaction.atomic
    def offer_to(self, network, *, seats, toddlers, by):
        """Ask the planners of ``network`` to take it into their agenda; asked twice is once."""
        if network.pk == self.network_id or self.copies.filter(network=network).exists():
            raise ValidationError(_("This network has it in its agenda already."), code="there")
        share, _made = self.shares.update_or_create(
            network=network, defaults={"seats": seats, "toddlers": toddlers, "asked_by": by}
        )
        record("ouderkamer.share_offered", by=by, about=share, network=network)
        return share

    def _mirror(self, changed):
        """Every copy says what changed here, unless it has something of its own."""
        for copy in self.copies.select_related("network", "series"):
            if "cancelled_at" in changed:
                copy._end_with(self)
            facts = {name: getattr(self, name) for name in FOLLOWED & changed - {*copy.own}}
            if facts:
                copy._become(facts, by=None, words="")

    def _end_with(self, original):
        if original.is_cancelled and not self.is_cancelled:
            self.cancel(original.cancel_reason, by=None)
        elif self.is_cancelled and self.cancelled_by is None and not original.is_cancelled:
            self.resume(by=None)


class ShareQuerySet(Visible):
    def seen_by(self, user):
        """Whoever plans in the network that was asked, and in the one that asks."""
        plans = Q(hosts=True) | Q(moderates=True) | Q(kind="school")
        mine = user.memberships.filter(plans, ended_at=None).values("network")
        return self.filter(Q(network__in=mine) | Q(gathering__network__in=mine))


class Share(models.Model):
    """An offer to another network; gone when it is answered."""

    gathering = models.ForeignKey("ouderkamer.Gathering", models.CASCADE, related_name="shares")
    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    seats = models.PositiveSmallIntegerField()
    toddlers = models.PositiveSmallIntegerField(default=0, help_text="places in the childcare")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("gathering", "network", name="ouderkamer_offered_once"),
        ]

    def __str__(self):
        return f"{self.gathering} for {self.network_id}"

    @transaction.atomic
    def accept(self, *, by):
        """The date in the agenda of the network that was asked."""
        original = self.gathering
        copy = type(original).objects.create(
            network=self.network,
            audience=Audience.EVERYONE,
            shared_from=original,
            limit=self.seats,
            childcare=original.childcare and self.toddlers > 0,
            childcare_limit=self.toddlers or None,
            planned_by=by,
            **{name: getattr(original, name) for name in FOLLOWED},
        )
        self.delete()
        record("ouderkamer.planned", by=by, about=copy, network=copy.network)
        return copy
