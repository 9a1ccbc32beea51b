"""Tell open tabs that something happened, as soon as it is true.

The database row is the truth and a frame is a hint: the channel layer may drop frames, so
every element that shows them also fetches what it missed on ``live:open``.
"""

import asyncio
import json
import logging
import os
import threading
import time
from functools import cache
from hashlib import sha256

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.contrib.sessions.models import Session
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community import hub

log = logging.getLogger(__name__)
REFUSED = 4403  # the close code after which live.js does not come back
TRUSTED = 2  # seconds that who may hear a group is known without asking again
DOORBELLS = {"badge.changed"}  # events that only say that something happened
DRAWINGS = {}  # event -> what it shows
AUDIENCES = {}  # kind of group -> who may hear one


def publish(group, event, **facts):
    """Send ``event`` to everyone in ``group`` once the transaction commits.

    Facts are ids, never text: what they show is looked up where it is shown. A layer that
    is down costs a log line, never the request; one that is mute costs a second.
    """
    message = {"type": event, "group": group, **facts}
    # A lambda, not a partial: Django logs the name of what failed, and a partial has none.
    transaction.on_commit(lambda: _send(group, message), robust=True)


def tell(user_id, event, **facts):
    """``publish`` to every tab of one person."""
    publish(f"user.{user_id}", event, **facts)


def draws(*events):
    """Register ``(**facts) -> (template, context)`` as what ``events`` show.

    It is the same for all readers but for their language, in which it is drawn once per process.
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


def session_digest(session_key):
    """What ``session.ended`` calls a session by: the key itself never leaves the process."""
    return sha256(session_key.encode()).hexdigest()


def _send(group, message):
    layer = get_channel_layer()
    if isinstance(layer, InMemoryChannelLayer):  # whose listeners are in the loop that serves us
        async_to_sync(hub.patiently)(layer.group_send(group, message))
    else:
        sending = hub.patiently(layer.group_send(group, message))
        asyncio.run_coroutine_threadsafe(sending, _loop(os.getpid())).result()


@cache
def _loop(_process):
    """A loop that keeps its line to the layer; else each event of a page makes a new one."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="live", daemon=True).start()
    return loop


class LiveConsumer(AsyncWebsocketConsumer):
    """One socket per tab; a subclass adds what the page in that tab is about."""

    channel_layer_alias = None  # the hub hears for all
    refused = False

    def page_groups(self):
        """The groups this tab would hear besides those of its person."""
        return []

    async def connect(self):
        self.user = self.scope["user"]
        self.kwargs = self.scope["url_route"]["kwargs"]
        self.language = getattr(self.user, "language", None)
        self.outlet = self.scope["outlet"]
        admitted = self.user.is_authenticated and await self._join()
        await self.accept()  # the refused too: a browser hears why only from an open socket
        self.outlet.open()
        if not admitted:
            await self.refuse()

    async def _join(self):
        self.hub, self.person = hub.here(deliver, look_after), self.user.pk
        # The person's own group first: whoever is let go while connecting then hears of it.
        self.groups = [f"user.{self.person}", *self.page_groups()]
        await self.hub.join(self.groups[0], self)
        if await database_sync_to_async(_lost)(self.person, self.groups):
            return False
        for group in self.groups[1:]:
            await self.hub.join(group, self)
        return not self.refused

    async def dispatch(self, message):
        """What a browser says changes nothing: it says it by HTTP POST.

        Channels closes old database connections first, a thread hop per message. Here every
        query goes through ``database_sync_to_async``, which does that by itself.
        """
        if message["type"] == "websocket.connect":
            await self.connect()
        elif message["type"] == "websocket.disconnect":
            self.outlet.shut()
            if self.user.is_authenticated:
                await self.hub.leave(self)
            raise StopConsumer

    @property
    def session_key(self):
        return self.scope["session"].session_key

    def hear(self, frame):
        self.outlet.write(frame)

    async def refuse(self):
        """Nothing reaches this tab from now on but the reason, once."""
        if not self.refused:
            self.refused = True
            self.outlet.shut()
            await self.close(code=REFUSED)


# --- what the hub hears ---------------------------------------------------------------------


async def deliver(where, messages):
    """Hand what was heard to whoever listens here; who may not listen any more goes first."""
    for message in messages:
        if control := CONTROLS.get(message["type"]):
            await control(list(where.groups.get(message["group"], ())), message)
    events = [m for m in messages if m["type"] in DRAWINGS or m["type"] in DOORBELLS]
    asked = {m["group"] for m in events if where.trusted.get(m["group"], 0) < time.monotonic()}
    people = {group: {each.person for each in where.groups.get(group, ())} for group in asked}
    languages = [{each.language for each in where.groups.get(m["group"], ())} for m in events]
    allowed, frames = await _prepare(people, list(zip(events, languages, strict=True)))
    for group in asked.intersection(where.groups):
        where.trusted[group] = time.monotonic() + TRUSTED
        gone = people[group] - allowed[group]
        await _refuse(each for each in list(where.groups[group]) if each.person in gone)
    # No await from here on: who is let go now is not here any more. Who came while it was drawn
    # in other languages fetches it, as everybody does who comes.
    for message, drawn in zip(events, frames, strict=True):
        for listener in where.groups.get(message["group"], ()):
            if frame := drawn.get(listener.language):
                listener.hear(frame)


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
        return {language: _frame(event, template, context, language) for language in languages}
    except Exception:
        log.exception("A frame was lost: %s", event)
        return {}


def _frame(event, template, context, language):
    with translation.override(language):
        return json.dumps({"event": event, "html": render_to_string(template, context)})


async def _look_again(listeners, _message):
    """Cut the tabs that lost something; any other looks what its reader may do now."""
    for listener in listeners:
        if await database_sync_to_async(_lost)(listener.person, listener.groups):
            await listener.refuse()
        else:
            listener.hear(json.dumps({"event": "access.changed"}))


async def _end_session(listeners, message):
    """Cut the tabs of one session, or all of this person when no session is named."""
    ended = message.get("session")
    await _refuse(each for each in listeners if ended in (None, session_digest(each.session_key)))


async def _refuse(listeners):
    for listener in listeners:
        await listener.refuse()


async def look_after(where):
    """Cut who may not listen any more, should the layer have lost what said so."""
    listeners = {each for group in where.groups.values() for each in group}
    ended = await database_sync_to_async(_ended)({each.session_key for each in listeners})
    await _refuse(each for each in listeners if each.session_key in ended)
    for group, here in list(where.groups.items()):
        people = {each.person for each in here}
        allowed = await database_sync_to_async(may_hear)(group, people)
        await _refuse(each for each in list(here) if each.person not in allowed)


def may_hear(group, people):
    """Those of ``people``, keys, that may hear ``group``."""
    kind, _dot, pk = group.partition(".")
    return set(AUDIENCES[kind](int(pk), people)) if people else set()


def _lost(person, groups):
    return [group for group in groups if not may_hear(group, {person})]


def _ended(keys):
    going_on = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return keys.difference(going_on.values_list("session_key", flat=True))


@audience("user")
def _oneself(pk, people):
    return people & {pk}


CONTROLS = {"access.changed": _look_again, "session.ended": _end_session}
