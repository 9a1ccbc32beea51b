"""From a line in the tray to a letter, a push or a text message: once, and at a decent hour."""

from email.utils import formataddr, parseaddr
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from community.activity.models import Event
from community.activity.notices import NOTICES
from community.mail.composing import Composer
from community.mail.models import Outgoing
from community.mail.outgoing import make_letter
from community.notifications import stopping, windows
from community.notifications.models import Choice, Notification, Preferences
from community.notifications.models.preferences import pace_of
from community.notifications.models.push import PushDevice
from community.notifications.sorts import SUBJECTS, Pace, Sort
from community.people.models import unmet_keys

BATCH = 200  # lines in one transaction
QUOTES = 5  # in one letter


def tell_due(*, at=None):
    """Write the letters of all whose grace is over; how many lines were told."""
    at, told = at or timezone.now(), 0
    while number := _tell_some(at):
        told += number
    return told


@transaction.atomic
def _tell_some(at):
    """Rows that another worker holds are left to it. What is marked and what is written hold
    together or not at all."""
    due = Notification.objects.to_tell(at).select_for_update(skip_locked=True, of=("self",))
    lines = list(due.select_related("recipient", "network")[:BATCH])
    people = {line.recipient_id for line in lines}
    preferences = Preferences.objects.by_person(people)
    devices = PushDevice.objects.by_person(people)
    wanted, later = _wanted(lines, preferences, at)
    told, letters = [line.pk for line in wanted], []
    for _key, group in groupby(sorted(wanted, key=_together), key=_together):
        group = list(group)
        reader = group[0].recipient_id
        letters += _ways(group, preferences[reader], devices.get(reader, ()), at)
    Outgoing.objects.bulk_create(letters)
    Notification.objects.filter(pk__in=told).update(told_at=at)
    Notification.objects.filter(pk__in=later).update(tell_at=windows.next_morning(at))
    waits = {line.pk for line in lines} - {*told, *later}  # for a digest, or for somebody to look
    Notification.objects.filter(pk__in=waits).update(tell_at=None)
    return len(lines)


def _together(line):
    """One letter for all of one place; what is in no place has a letter of its own."""
    return line.recipient_id, line.network_id or 0, line.place or f"source-{line.source}"


def _wanted(lines, preferences, at):
    """Those that are still wanted at once, for their readers may have chosen otherwise since; and
    the keys of those that wait for the end of a holiday."""
    people, day = preferences.keys(), timezone.localdate(at)
    networks = {line.network_id for line in lines}
    chosen = {network: Choice.objects.paces(people, network) for network in networks}
    wanted, later = [], []
    for line in lines:
        wishes = preferences[line.recipient_id]
        how = {"essential": line.essential}
        pace = pace_of(chosen[line.network_id], line.recipient_id, line.sort, wishes, **how)
        if pace == Pace.AT_ONCE:
            rests = not _must_know(line) and wishes.rests(line.network, day)
            (later if rests else wanted).append(line)
    return wanted, [line.pk for line in later]


def _must_know(line):
    """What is told at once, whatever somebody chose."""
    return line.essential or line.sort == Sort.DECISIONS


def _ways(group, wishes, devices, at):
    """An ``Outgoing`` for each way that reaches this person; mail at any hour, what makes a sound
    only outside the quiet ones."""
    person, heaviest = group[0].recipient, Outgoing.Weight.AT_ONCE
    if any(map(_must_know, group)):
        heaviest = Outgoing.Weight.ESSENTIAL
    row = {
        "language": person.language,
        "weight": heaviest,
        "facts": {"notices": [line.pk for line in group]},
    }
    hours = {"quiet_from": wishes.quiet_from, "quiet_to": wishes.quiet_to}
    opens = windows.next_open(at, **hours)
    if person.email and wishes.by_mail:
        yield Outgoing(way="mail", to=person.email, composer="notice", due_at=at, **row)
    if wishes.by_push:
        for device in devices:
            yield Outgoing(way="push", to=str(device), composer="nudge", due_at=opens, **row)
    if wishes.texts(person) and settings.TEXTS_NOTICES:
        yield Outgoing(way="text", to=person.mobile, composer="notice_text", due_at=opens, **row)


