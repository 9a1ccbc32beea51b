from django.db.models import Q

from community.accounts.models import User
from community.activity.notices import Notice
from ouderkamer.models import SignUp
from ouderkamer.models.line import Standing
from ouderkamer.models.reminding import DAY_BEFORE, SOON
from ouderkamer.sheet import Sheet

SILENT = ("ouderkamer.door_opened",)  # written down for the ledger, told to nobody


class Planned(Notice):
    """The parents of the room hear what was planned; the others find it in the agenda."""

    verb = "ouderkamer.planned"

    def recipients(self, event):
        return _members(event.network_id, hosts=True)

    def facts(self, event):
        return _facts(event.about)


class Cancelled(Notice):
    """For a family without an account, whoever signed it up tells it."""

    verb = "ouderkamer.cancelled"

    def recipients(self, event):
        counted_on = SignUp.objects.counted_on().filter(gathering=event.about)
        mine = Q(pk__in=counted_on.exclude(person=None).values("person"))
        named = counted_on.by_name().exclude(signed_up_by=None)
        return User.objects.filter(mine | Q(pk__in=named.values("signed_up_by")))

    def facts(self, event):
        return {**_facts(event.about), "reason": event.about.cancel_reason}


class Resumed(Cancelled):
    verb = "ouderkamer.resumed"

    def facts(self, event):
        return _facts(event.about)


class Moved(Cancelled):
    """It is somewhere else or at another time."""

    verb = "ouderkamer.moved"

    def facts(self, event):
        return {**_facts(event.about), "place": event.about.place}


class PlaceLost(Notice):
    """There is less room than was said."""

    verb = "ouderkamer.place_lost"

    def recipients(self, event):
        return _family(event.about)

    def url(self, event):
        return event.about.gathering.get_absolute_url()

    def facts(self, event):
        return {**_facts(event.about.gathering), "name": event.about.name}


class Missed(Notice):
    """A kind word from whoever received the parents, to who could not come."""

    verb = "ouderkamer.missed"

    def recipients(self, event):
        return _family(event.about)

    def url(self, event):
        later = Sheet(event.about.gathering).next_date
        return (later or event.about.gathering).get_absolute_url()

    def facts(self, event):
        gathering = event.about.gathering
        later = Sheet(gathering).next_date
        return {
            "writer": str(gathering.network.known(event.by)),
            "next_title": later.title if later else "",
            "next_at": later.starts_at.isoformat() if later else "",
        }


class DayBefore(Notice):
    """Said when it still holds: not to who said no meanwhile, nor of another moment."""

    verb = "ouderkamer.day_before"
    reminder = DAY_BEFORE

    def recipients(self, event):
        return _family(event.about) if self.reminder.holds(event.about) else []

    def url(self, event):
        return event.about.gathering.get_absolute_url()

    def facts(self, event):
        gathering = event.about.gathering
        return {**_facts(gathering), "place": gathering.place, "needs": event.about.needs}


class Soon(DayBefore):
    verb = "ouderkamer.soon"
    reminder = SOON


class SignedUp(Notice):
    """Whoever receives the parents hears when one asks for an interpreter or a companion."""

    verb = "ouderkamer.signed_up"

    def recipients(self, event):
        if not event.about.asks_for_help:
            return []
        hosts = _members(event.network_id, hosts=True)
        return hosts | _members(event.network_id, calls=True)

    def url(self, event):
        return event.about.gathering.get_absolute_url()

    def facts(self, event):
        return _facts(event.about.gathering)


class Offered(Notice):
    """Somebody who waited may have a place; whose it was is said to nobody."""

    verb = "ouderkamer.offered"

    def recipients(self, event):
        return _family(event.about) if event.about.offered_until else []

    def url(self, event):
        return event.about.gathering.get_absolute_url()

    def facts(self, event):
        sign_up = event.about
        until, is_seat = sign_up.offered_until, sign_up.seat == Standing.OFFERED
        offer = {"until": until.isoformat(), "is_seat": is_seat, "name": sign_up.name}
        return {**_facts(sign_up.gathering), **offer}


def _family(sign_up):
    """Who is told: the person, or whoever signs up a family without an account."""
    told = sign_up.person or sign_up.signed_up_by
    return [told] if told else []


def _members(network_id, **role):
    return User.objects.filter(
        pk__in=User.objects.filter(
            memberships__network=network_id,
            memberships__ended_at=None,
            **{f"memberships__{name}": held for name, held in role.items()},
        ).values("pk")
    )


def _facts(gathering):
    return {"title": gathering.title, "starts_at": gathering.starts_at.isoformat()}
