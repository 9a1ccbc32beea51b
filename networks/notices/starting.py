"""Who hears of it when a network begins and when its school answers."""

from django.db.models import Q

from community.accounts.models import User
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


class Unaffiliated(_ToStarters):
    verb = "networks.unaffiliated"


class RecognitionEnded(_ToStarters):
    verb = "networks.recognition_ended"


class CofounderAccepted(_ToStarters):
    verb = "networks.cofounder_accepted"

    def facts(self, event):
        return {"name": event.by.shown_name}
