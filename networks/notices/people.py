"""Who hears of it when people come and go."""

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from networks.notices.reader import is_inside, moderators, name_of


class Joined(Notice):
    """Told to those who look after the people of a network; a plain parent hears nothing."""

    verb = "networks.joined"

    def recipients(self, event):
        return User.objects.filter(memberships__in=event.network.memberships.to_talk_to())

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.people_url

    def facts(self, event):
        """A first name and the languages to greet in; nothing of somebody who is shielded."""
        newcomer = event.about.user
        languages = [] if newcomer.shielded else list(newcomer.languages)
        return {"name": name_of(newcomer, event.network), "languages": languages}


class Left(Notice):
    """Told to the moderators, and neutral: who left, and why, is theirs."""

    verb = "networks.left"

    def recipients(self, event):
        return moderators(event)

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.people_url

    def facts(self, event):
        return {"was_removed": bool(event.about.removal_reason)}


class Asked(Notice):
    """Told to those who can answer; the words of the request are for its page only."""

    verb = "networks.asked"
    sort = Sort.TASKS

    def recipients(self, event):
        return User.objects.filter(memberships__in=event.network.memberships.to_talk_to())

    def is_visible_to(self, person, event):
        return super().is_visible_to(person, event) and event.about.is_open

    def url(self, event):
        return event.network.requests_url


class RequestAdmitted(Notice):
    """Told to whoever asked, and not by whom."""

    verb = "networks.request_admitted"
    sort = Sort.DECISIONS
    is_told = False  # ``JoinRequest`` writes a letter

    def recipients(self, event):
        return [event.about.user]

    def url(self, event):
        return event.network.welcome_url

    def facts(self, event):
        return {"network": event.about.network.name}


class RequestDeclined(RequestAdmitted):
    verb = "networks.request_declined"

    def url(self, event):
        return event.about.again_url


class Volunteered(Left):
    """Told to the moderators, who come to the one who asked."""

    verb = "networks.volunteered"

    def url(self, event):
        return event.network.hand_over_url

    def facts(self, event):
        return {"name": name_of(event.by, event.network)}


class InvitationAccepted(Notice):
    """Told to whoever sent it; the name comes with ``Joined`` to those who greet."""

    verb = "networks.invitation_accepted"

    def recipients(self, event):
        return [event.about.made_by] if event.about.made_by else []

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.people_url
