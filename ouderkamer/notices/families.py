"""What one family hears, or who receives it."""

from community.activity.notices import Notice
from community.notifications.sorts import Sort
from ouderkamer.models.line import Standing
from ouderkamer.models.reminding import DAY_BEFORE, SOON
from ouderkamer.notices.people import facts_of, family, members


class PlaceLost(Notice):
    """There is less room than was said."""

    verb = "ouderkamer.place_lost"
    sort = Sort.DATES
    essential = True

    def recipients(self, event):
        return family(event.about)

    def url(self, event):
        return event.about.gathering.get_absolute_url()

    def facts(self, event):
        sign_up = event.about
        return {**facts_of(sign_up.gathering), "name": sign_up.name, "words": sign_up.told}

    def place(self, event):
        return f"date-{event.about.gathering_id}"


class Missed(Notice):
    """A kind word from whoever received the parents, to who could not come."""

    verb = "ouderkamer.missed"
    sort = Sort.DATES

    def recipients(self, event):
        return family(event.about)

    def url(self, event):
        later = event.about.gathering.next_date
        return (later or event.about.gathering).get_absolute_url()

    def facts(self, event):
        gathering = event.about.gathering
        later = gathering.next_date
        return {
            "writer": str(gathering.network.known(event.by)),
            "next_title": later.title if later else "",
            "next_at": later.starts_at.isoformat() if later else "",
        }

    def place(self, event):
        return f"date-{event.about.gathering_id}"


class DayBefore(Notice):
    """Said when it still holds: not to who said no meanwhile, nor of another moment."""

    verb = "ouderkamer.day_before"
    sort = Sort.DATES
    reminder = DAY_BEFORE

    def recipients(self, event):
        return family(event.about) if self.reminder.holds(event.about) else []

    def url(self, event):
        return event.about.gathering.get_absolute_url()

    def facts(self, event):
        gathering = event.about.gathering
        own = event.about.slot and {"starts_at": event.about.slot.isoformat()}
        told = {"place": gathering.place, "needs": event.about.needs}
        return {**facts_of(gathering), **told, **(own or {})}

    def place(self, event):
        return f"date-{event.about.gathering_id}"


class Soon(DayBefore):
    verb = "ouderkamer.soon"
    reminder = SOON


class SignedUp(Notice):
    """Whoever receives the parents hears when one asks for an interpreter or a companion."""

    verb = "ouderkamer.signed_up"
    sort = Sort.TASKS

    def recipients(self, event):
        if not event.about.asks_for_help:
            return []
        hosts = members(event.network_id, hosts=True)
        return hosts | members(event.network_id, calls=True)

    def url(self, event):
        return event.about.gathering.get_absolute_url()

    def facts(self, event):
        return facts_of(event.about.gathering)


class Offered(Notice):
    """Somebody who waited may have a place; whose it was is said to nobody."""

    verb = "ouderkamer.offered"
    sort = Sort.DATES
    essential = True

    def recipients(self, event):
        return family(event.about) if event.about.offered_until else []

    def url(self, event):
        return event.about.gathering.get_absolute_url()

    def facts(self, event):
        sign_up = event.about
        until, is_seat = sign_up.offered_until, sign_up.seat == Standing.OFFERED
        offer = {"until": until.isoformat(), "is_seat": is_seat, "name": sign_up.name}
        return {**facts_of(sign_up.gathering), **offer}

    def place(self, event):
        return f"date-{event.about.gathering_id}"
