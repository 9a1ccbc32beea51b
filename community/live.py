"""Tell open tabs that something happened, as soon as it is true.

The database row is the truth and a frame is a hint: the channel layer may drop frames, so
every element that shows them also fetches what it missed on ``live:open``.
"""

import asyncio
import os
import threading
import time
from functools import cache
from random import uniform
from weakref import WeakKeyDictionary

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction

from community import hub
from community.hearing import (
    audience,
    blocks,
    deliver,
    draws,
    look_after,
    lost,
    not_met,
    session_digest,
)
from community.presence import counts, is_counted, shown

__all__ = ["audience", "blocks", "counts", "draws", "publish", "session_digest", "tell", "tell_all"]

REFUSED = 4403  # the close code after which live.js does not come back
NOISY = 1008  # and the one of who says more than a person can
TYPING, MOST_SAID = 2, 100  # seconds between two signs of one tab, and its frames in a minute
REST = 1  # seconds in which nothing is told to a layer that failed
RINGS, RARELY = 2, 30  # seconds in which whatever is said rings once, after a silence and at most

_away = WeakKeyDictionary()  # layer -> until when it is left alone


def publish(group, event, **facts):
    """Send ``event`` to everyone in ``group`` once the transaction commits.

    Facts are ids, never text: what they show is looked up where it is shown. A layer that
    is down costs a log line, never the request; one that is mute costs a second.
    """
    message = {"type": event, "group": group, **facts}
    # A lambda, not a partial: Django logs the name of what failed, and a partial has none.
    transaction.on_commit(lambda: _send([message]), robust=True)


def tell_all(user_ids, event):
    """``tell`` to many people at the price of one."""
    groups = [f"user.{key}" for key in user_ids]
    messages = [{"type": event, "group": group} for group in groups]
    transaction.on_commit(lambda: _send(messages), robust=True)


def tell(user_id, event, **facts):
    """``publish`` to every tab of one person."""
    publish(f"user.{user_id}", event, **facts)


def _send(messages):
    """One that was not told is missed by nobody for long; many that wait would be by all."""
    layer = get_channel_layer()
    if time.monotonic() < _away.get(layer, 0):
        return
    try:
        _tell(layer, messages)
    except Exception:
        _away[layer] = time.monotonic() + REST
        raise


def _tell(layer, messages):
    if isinstance(layer, InMemoryChannelLayer):  # whose listeners are in the loop that serves us
        async_to_sync(_each)(layer, messages)
    else:
        asyncio.run_coroutine_threadsafe(_each(layer, messages), _loop(os.getpid())).result()


async def _each(layer, messages):
    for message in messages:
        await hub.patiently(layer.group_send(message["group"], message))


@cache
def _loop(_process):
    """A loop that keeps its line to the layer; else each event of a page makes a new one."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="live", daemon=True).start()
    return loop


class Bell:
    """Tells one tab that something was said somewhere, and no word of it.

    It rings soon after a silence, and ever less often while much is said: every ring makes a page
    fetch its menu.
    """

    language = None  # of a bell

    def __init__(self, tab):
        self.person, self._outlet = tab.person, tab.outlet
        self._due, self._rang_at, self._rest = None, -RARELY, RINGS

    def ring(self):
        now = asyncio.get_running_loop().time()
        if self._due is None:
            if now - self._rang_at > 2 * self._rest:
                self._rest = RINGS
            wait = self._rest * uniform(0.5, 1)  # noqa: S311 (not all tabs at once)
            self._due = asyncio.get_running_loop().call_later(wait, self._tell)

    def _tell(self):
        self._due, self._rang_at = None, asyncio.get_running_loop().time()
        self._rest = min(2 * self._rest, RARELY)
        self._outlet.write('{"event":"unread.changed"}')


class LiveConsumer(AsyncWebsocketConsumer):
    """One socket per tab; a subclass adds what the page in that tab is about."""

    channel_layer_alias = None  # the hub hears for all
    refused = False
    saying, typed_at = (), -TYPING  # when this tab said something, and that it writes
    unmet = frozenset()  # keys of whom its person does not meet

    def page_groups(self):
        """The groups this tab would hear besides those of its person."""
        return []

    def bell_groups(self):
        """Groups of which it only wants to know that something was said; asks the database
        for those that its person may hear."""
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
        self.bell = Bell(self)
        # The person's own group first: whoever is let go while connecting then hears of it.
        self.groups = [f"user.{self.person}", *self.page_groups()]
        await self.hub.join(self.groups[0], self)
        if await database_sync_to_async(lost)(self.person, self.groups):
            return False
        if self.user.has_blocks:
            self.unmet = await database_sync_to_async(not_met)(self.person)
        for group in self.groups[1:]:
            await self.hub.join(group, self)
        await self._hang_bells()
        return not self.refused

    async def _hang_bells(self):
        """Where its person may hear something now, and nowhere else."""
        wanted = set(await database_sync_to_async(self.bell_groups)())
        hung = set(self.hub.groups_of(self.bell))
        for group in hung - wanted:
            await self.hub.drop(group, self.bell)
        for group in wanted - hung:
            await self.hub.join(group, self.bell)

    async def look_again(self):
        """What its reader may do changed: refuse a tab that lost one of its groups."""
        if await database_sync_to_async(lost)(self.person, self.groups):
            await self.refuse()
        else:
            self.unmet = await database_sync_to_async(not_met)(self.person)
            await self._hang_bells()
            self.hear('{"event":"access.changed"}')

    async def dispatch(self, message):
        """What a browser says changes nothing, it says it by HTTP POST; but that it writes.

        Channels closes old database connections first, a thread hop per message. Here every
        query goes through ``database_sync_to_async``, which does that by itself.
        """
        if message["type"] == "websocket.connect":
            await self.connect()
        elif message["type"] == "websocket.receive":
            await self.said(message.get("text"))
        elif message["type"] == "websocket.disconnect":
            self.outlet.shut()
            if self.user.is_authenticated:
                await self.hub.leave(self)
                await self.hub.leave(self.bell)
            raise StopConsumer

    async def said(self, text):
        """Pass on that somebody is writing; anything else is nothing, and too much is the end."""
        now = time.monotonic()
        self.saying = [*(at for at in self.saying if now - at < 60), now]
        if len(self.saying) > MOST_SAID:
            self.outlet.shut()
            await self.close(code=NOISY)
        elif text == '{"event":"typing"}' and now - self.typed_at > TYPING and not self.refused:
            self.typed_at = now
            for group in filter(is_counted, self.groups):
                if await database_sync_to_async(shown)(group, {self.person}):
                    place = int(group.partition(".")[2])
                    sign = {"type": "typing", "pk": place, "person": self.person}
                    await self.hub.tell(group, sign)

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
