"""What a notice may say of people, and to whom it may be sent."""

from community.accounts.models import User
from community.activity.notices import Notice
from networks.models import Network


def name_of(person, network):
    """How members of ``network`` call somebody, or nothing of who is shielded or gone: then
    the reader's own language says "A parent"."""
    if person is None or person.shielded or not person.first_name:
        return ""
    return network.known(person).shown_name


class InNetwork(Notice):
    """For who is in the network at the moment of sending; names it and leads to its Start."""

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.get_absolute_url()

    def facts(self, event):
        return {"network": event.network.name}


def is_inside(person, network_id):
    return Network.objects.visible_to(person).filter(pk=network_id).exists()


def moderators(event):
    moderating = event.network.memberships.current().filter(moderates=True)
    return User.objects.filter(memberships__in=moderating)
