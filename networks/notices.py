"""Who hears of it when people come and go."""

from django.urls import reverse

from community.accounts.models import User
from community.activity.notices import Notice
from networks.models import Network

# Written down for the ledger, told to nobody: the only one concerned is the person who does it.
SILENT = (
    *("networks.started", "networks.invited", "networks.invitation_revoked"),
    *("networks.turnover_agreed", "networks.exception_made", "networks.stayed"),
)


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


class TurnoverPrepared(Notice):
    """Told to the other moderators, one of whom has to agree."""

    verb = "networks.turnover_prepared"

    def recipients(self, event):
        return _moderators(event)


class TurnoverFinished(TurnoverPrepared):
    verb = "networks.turnover_finished"


class TurnoverUndone(Notice):
    """Told to the moderators, and to those who had been said goodbye to."""

    verb = "networks.turnover_undone"

    def recipients(self, event):
        leavers = event.about.moves.filter(leaves=True).values("membership__user")
        return _moderators(event) | User.objects.filter(pk__in=leavers)

    def is_visible_to(self, person, event):
        return _is_inside(person, event.network_id)

    def url(self, event):
        return event.network.get_absolute_url()


class SaidGoodbye(Notice):
    """Told to parents whose last child leaves the school: a goodbye, not a deletion."""

    verb = "networks.said_goodbye"

    def recipients(self, event):
        leavers = event.about.moves.filter(leaves=True, membership__alumnus_since__isnull=False)
        return User.objects.filter(pk__in=leavers.values("membership__user"))

    def is_visible_to(self, person, event):
        return _is_inside(person, event.network_id)

    def url(self, event):
        return reverse("networks:goodbye", args=[event.network.slug])

    def facts(self, event):
        return {"network": event.network.name}


class RoleAsked(Notice):
    """Asked of whoever has a task, once a year; no answer takes nothing away."""

    verb = "networks.role_asked"

    def recipients(self, event):
        askees = event.about.moves.filter(asks_again=True).values("membership__user")
        return User.objects.filter(pk__in=askees)

    def is_visible_to(self, person, event):
        return _is_inside(person, event.network_id)

    def url(self, event):
        return event.network.people_url


def _moderators(event):
    moderators = event.network.memberships.current().filter(moderates=True)
    return User.objects.filter(memberships__in=moderators)


def _is_inside(person, network_id):
    return Network.objects.visible_to(person).filter(pk=network_id).exists()
