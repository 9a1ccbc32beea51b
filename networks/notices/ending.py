"""Who hears of it when a network ends, and when it goes on after all."""

from django.urls import reverse

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from networks.models import Closing
from networks.notices.reader import InNetwork, moderators, name_of


class ClosingProposed(Notice):
    """Told to the other moderators, one of whom has to agree."""

    verb = "networks.closing_proposed"
    sort = Sort.TASKS

    def recipients(self, event):
        return moderators(event)

    def is_visible_to(self, person, event):
        return Closing.objects.visible_to(person).filter(pk=event.about_id).exists()

    def url(self, event):
        return reverse("networks:life", args=[event.network.slug])

    def facts(self, event):
        return {"name": name_of(event.by, event.network)}


class ClosingWithdrawn(ClosingProposed):
    verb = "networks.closing_withdrawn"


class Closed(InNetwork):
    """Told to everybody who was in it."""

    verb = "networks.closed"
    sort = Sort.EVERYBODY

    def recipients(self, event):
        return User.objects.filter(memberships__in=event.network.memberships.current())


class Restored(Closed):
    verb = "networks.restored"
