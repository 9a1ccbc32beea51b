"""Two parents who do not meet in any network, because one of them wants that.

Silent: nothing is recorded, nobody is told, and for the one the other looks like somebody who left.
"""

from django.db import transaction

from community import live
from community.activity.models import Event
from community.notifications.models import Notification
from community.people.models import Block
from networks.panels import PANELS


@transaction.atomic
def block(other, *, by):
    """``by`` and ``other`` meet nowhere any more, with what they said before."""
    Block.objects.put(by, other)
    for reader, writer in ((by, other), (other, by)):
        told = Event.objects.filter(by=writer).values("pk")
        Notification.objects.filter(recipient=reader, source__in=told).delete()
    for panel in PANELS:
        panel.blocked(other, by=by)
    _look_again(by, other)


@transaction.atomic
def unblock(other, *, by):
    """They meet again, unless ``other`` wished it too."""
    Block.objects.lift(by, other)
    for panel in PANELS:
        panel.unblocked(other, by=by)
    _look_again(by, other)


def blocked_by(person, network):
    """The memberships here of whom ``person`` blocked; no query for who blocked nobody."""
    if not person.has_blocks:
        return network.memberships.none()
    wished = Block.objects.wished_by(person).values("other")
    return network.memberships.current().filter(user__in=wished).select_related("user", "network")


def _look_again(*people):
    for person in people:
        live.tell(person.pk, "access.changed")
