"""Addresses to which mail comes back: each time counts, and fades when nothing more comes."""

from community.mail.models import Bounces


def came_back(address, *, is_hard):
    """Count a letter that came back; True when this is the moment at which mail stops."""
    return Bounces.objects.count_one(address, is_hard=is_hard)


def is_dead(address):
    return Bounces.objects.filter(address=address).exclude(stopped_at=None).exists()


def revive(address):
    """It works again, somebody proved it: a code arrived there."""
    Bounces.objects.filter(address=address).delete()
