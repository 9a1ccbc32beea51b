"""Who hears of it when a network begins and when its school answers."""

from django.db.models import Q

from community.accounts.models import User
from community.notifications.sorts import Sort
from networks.notices.reader import InNetwork


class _ToStarters(InNetwork):
    """Told to those who began the network and those who run it now."""

    def recipients(self, event):
        members = event.network.memberships.current()
        return User.objects.filter(
            memberships__in=members.filter(Q(started=True) | Q(moderates=True))
        )


class Recognised(_ToStarters):
    verb = "networks.recognised"
    is_told = False  # ``SchoolRequest`` writes a letter


class Unaffiliated(_ToStarters):
    verb = "networks.unaffiliated"
    sort = Sort.TASKS


class RecognitionEnded(_ToStarters):
    verb = "networks.recognition_ended"


class CofounderAccepted(_ToStarters):
    verb = "networks.cofounder_accepted"

    def facts(self, event):
        return {"name": event.by.shown_name}
