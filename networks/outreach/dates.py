"""The dates of the parents' room that one speaks of on the telephone."""

from datetime import timedelta

from django.utils import timezone

from ouderkamer.models import Gathering, Kind

LATELY = timedelta(days=14)  # names of who came are kept so long
ASKED_FOR = 2


def dates_for(user, network):
    """The next ones that a family may be asked for."""
    visible = Gathering.objects.visible_to(user).filter(network=network)
    return visible.for_listing(user).upcoming().going_ahead()[:ASKED_FOR]


def last_date(user, network):
    """The latest one that is over and of which names are known; None without one. Of who came to
    a consultation hour only its host knows."""
    visible = Gathering.objects.visible_to(user).filter(network=network, forgotten_at=None)
    visible, now = visible.exclude(kind=Kind.CONSULT), timezone.now()
    over = visible.going_ahead().filter(ends_at__range=(now - LATELY, now))
    return over.order_by("-ends_at").first()
