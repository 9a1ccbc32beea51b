"""Who hears of it when people come and go."""

from community.accounts.models import User
from community.activity.notices import Notice
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
        """A first name, or nothing of somebody who is shielded."""
        return {"name": name_of(event.about.user)}


class Left(Notice):
    """Told to the moderators, and neutral: who left, and why, is theirs."""

    verb = "networks.left"

    def recipients(self, event):
        return moderators(event)

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.people_url
