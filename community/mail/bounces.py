"""Addresses to which mail comes back: each time counts, and fades when nothing more comes."""

from django.db.models import CharField

from community.mail.models import Bounces
from community.prepared import Counted, Given


def came_back(address, *, is_hard):
    """Count a letter that came back; True when this is the moment at which mail stops."""
    return Bounces.objects.count_one(address, is_hard=is_hard)


def is_dead(address):
    return _stopped(address=address) > 0


def revive(address):
    """It works again, somebody proved it: a code arrived there."""
    Bounces.objects.filter(address=address).delete()


@Counted
def _stopped():
    stopped = Bounces.objects.filter(stopped_at__isnull=False)
    return stopped.filter(address=Given("address", CharField())).values("pk")
