"""Who hears of it when a network begins and when its school answers."""

from django.db.models import Q

from community.accounts.models import User
from community.activity.notices import Notice
from networks.notices.reader import is_inside


class _ToStarters(Notice):
    """Told to those who began the network and those who run it now."""

    def recipients(self, event):
        members = event.network.memberships.current()
        return User.objects.filter(
            memberships__in=members.filter(Q(started=True) | Q(moderates=True))
        )

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.get_absolute_url()

    def facts(self, event):
        return {"network": event.network.name}


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
