"""Gatherings as iCalendar, for the calendar on a phone.

A UID never changes and a cancelled date stays in the feed as CANCELLED, so that programs
correct what they copied earlier. No name of anybody but the owner of the feed goes in.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override
from icalendar import Calendar, Event, Timezone

from community.richtext import excerpt, printable
from ouderkamer.models import Gathering
from ouderkamer.models.line import Standing
from ouderkamer.models.sign_up import Answer

KEPT = timedelta(days=90)
MOST = 500
ZONE = "Europe/Amsterdam"
# As a rule instead of a list of dates: it holds for every year and Outlook reads it.
AMSTERDAM = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def diary(person):
    """What ``person`` may come to in all networks, without what they said no to."""
    visible = Gathering.objects.visible_to(person).for_listing(person)
    recent = visible.filter(starts_at__gte=timezone.now() - KEPT).exclude(my_answer=Answer.NO)
    gatherings = list(recent.order_by("starts_at", "pk")[:MOST])
    names = sorted({gathering.network.name for gathering in gatherings})
    with override(person.language):
        name = gettext("Parents' room %(name)s") % {"name": names[0] if len(names) == 1 else ""}
        return _calendar(name.strip(), [_for_member(gathering) for gathering in gatherings])


def leaflet(gathering):
    """One gathering as its reader sees it; it comes from ``for_listing``."""
    return _calendar(gathering.title, [_for_member(gathering)])


def announcement(gathering):
    """One public gathering: title, time and place and nothing else."""
    return _calendar(gathering.title, [_event(gathering, "CONFIRMED")])


def _calendar(name, events):
    calendar = Calendar()
    calendar.add("prodid", "-//Oudernetwerk//Ouderkamer//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", printable(name))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(Timezone.from_ical(AMSTERDAM))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _for_member(gathering):
    coming = gathering.my_seat == Standing.HELD
    address = settings.BASE_URL + gathering.get_absolute_url()
    event = _event(gathering, "CONFIRMED" if coming else "TENTATIVE")
    event.add("transp", "OPAQUE" if coming else "TRANSPARENT")
    event.add("url", address)
    event.add("description", printable(f"{excerpt(gathering.intro, 400)}\n\n{address}".strip()))
    return event


def _event(gathering, status):
    """What everybody may read. DTSTAMP is when it last changed: a feed has no other moment."""
    event = Event()
    event.add("uid", f"{gathering.uid}@oudernetwerk")
    event.add("dtstamp", gathering.updated_at)
    event.add("last-modified", gathering.updated_at)
    event.add("sequence", gathering.sequence)
    event.add("dtstart", timezone.localtime(gathering.starts_at))
    event.add("dtend", timezone.localtime(gathering.ends_at))
    event.add("summary", printable(gathering.title))
    event.add("status", "CANCELLED" if gathering.is_cancelled else status)
    if where := ", ".join(part for part in (gathering.place, gathering.directions) if part):
        event.add("location", printable(where))
    return event
