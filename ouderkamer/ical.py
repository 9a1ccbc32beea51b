"""Gatherings as iCalendar, for the calendar on a phone.

A UID never changes and a cancelled date stays in the feed as CANCELLED, so that programs
correct what they copied earlier. No name of anybody but the owner of the feed goes in.
"""

from datetime import timedelta
from hashlib import md5

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Max, Sum
from django.utils import timezone
from django.utils.translation import gettext, override
from icalendar import Calendar, Event, Timezone

from community.richtext import excerpt, printable
from networks.models import Network
from ouderkamer.models import Gathering, SignUp
from ouderkamer.models.line import Standing
from ouderkamer.models.sign_up import Answer

KEPT = timedelta(days=90)
MOST = 500
REMEMBERED = 86_400  # seconds
END = b"END:VCALENDAR"
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


def diary(person, network=None):
    """What ``person`` may come to in all networks or in one, without what they said no to."""
    gatherings = list(_recent(person, network))
    names = sorted({gathering.network.name for gathering in gatherings})
    with override(person.language):
        name = gettext("Parents' room %(name)s") % {"name": names[0] if len(names) == 1 else ""}
        return _calendar(name.strip(), _drawn(gatherings))


def diary_tag(person, network=None):
    """Another one whenever ``diary`` is, without looking at each date."""
    known = _since(person, network).aggregate(
        Count("pk"), Sum("pk"), Sum("sequence"), Max("updated_at")
    )
    answers = SignUp.objects.filter(person=person, gathering__starts_at__gte=timezone.now() - KEPT)
    said = list(answers.order_by("pk").values_list("pk", "answer", "seat"))
    networks = list(Network.objects.visible_to(person).values_list("name", "slug").order_by("pk"))
    facts = f"{person.language} {known} {said} {networks}"
    return f'"{md5(facts.encode(), usedforsecurity=False).hexdigest()}"'


def leaflet(gathering):
    """One gathering as its reader sees it; it comes from ``for_listing``."""
    return _calendar(gathering.title, [_for_member(gathering).to_ical()])


def announcement(gathering):
    """One public gathering: title, time and place and nothing else."""
    return _calendar(gathering.title, [_event(gathering, "CONFIRMED").to_ical()])


def announcements(name, gatherings):
    """Many public gatherings, each as in ``announcement``."""
    return _calendar(name, [_event(gathering, "CONFIRMED").to_ical() for gathering in gatherings])


def _since(person, network):
    """The dates that ``person`` sees, of the last months and to come."""
    recent = Gathering.objects.visible_to(person).filter(starts_at__gte=timezone.now() - KEPT)
    return recent if network is None else recent.filter(network=network)


def _recent(person, network):
    wanted = _since(person, network).for_feed(person).exclude(my_answer=Answer.NO)
    return wanted.order_by("starts_at", "pk")[:MOST]


def _drawn(gatherings):
    """The events as bytes. Each is written once for all who read it, until it changes."""
    keys = {_key(gathering): gathering for gathering in gatherings}
    found = cache.get_many(keys)
    new = {key: _for_member(keys[key]).to_ical() for key in keys.keys() - found.keys()}
    if new:
        cache.set_many(new, timeout=REMEMBERED)
    drawn = {**found, **new}
    return [drawn[key] for key in keys]


def _key(gathering):
    """All that the event of a gathering depends on."""
    changed = f"{gathering.sequence}:{gathering.updated_at.timestamp()}"
    version = f"{changed}:{gathering.my_seat == Standing.HELD}"
    return f"ical:{gathering.pk}:{gathering.network.slug}:{version}"


def _calendar(name, events):
    calendar = Calendar()
    calendar.add("prodid", "-//Oudernetwerk//Ouderkamer//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", printable(name))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(Timezone.from_ical(AMSTERDAM))
    head, end, tail = calendar.to_ical().rpartition(END)
    return b"".join((head, *events, end, tail))


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
