"""Tell open tabs that something happened, as soon as it is true.

The database row is the truth and a frame is a hint: the channel layer may drop frames, so
every element that shows them also fetches what it missed on ``live:open``.
"""

import asyncio
from hashlib import sha256
from uuid import uuid4

from asgiref.sync import async_to_sync
from channels.consumer import get_handler_name
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

REFUSED = 4403  # the close code after which live.js does not come back
FRAGMENT_SECONDS = 30
PATIENCE = 1  # seconds a request may wait for the layer


def publish(group, event, **facts):
    """Send ``event`` to everyone in ``group`` once the transaction commits.

    Facts are ids, never text: each listener looks up what its reader may see. A layer that
    is down costs a log line, never the request; one that is mute costs ``PATIENCE``.
    """
    message = {"type": event, "frame": uuid4().hex, **facts}
    # A lambda, not a partial: Django logs the name of what failed, and a partial has none.
    transaction.on_commit(lambda: _send(group, message), robust=True)


def tell(user_id, event, **facts):
    """``publish`` to every tab of one person."""
    publish(f"user.{user_id}", event, **facts)


def session_digest(session_key):
    """What ``session.ended`` calls a session by: the key itself never leaves the process."""
    return sha256(session_key.encode()).hexdigest()


@async_to_sync
async def _send(group, message):
    async with asyncio.timeout(PATIENCE):
        await get_channel_layer().group_send(group, message)


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """One socket per tab; a subclass adds what the page in that tab is about."""

    refused = False

    async def connect(self):
        self.user = self.scope["user"]
        self.kwargs = self.scope["url_route"]["kwargs"]
        admitted = self.user.is_authenticated and await self._join()
        await self.accept()  # the refused too: a browser hears why only from an open socket
        if not admitted:
            await self._refuse()

    async def dispatch(self, message):
        """Hand ``message`` to its method; nothing but the farewell reaches a refused tab.

        Channels closes old database connections first, a thread hop per tab and frame. Here
        every query goes through ``database_sync_to_async``, which does that by itself.
        """
        name = get_handler_name(message)
        if not self.refused or name == "websocket_disconnect":
            await getattr(self, name)(message)

    def hears(self):
        """The groups this tab may listen to, asked in a thread; none refuses the connection."""
        return ["site"]

    async def receive(self, text_data=None, bytes_data=None):
        """Tabs listen; what they have to say they say by HTTP POST."""

    async def access_changed(self, event):
        """Cut a tab that lost something; any other looks what its reader may do now."""
        if set(self.heard) - set(await database_sync_to_async(self.hears)()):
            await self._refuse()
        else:
            await self.send_json({"event": event["type"]})

    async def session_ended(self, event):
        """Cut the tabs of one session, or all of this person when no session is named."""
        session = self.scope.get("session")
        ended = event.get("session")
        if not (ended and session) or ended == session_digest(session.session_key):
            await self._refuse()

    async def badge_changed(self, event):
        await self.send_json({"event": event["type"]})

    async def show(self, event, template, **context):
        """Send ``template`` rendered for this reader's language.

        ``context`` must be the same for all readers, and its querysets lazy: the first tab
        renders, the others read what it rendered.
        """
        html = await fragment(event["frame"], self.user.language, template, context)
        await self.send_json({"event": event["type"], "html": html})

    async def _join(self):
        # The person's own group first: whoever is let go while connecting then hears of it.
        # Channels leaves the groups when the socket closes.
        self.groups.append(f"user.{self.user.pk}")
        await self.channel_layer.group_add(self.groups[0], self.channel_name)
        self.heard = await database_sync_to_async(self.hears)()
        for group in self.heard:
            self.groups.append(group)
            await self.channel_layer.group_add(group, self.channel_name)
        return bool(self.heard)

    async def _refuse(self):
        self.refused = True
        await self.close(code=REFUSED)


@database_sync_to_async
def fragment(frame, language, template, context):
    """Render what a frame shows: once per language, however many tabs listen."""
    key = f"live:{frame}:{language}"
    if (html := cache.get(key)) is None:
        with translation.override(language):
            html = render_to_string(template, context)
        cache.set(key, html, timeout=FRAGMENT_SECONDS)
    return html
