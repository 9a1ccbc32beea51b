"""Who may hear what, and what they are shown: how the hub's messages become frames.

The parts of the product register both here, through ``community.live``.
"""

import asyncio
import json
import logging
import time
from hashlib import sha256

from channels.db import database_sync_to_async
from django.contrib.sessions.models import Session
from django.template.loader import render_to_string
from django.utils import timezone, translation

TRUSTED = 2  # seconds that who may hear a group is known without asking again
BREATH = 0.02  # seconds between two groups that are looked after, in which messages go first
DOORBELLS = {"badge.changed", "questions.changed"}  # events that only say that something happened
DRAWINGS = {}  # event -> what it shows
AUDIENCES = {}  # kind of group -> who may hear one
BLOCKS = []  # who tells whom somebody does not meet
MISSED = json.dumps({"event": "missed"})  # something that this reader is shown another way

log = logging.getLogger(__name__)


def draws(*events):
    """Register ``(**facts) -> (template, context)`` as what ``events`` show.

    It is the same for all readers but for their language, in which it is drawn once per process.
    In the context ``by`` is the key of who said it and ``repeats`` of whose words stand in it:
    who does not meet the one hears nothing, and who does not meet the other fetches it.
    """

    def register(function):
        DRAWINGS.update(dict.fromkeys(events, function))
        return function

    return register


def audience(kind):
    """Register ``(pk, people) -> people`` as who may hear the groups ``<kind>.<pk>``.

    Of the keys of people it gives those that may, asked at the door and again while they listen.
    """

    def register(function):
        AUDIENCES[kind] = function
        return function

    return register


def blocks(function):
    """Register ``person -> people``: the keys of those of whom ``person`` hears nothing."""
    BLOCKS.append(function)
    return function


def not_met(person):
    return frozenset().union(*(function(person) for function in BLOCKS))


def session_digest(session_key):
    """What ``session.ended`` calls a session by: the key itself never leaves the process."""
    return sha256(session_key.encode()).hexdigest()


async def deliver(where, messages):
    """Hand what was heard to whoever listens here; who may not listen any more goes first."""
    for message in messages:
        if control := CONTROLS.get(message["type"]):
            await control(list(where.groups.get(message["group"], ())), message)
    numbers = [where.presence.hear(m) for m in messages if m["type"] == "presence"]
    messages = [*messages, *filter(None, numbers)]
    events = [m for m in messages if m["type"] in DRAWINGS or m["type"] in DOORBELLS]
    asked = {m["group"] for m in events if where.trusted.get(m["group"], 0) < time.monotonic()}
    people = {group: readers_of(where, group) for group in asked}
    languages = [languages_of(where.groups.get(m["group"], ())) for m in events]
    allowed, frames = await _prepare(people, list(zip(events, languages, strict=True)))
    for group in asked.intersection(where.groups):
        where.trusted[group] = time.monotonic() + TRUSTED
        await _let_go(where, group, people[group] - allowed[group])
    # No await from here on: who is let go now is not here any more. Who came while it was drawn
    # in other languages fetches it, as everybody does who comes.
    for message, drawn in zip(events, frames, strict=True):
        for listener in where.groups.get(message["group"], ()):
            if listener.language is None:
                listener.ring()
            elif frame := _for(listener, drawn):
                listener.hear(frame)


def _for(listener, drawn):
    """What of ``drawn`` this tab is told; None for nothing."""
    by, repeats = drawn.get("by"), drawn.get("repeats")
    if by in listener.unmet:
        return None
    return MISSED if repeats in listener.unmet else drawn.get(listener.language)


def readers_of(where, group):
    """Who hears words here; bells are looked after, and hung anew when something changes."""
    return {each.person for each in where.groups.get(group, ()) if each.language is not None}


def languages_of(listeners):
    """Of those that hear words; a bell has none."""
    return {each.language for each in listeners} - {None}


@database_sync_to_async
def _prepare(people, events):
    """Who may hear which group, and the frames of each event by language."""
    allowed = {group: may_hear(group, asked) for group, asked in people.items()}
    return allowed, [_frames(message, languages) for message, languages in events]


def _frames(message, languages):
    event = message["type"]
    try:
        if event in DOORBELLS or not languages:
            return dict.fromkeys(languages, json.dumps({"event": event}))
        facts = {name: fact for name, fact in message.items() if name not in ("type", "group")}
        template, context = DRAWINGS[event](**facts)
        drawn = {language: _frame(event, template, context, language) for language in languages}
        return drawn | {name: context.get(name) for name in ("by", "repeats")}
    except Exception:
        log.exception("A frame was lost: %s", event)
        return {}


def _frame(event, template, context, language):
    with translation.override(language):
        return json.dumps({"event": event, "html": render_to_string(template, context)})


async def _look_again(listeners, _message):
    for listener in listeners:
        await listener.look_again()


async def _end_session(listeners, message):
    """Cut the tabs of one session, or all of this person when no session is named."""
    ended = message.get("session")
    await _refuse(each for each in listeners if ended in (None, session_digest(each.session_key)))


async def _let_go(where, group, people):
    """Who may not hear ``group`` any more. A tab that only rang for it goes on without."""
    for listener in [each for each in where.groups.get(group, ()) if each.person in people]:
        if listener.language is None:
            await where.drop(group, listener)
        else:
            await listener.refuse()


async def _refuse(listeners):
    for listener in listeners:
        await listener.refuse()


async def look_after(where):
    """Cut who may not listen any more, should the layer have lost what said so."""
    listeners = {each for group in where.groups.values() for each in group if each.language}
    ended = await database_sync_to_async(_ended)({each.session_key for each in listeners})
    await _refuse(each for each in listeners if each.session_key in ended)
    for group in list(where.groups):
        await asyncio.sleep(BREATH)
        people = {each.person for each in where.groups.get(group, ())}
        allowed = await database_sync_to_async(may_hear)(group, people)
        await _let_go(where, group, people - allowed)


def may_hear(group, people):
    """Those of ``people``, keys, that may hear ``group``."""
    kind, _dot, pk = group.partition(".")
    return set(AUDIENCES[kind](int(pk), people)) if people else set()


def lost(person, groups):
    """Those of ``groups`` that one person may not hear."""
    return [group for group in groups if not may_hear(group, {person})]


def _ended(keys):
    going_on = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return keys.difference(going_on.values_list("session_key", flat=True))


@audience("user")
def _oneself(pk, people):
    return people & {pk}


CONTROLS = {"access.changed": _look_again, "session.ended": _end_session}
