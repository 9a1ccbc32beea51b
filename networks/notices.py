"""Who hears of it when people come and go."""

from community.accounts.models import User
from community.activity.notices import Notice
from networks.models import Network

# Written down for the ledger, told to nobody: the only one concerned is the person who does it.
SILENT = ("networks.started", "networks.invited", "networks.invitation_revoked")


class Joined(Notice):
    """Told to those who look after the people of a network; a plain parent hears nothing."""

    verb = "networks.joined"

    def recipients(self, event):
        return User.objects.filter(memberships__in=event.network.memberships.to_talk_to())

    def is_visible_to(self, person, event):
        return _is_inside(person, event.network_id)

    def url(self, event):
        return event.network.people_url

    def facts(self, event):
        """A first name, or nothing of somebody who is shielded."""
        newcomer = event.about.user
        return {"name": "" if newcomer.shielded else newcomer.first_name}


class Left(Notice):
    """Told to the moderators, and neutral: who left, and why, is theirs."""

    verb = "networks.left"

    def recipients(self, event):
        return _moderators(event)

    def is_visible_to(self, person, event):
        return _is_inside(person, event.network_id)

    def url(self, event):
        return event.network.people_url


class Exported(Notice):
    """Told to the other moderators: somebody has a copy of all that is said here."""

    verb = "networks.exported"

    def recipients(self, event):
        return _moderators(event)

    def is_visible_to(self, person, event):
        return _is_inside(person, event.network_id)

    def facts(self, event):
        return {"name": "" if event.by.shielded else event.by.first_name}


def _moderators(event):
    moderators = event.network.memberships.current().filter(moderates=True)
    return User.objects.filter(memberships__in=moderators)


def _is_inside(person, network_id):
    return Network.objects.visible_to(person).filter(pk=network_id).exists()
