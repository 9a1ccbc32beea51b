"""What a notice may say of people, and to whom it may be sent."""

from community.accounts.models import User
from networks.models import Network


def name_of(person):
    """A first name, or nothing of somebody who is shielded or gone."""
    return "" if person is None or person.shielded else person.first_name


def is_inside(person, network_id):
    return Network.objects.visible_to(person).filter(pk=network_id).exists()


def moderators(event):
    moderating = event.network.memberships.current().filter(moderates=True)
    return User.objects.filter(memberships__in=moderating)
