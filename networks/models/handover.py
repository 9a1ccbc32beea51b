from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from networks.models.network import Network

# What a successor asks first; a network writes its own beside them.
FIRST_POINTS = (
    _("Our agreements, and how you handle a report"),
    _("Who does what at school"),
    _("Open questions and promises"),
    _("The key of the parents' room: who has it?"),
    _("Speakers who were asked"),
    _("The poster: who hangs up a new one?"),
    _("What you found hard. You need not write it down."),
)


class HandoverPointQuerySet(Visible):
    def seen_by(self, user):
        """Shared by parents with a task, and by whoever was asked for one."""
        with_a_task = user.memberships.filter(
            models.Q(moderates=True)
            | models.Q(calls=True)
            | models.Q(hosts=True)
            | models.Q(terms__ended_at=None, terms__declined_at=None, terms__isnull=False),
            kind="parent",
            ended_at=None,
        )
        return self.filter(network__in=with_a_task.values("network"))

    @transaction.atomic
    def lay_out(self, network):
        """Give a network that has no list the first one."""
        Network.objects.lock(network.pk)
        if not self.filter(network=network).exists():
            self.bulk_create(
                self.model(network=network, text=gettext(str(point))) for point in FIRST_POINTS
            )


class HandoverPoint(models.Model):
    """One thing two people go through together before a role changes hands."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="handover_points")
    text = models.CharField(_("what"), max_length=140)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = HandoverPointQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text

    @property
    def is_done(self):
        return self.done_at is not None

    def tick(self, done, *, by):
        """Mark as gone through, or not yet."""
        self.done_at = timezone.now() if done else None
        self.done_by = by if done else None
        self.save(update_fields=["done_at", "done_by"])
