"""The post of the morning: what happened in a network, in one letter a day or a week.

Rows for all who get one are written first, each with the window it tells of; what stands in the
letter is asked when it leaves, so that it is what its reader may see then.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from community.accounts.devices import Device
from community.accounts.models import User
from community.activity.models import Event
from community.activity.telling import headers_of
from community.mail.composing import Composer
from community.mail.models import Outgoing
from community.mail.outgoing import make_letter
from community.notifications import stopping, windows
from community.notifications.models import Choice, DigestMark, Notification, Preferences
from community.notifications.sorts import CHOSEN, TOLD_BY_PARTS, Pace
from community.prepared import Given, Prepared

PERIODS = {Pace.DAILY: timedelta(days=1), Pace.WEEKLY: timedelta(days=7)}
CHUNK = 500  # people in one transaction
MOST = 8  # lines in one letter
AWAY = timedelta(days=365)  # after which digests stop, and
WARNED = timedelta(days=335)  # after which every one of them says so
NEWS = []


@dataclass(frozen=True)
class Window:
    """What one digest tells of: what happened after ``since`` and up to ``until``."""

    since: datetime
    until: datetime
    pace: str
    sorts: frozenset  # which of them this person wants at this pace


@dataclass(frozen=True)
class Line:
    title: str
    line: str
    url: str  # a path of ours


class News:
    """What one part of a network has to tell. Registered by being defined, in ``notices.py``."""

    rank = 0  # what stands higher in the letter

    def __init_subclass__(cls):
        NEWS.append(cls())
        NEWS.sort(key=lambda part: part.rank)

    def lines(self, network, reader, window):
        """``Line``s in the language now active, the most important first, of what ``reader`` may
        see and did not read, hear or say themselves. One query."""
        raise NotImplementedError


def plan(*, at=None):
    """Write a row for everybody whose digest is due; how many."""
    at, written = at or timezone.now(), 0
    if not windows.is_time_for_post(at):
        return 0
    for pace in PERIODS:
        moment, after = windows.last_morning(at, pace), 0
        while readers := list(_due(pace, moment).filter(pk__gt=after)[:CHUNK]):
            after = readers[-1].pk
            written += _write(readers, pace, moment)
    return written


@transaction.atomic
def _write(readers, pace, moment):
    """For one chunk of people: where their next digest begins, and the row of this one, hold
    together or not at all. Who rests keeps the mark: the holiday comes in one letter after it."""
    firsts = [
        DigestMark(person_id=one.user_id, network_id=one.network_id, pace=pace, up_to=one.since)
        for one in readers
    ]
    DigestMark.objects.bulk_create(firsts, ignore_conflicts=True)
    behind = DigestMark.objects.filter(
        person__in=[one.user_id for one in readers], pace=pace, up_to__lt=moment
    )
    marks = {(m.person_id, m.network_id): m for m in behind.select_for_update()}
    awake = [(one, marks.get((one.user_id, one.network_id))) for one in readers]
    awake = [(one, mark) for one, mark in awake if mark and not _rests(one, moment)]
    rows = [_row(one, mark, moment) for one, mark in awake if _gets_one(one, moment)]
    Outgoing.objects.bulk_create(rows)
    DigestMark.objects.filter(pk__in=[mark.pk for _one, mark in awake]).update(up_to=moment)
    return len(rows)


def _due(pace, moment):
    """Memberships of whom we can write to and did not since ``moment``. The post of every day only
    goes where something happened and somebody waits for it."""
    here = {"person": OuterRef("user"), "network": OuterRef("network")}
    mark = DigestMark.objects.filter(pace=pace, **here).values("up_to")
    seen = Device.objects.filter(user=OuterRef("user")).order_by("-last_seen_at")
    due = (
        _members()
        .filter(ended_at=None, user__is_active=True, joined_at__lt=moment)
        .exclude(user__email=None)
        .annotate(
            since=Coalesce(
                Subquery(mark), Value(moment - PERIODS[pace], output_field=DateTimeField())
            ),
            seen_at=Subquery(seen.values("last_seen_at")[:1]),
        )
        .filter(since__lt=moment)
    )
    if pace == Pace.DAILY:
        due = _where_somebody_waits(due, moment)
    return due.select_related("user__preferences", "network").order_by("pk")


def _where_somebody_waits(members, moment):
    events = Event.objects.filter(happened_at__gt=moment - PERIODS[Pace.DAILY])
    wishes = Choice.objects.filter(person=OuterRef("user"), pace=Pace.DAILY)
    waiting = Notification.objects.untold().filter(
        recipient=OuterRef("user"), network=OuterRef("network"), tell_at=None
    )
    lively = members.filter(network__in=events.values("network"))
    return lively.filter(Exists(wishes) | Exists(waiting))


def _rests(membership, moment):
    day = timezone.localdate(moment)
    return wishes_of(membership.user).rests(membership.network, day)


def _gets_one(membership, moment):
    """Not who wants the essential only, no mail, or has been away for a year."""
    wishes = wishes_of(membership.user)
    wanted = wishes.by_mail and not wishes.essential_only
    return wanted and moment - _last_sign_of(membership) < AWAY


def _last_sign_of(membership):
    person = membership.user
    signs = (membership.seen_at, person.last_login, wishes_of(person).wanted_at)
    return max([person.date_joined, membership.joined_at, *filter(None, signs)])


def _row(membership, mark, moment):
    return Outgoing(
        to=membership.user.email,
        language=membership.user.language,
        composer="digest",
        weight=Outgoing.Weight.DIGEST,
        facts={
            "membership": membership.pk,
            "since": mark.up_to.isoformat(),
            "until": moment.isoformat(),
            "pace": mark.pace,
            "warns": moment - _last_sign_of(membership) > WARNED,
        },
    )


class Digest(Composer):
    """At most six questions to the database, whatever happened."""

    name = "digest"

    def compose(self, outgoing):
        facts = outgoing.facts
        membership = next(iter(_still_in(membership=facts["membership"])), None)
        if membership is None or not membership.user.is_active:
            return None
        person, network = membership.user, membership.network
        window = _window(facts, _sorts(person, network, facts["pace"]))
        lines = [line for part in NEWS for line in part.lines(network, person, window)]
        waiting = _take_waiting(person, network, window, at=outgoing.written_at)
        if not lines and not waiting:
            return None
        return _letter(outgoing, person, network, lines=lines, waiting=waiting)


def _letter(outgoing, person, network, *, lines, waiting):
    discreet = wishes_of(person).is_discreet_about(network, person)
    stop = stopping.address(person, network, stopping.DIGEST)
    return make_letter(
        "notifications/digest",
        to=outgoing.to,
        headers=headers_of(network, stop),
        weekly=outgoing.facts["pace"] == Pace.WEEKLY,
        network=network.name,
        lines=[] if discreet else lines[:MOST],
        number=len(lines),
        discreet=discreet,
        waiting=waiting,
        warns=outgoing.facts["warns"],
        link=settings.BASE_URL + network.get_absolute_url(),
        stop=stop,
        choices=settings.BASE_URL + reverse("notifications:preferences"),
    )


def _window(facts, sorts):
    since, until = (datetime.fromisoformat(facts[name]) for name in ("since", "until"))
    return Window(since, until, facts["pace"], sorts)


def _sorts(person, network, pace):
    chosen = Choice.objects.table(person, network)
    return frozenset(sort for sort in CHOSEN if chosen[sort] == pace)


def _take_waiting(person, network, window, *, at):
    """How many lines of the tray this letter tells of: from now on they were told, and at a second
    try of the same letter they still are its own."""
    facts = {"person": person.pk, "network": network.pk, "at": at}
    lines = _waiting(since=window.since, until=window.until, **facts)
    keys = [one.pk for one in lines if one.sort in window.sorts - TOLD_BY_PARTS]
    return Notification.objects.filter(pk__in=keys).update(told_at=at) if keys else 0


@Prepared
def _waiting():
    at, since, until = (Given(name, DateTimeField()) for name in ("at", "since", "until"))
    here = {"recipient": Given("person"), "network": Given("network")}
    mine = Notification.objects.unread().filter(Q(told_at=None) | Q(told_at=at), **here)
    return mine.filter(created_at__gt=since, created_at__lte=until).order_by("pk")


@Prepared
def _still_in():
    members = _members().filter(pk=Given("membership"), ended_at=None)
    return members.select_related("user__preferences", "network")


def wishes_of(person):
    """The ``Preferences`` that came along with ``select_related``, or those of who chose none."""
    return getattr(person, "preferences", None) or Preferences(person=person)


def _members():
    """A table of the layer above, known by its relation alone."""
    return User._meta.get_field("memberships").related_model.objects.all()