def still_standing(outgoing):
    """The lines, with their events, that this reader has not read, may see at this moment, and
    that are not by somebody they no longer meet."""
    lines = Notification.objects.filter(pk__in=outgoing.facts["notices"]).unread()
    lines = list(lines.select_related("recipient", "network").order_by("pk"))
    if not lines or not lines[0].recipient.is_active:
        return []
    person = lines[0].recipient
    keys = [line.pk for line in lines]
    here = set(Notification.objects.visible_to(person).filter(pk__in=keys).values_list("pk"))
    events = Event.objects.select_related("by", "network").in_bulk([n.source for n in lines])
    unmet = unmet_keys(person)
    pairs = [(line, events.get(line.source)) for line in lines if (line.pk,) in here]
    return [
        (line, event)
        for line, event in pairs
        if event is not None
        and event.by_id not in unmet
        and event.about is not None
        and NOTICES[event.verb].is_visible_to(person, event)
    ]


class _OfLines(Composer):
    """Says something of lines of the tray, as long as one of them stands."""

    def compose(self, outgoing):
        standing = still_standing(outgoing)
        return self.say(standing, outgoing) if standing else None

    def say(self, standing, outgoing):
        """``standing`` are lines with their events, the newest last."""
        raise NotImplementedError


class NoticeLetter(_OfLines):
    """One letter about one thing, or about several in one place."""

    name = "notice"

    def say(self, standing, outgoing):
        line, event = standing[-1]
        person, network, discreet = line.recipient, line.network, _is_discreet(line)
        answer = "" if discreet else NOTICES[event.verb].answer_address(event, person)
        stop = ""
        if not _must_know(line):
            stop = stopping.address(person, network, line.sort, line.place)
        return make_letter(
            "notifications/notice",
            to=outgoing.to,
            headers={**headers_of(network, stop), **_thread(line), **_answering(answer)},
            heading=str(SUBJECTS[Sort(line.sort)]),
            network=network.name if network else "",
            told=[_told(*pair, discreet=discreet) for pair in standing[-QUOTES:]],
            more=max(0, len(standing) - QUOTES),
            discreet=discreet,
            may_answer=bool(answer),
            stop=stop,
            link=settings.BASE_URL + reverse("notifications:go", args=[line.pk]),
            choices=settings.BASE_URL + reverse("notifications:preferences"),
        )


class NoticeText(_OfLines):
    """The same on a phone that may be anybody's: who and where, and how to read it."""

    name = "notice_text"

    def say(self, standing, outgoing):
        line, event = standing[-1]
        words = _told(line, event, discreet=_is_discreet(line))["words"]
        return f"{words} {settings.BASE_URL}{reverse('notifications:tray')}"


class Nudge(_OfLines):
    """A push says that there is something, never what: others see the screen too."""

    name = "nudge"

    def say(self, standing, outgoing):
        line, _event = standing[-1]
        unread = Notification.objects.visible_to(line.recipient).unread().count()
        return {
            "title": "Oudernetwerk",
            "body": str(SUBJECTS[Sort(line.sort)]),
            "tag": line.place or f"notice-{line.pk}",
            "url": reverse("notifications:go", args=[line.pk]),
            "unread": unread,
        }


def _is_discreet(line):
    person = line.recipient
    return Preferences.objects.of(person).is_discreet_about(line.network, person)


def headers_of(network, stop):
    """What mail programs need to file a letter, and to stop it with one press (RFC 8058)."""
    own = f"{network.slug}." if network else ""
    filed = {"From": _from(network)} if network else {}
    filed |= {"List-Id": f"<{own}{settings.MAIL_HOST}>", "Precedence": "list"}
    if not stop:
        return filed
    return {
        **filed,
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _from(network):
    """The network by name, at the address of the site."""
    return formataddr((f"Oudernetwerk {network.name}", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def _thread(line):
    """Letters about one place hang under one that never was."""
    if not line.place:
        return {}
    first = f"<{line.place}.{line.recipient_id}@{settings.MAIL_HOST}>"
    return {"References": first, "In-Reply-To": first}


def _answering(address):
    return {"Reply-To": address} if address else {}


def _told(line, event, *, discreet):
    """Names and titles as they are now: a tray may hold what somebody has since taken away."""
    notice = NOTICES[event.verb]
    line.facts = notice.facts(event)
    if discreet:
        return {"words": _who_and_where(line), "quote": None}
    return {"words": line.words, "quote": notice.quote(event, line.recipient)}


def _who_and_where(line):
    if line.network is None:
        return gettext("There is something for you on the site.")
    facts = {"name": line.facts.get("name"), "network": line.network.name}
    if not facts["name"]:
        return gettext("There is something for you in %(network)s.") % facts
    return gettext("%(name)s wrote something for you in %(network)s.") % facts
