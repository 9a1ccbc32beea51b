"""Who hears of a new school year, and of a copy that somebody takes along."""

from django.urls import reverse

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.sorts import Sort
from networks.notices.reader import is_inside, moderators, name_of


class Exported(Notice):
    """Told to the other moderators: somebody has a copy of all that is said here."""

    verb = "networks.exported"

    def recipients(self, event):
        return moderators(event)

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def facts(self, event):
        return {"name": name_of(event.by, event.network)}


class TurnoverPrepared(Notice):
    """Told to the other moderators, one of whom has to agree."""

    verb = "networks.turnover_prepared"
    sort = Sort.TASKS

    def recipients(self, event):
        return moderators(event)


class TurnoverFinished(TurnoverPrepared):
    verb = "networks.turnover_finished"


class TurnoverUndone(Notice):
    """Told to the moderators, and to those who had been said goodbye to."""

    verb = "networks.turnover_undone"

    def recipients(self, event):
        leavers = event.about.moves.filter(leaves=True).values("membership__user")
        return moderators(event) | User.objects.filter(pk__in=leavers)

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.get_absolute_url()


class SaidGoodbye(Notice):
    """Told to parents whose last child leaves the school: a goodbye, not a deletion."""

    verb = "networks.said_goodbye"
    sort = Sort.DECISIONS

    def recipients(self, event):
        leavers = event.about.moves.filter(leaves=True, membership__alumnus_since__isnull=False)
        return User.objects.filter(pk__in=leavers.values("membership__user"))

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return reverse("networks:goodbye", args=[event.network.slug])

    def facts(self, event):
        return {"network": event.network.name}


class RoleAsked(Notice):
    """Asked of whoever has a task, once a year; no answer takes nothing away."""

    verb = "networks.role_asked"
    sort = Sort.TASKS

    def recipients(self, event):
        askees = event.about.moves.filter(asks_again=True).values("membership__user")
        return User.objects.filter(pk__in=askees)

    def is_visible_to(self, person, event):
        return is_inside(person, event.network_id)

    def url(self, event):
        return event.network.hand_over_url
