"""What the parts of a network show of themselves on pages that are not their own.

Networks ask, the apps above answer in their ``panels.py``; so a network's Start page, its
public card and its menu know no forum, chat or agenda. Registered by being defined.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, Max, Q, QuerySet

PANELS = []


@dataclass(frozen=True)
class Morning:
    """The first coffee morning as its starters wish it: ``weekday`` 0 is Monday."""

    weekday: int
    starts: time
    place: str
    childcare: bool


@dataclass(frozen=True)
class Sheet:
    """One list of plain data in what a network takes along, read row by row."""

    path: str
    rows: Iterable[dict]
    number: int  # of rows, for the progress bar


@dataclass(frozen=True)
class Deeds:
    """Rows of what people did; the other fields say where in a row network, person and
    moment stand."""

    rows: QuerySet
    network: str
    by: str
    at: str

    def last(self, networks=None, *, by_holders=False):
        """``{network pk: moment of the last one}``."""
        rows = self.rows.exclude(**{self.by: None})
        if networks is not None:
            rows = rows.filter(**{f"{self.network}__in": networks})
        if by_holders:
            rows = rows.filter(self._holds_a_role())
        latest = rows.values(self.network).annotate(last=Max(self.at))
        return dict(latest.values_list(self.network, "last"))

    def _holds_a_role(self):
        member = f"{self.by}__memberships__"
        there = Q(**{f"{member}network": F(self.network), f"{member}ended_at": None})
        roles = [Q(**{f"{member}{mark}": True}) for mark in ("moderates", "calls", "hosts")]
        return there & (roles[0] | roles[1] | roles[2])


def unread_of(network, reader):
    """``{place: number}`` of what ``reader`` has not seen there; asked once of this instance."""
    known = network.__dict__.setdefault("_unread", {})
    if reader.pk not in known:
        known[reader.pk] = {p.place: p.unread(network, reader) for p in PANELS if p.place}
    return known[reader.pk]


@dataclass(frozen=True)
class Card:
    """A page of one part, as it is shown below words that point at it."""

    url: str
    title: str
    line: str
    icon: str
    tone: str
    day: datetime | None = None  # for the tile of a date instead of an icon


@dataclass(frozen=True)
class Subject:
    """Something a date can be about that lives elsewhere; ``day`` is when it begins."""

    key: str
    title: str
    url: str
    day: date | None = None


def subjects_of(network):
    """What the parts of ``network`` offer to be about, as ``{key: Subject}``."""
    return {one.key: one for panel in PANELS for one in panel.subjects(network)}


class Panel:
    """One part's answers. Every method may be left as it is: then it has nothing to show."""

    order = 100

    def __init_subclass__(cls):
        PANELS.append(cls())
        PANELS.sort(key=lambda panel: panel.order)

    place = ""  # key of this part in the menu, see networks/templatetags/menu.py

    deeds = None  # ``Deeds`` that the ledger does not hold

    def unread(self, network, reader):
        """How many things in this place ``reader`` has not seen. At most one query."""
        return 0

    # Templates for Start, its side column, the invitation page, and beside a parent in the list.
    main = side = door = beside = ""

    def facts(self, network, reader):
        """Context of ``main`` and ``side``; None hides both."""
        return {}

    def door_facts(self, network):
        """Context of ``door``, read without signing in: only what is public. None hides it."""
        return

    address = None  # what the addresses of its pages look like inside a network; group 1 is a key

    def cards(self, place, keys):
        """``{key: Card}`` of those of its pages that every reader of ``place`` may see."""
        return {}

    def write_down(self, place, *, title, text, by):
        """Keep ``text`` where the readers of ``place`` find it again; its address, or None."""
        return

    def first_step(self, network, reader):
        """One small thing for a newcomer: heading, sentence, url and action. None has none."""
        return

    def member_joined(self, network, user, *, by):
        """``user`` is a member from now on, in the same transaction."""

    def member_left(self, network, user, *, by):
        """``user`` is no member any more, in the same transaction: free what they held."""

    def network_ended(self, network, *, by):
        """``network`` has ended, in the same transaction: stop what would go on by itself."""

    def blocked(self, other, *, by):
        """``by`` wants to meet ``other`` nowhere, in the same transaction."""

    def unblocked(self, other, *, by):
        """``by`` takes that back, in the same transaction."""

    def subjects(self, network):
        """The ``Subject``s that dates of ``network`` may be about, in at most one query."""
        return ()

    def card_lines(self, networks):
        """``{network pk: one public line}`` for the directory, in one query for all."""
        return {}

    def plan_first(self, network, morning, *, by):
        """Plan the first ``Morning`` of a new network, unless something is planned already."""

    def export(self, network, reader):
        """The ``Sheet``s to take along: what ``reader`` sees here, and nobody's address."""
        return ()


def on_start(network, reader):
    """Pairs of (panel, facts) that have something to show to ``reader`` on Start, in order."""
    shown = ((panel, panel.facts(network, reader)) for panel in PANELS if panel.main or panel.side)
    return [(panel, facts) for panel, facts in shown if facts is not None]


def pointed_at(text, network):
    """``place:key`` of the first page of ``network`` whose address stands in ``text``, or ""."""
    return _pointing(text, network)[0]


def address_in(text, network):
    """That address as it stands there."""
    return _pointing(text, network)[1]


def _pointing(text, network):
    for panel in PANELS:
        address = rf"/netwerk/{network.slug}{panel.address}[\w-]*/?"
        if panel.address and (found := re.search(address, text)):
            return f"{panel.place}:{found[1]}", found[0]
    return "", ""


def cards_at(place, marks):
    """``{mark: Card}`` of what ``pointed_at`` found; a query for each part it points at."""
    keys = {}
    for part, _colon, key in (mark.partition(":") for mark in marks):
        keys.setdefault(part, []).append(int(key))
    found = {
        p.place: p.cards(place, keys[p.place]) for p in PANELS if p.address and p.place in keys
    }
    return {f"{part}:{key}": card for part, cards in found.items() for key, card in cards.items()}


def write_down(place, **what):
    """The address of where the first part that keeps texts kept this one."""
    kept = (panel.write_down(place, **what) for panel in PANELS)
    return next(address for address in kept if address)


def at_door(network):
    """Pairs of (panel, facts) for whoever stands outside."""
    shown = ((panel, panel.door_facts(network)) for panel in PANELS if panel.door)
    return [(panel, facts) for panel, facts in shown if facts is not None]


def first_step(network, reader):
    """What the first part that has something proposes to whoever just came in."""
    steps = (panel.first_step(network, reader) for panel in PANELS)
    return next((step for step in steps if step), None)


def tell_joined(network, user, *, by):
    for panel in PANELS:
        panel.member_joined(network, user, by=by)


def tell_ended(network, *, by):
    for panel in PANELS:
        panel.network_ended(network, by=by)


def tell_left(network, user, *, by):
    for panel in PANELS:
        panel.member_left(network, user, by=by)
