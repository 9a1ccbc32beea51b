"""What becomes of a date."""

from django.db.models import Q
from django.urls import reverse

from community.accounts.models import User
from community.activity.notices import Notice
from community.notifications.models import Choice
from community.notifications.sorts import Sort
from ouderkamer.models import SignUp
from ouderkamer.notices.people import facts_of, members


class Planned(Notice):
    """The parents of the room hear what was planned, and who wants to hear of everything new; the
    others find it in the agenda."""

    verb = "ouderkamer.planned"
    sort = Sort.NEWS

    def recipients(self, event):
        wanted = Choice.objects.who_want(Sort.NEWS, event.network)
        return members(event.network_id, hosts=True) | User.objects.filter(pk__in=wanted)

    def facts(self, event):
        return facts_of(event.about)

    def place(self, event):
        return f"date-{event.about.pk}"


class Cancelled(Notice):
    """For a family without an account, whoever signed it up tells it."""

    verb = "ouderkamer.cancelled"
    sort = Sort.DATES
    essential = True

    def recipients(self, event):
        counted_on = SignUp.objects.counted_on().filter(gathering=event.about)
        mine = Q(pk__in=counted_on.exclude(person=None).values("person"))
        named = counted_on.by_name().exclude(signed_up_by=None)
        return User.objects.filter(mine | Q(pk__in=named.values("signed_up_by")))

    def facts(self, event):
        return {**facts_of(event.about), "reason": event.about.cancel_reason}

    def place(self, event):
        return f"date-{event.about.pk}"


class Resumed(Cancelled):
    verb = "ouderkamer.resumed"

    def facts(self, event):
        return facts_of(event.about)


class Moved(Cancelled):
    """It is somewhere else or at another time."""

    verb = "ouderkamer.moved"

    def facts(self, event):
        return {**facts_of(event.about), "place": event.about.place}


class SwapWanted(Notice):
    """Who works on the room, and who helps already, hears that somebody looks for another."""

    verb = "ouderkamer.swap_wanted"
    sort = Sort.TASKS

    def recipients(self, event):
        hosts = members(event.network_id, hosts=True)
        helping = event.about.helper_tasks.values("helps__person")
        return hosts | User.objects.filter(pk__in=helping)

    def facts(self, event):
        return facts_of(event.about)


class ShareOffered(Notice):
    """Whoever plans in the network that was asked; the board has the buttons."""

    verb = "ouderkamer.share_offered"
    sort = Sort.TASKS

    def recipients(self, event):
        hosts = members(event.network_id, hosts=True)
        return hosts | members(event.network_id, moderates=True)

    def url(self, event):
        return reverse("ouderkamer:board", args=[event.network.slug])

    def facts(self, event):
        gathering = event.about.gathering
        return {**facts_of(gathering), "network": gathering.network.name}
