"""What a notice may say of people, and to whom it may be sent."""

from community.accounts.models import User
from networks.models import Network


def name_of(person, network):
    """How members of ``network`` call somebody, or nothing of who is shielded or gone: then
    the reader's own language says "A parent"."""
    if person is None or person.shielded or not person.first_name:
        return ""
    return network.known(person).shown_name


def is_inside(person, network_id):
    return Network.objects.visible_to(person).filter(pk=network_id).exists()


def moderators(event):
    moderating = event.network.memberships.current().filter(moderates=True)
    return User.objects.filter(memberships__in=moderating)
