"""What hangs under a network is seen by its members, and by staff only where they take part."""

from django.db import models

from community.access import Visible
from networks.models.membership import Membership
from networks.models.network import Audience, Network


class InsideQuerySet(Visible):
    """Rows with a ``network`` and an ``audience``: forums, rooms, gatherings."""

    def seen_by(self, user):
        takes_part = models.Q(network__memberships__kind=Membership.Kind.PARENT) | models.Q(
            audience=Audience.EVERYONE
        )
        return self.filter(
            takes_part, network__memberships__user=user, network__memberships__ended_at=None
        )


class Inside(models.Model):
    """A place in a network, closed to school staff unless it was opened for them."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="%(class)ss")
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.PARENTS)

    objects = InsideQuerySet.as_manager()

    class Meta:
        abstract = True

    def within(self, rows, audience):
        """Those of ``rows`` whose ``audience``, a lookup, holds everybody who sees this."""
        return rows.filter(**{audience: self.audience}) if self.has_school else rows

    @property
    def has_school(self):
        """Whether the school sees it too."""
        return self.audience == Audience.EVERYONE

    @property
    def readers(self):
        """The memberships of who sees this, as ``seen_by`` has it."""
        current = self.network.memberships.current()
        return current if self.has_school else current.filter(kind=Membership.Kind.PARENT)
