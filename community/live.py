"""Tell open tabs that something happened, as soon as it is true.

The database row is the truth and a frame is a hint: the channel layer may drop frames, so
every element that shows them also fetches what it missed on ``live:open``.
"""

from functools import partial
from hashlib import sha256
from uuid import uuid4

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

REFUSED = 4403  # the close code after which live.js does not come back
FRAGMENT_SECONDS = 30


def publish(group, event, **facts):
    """Send ``event`` to everyone in ``group`` once the transaction commits.

    Facts are ids, never text: each listener looks up what its reader may see. A layer that
    is down costs a log line, never the request.
    """
    send = async_to_sync(get_channel_layer().group_send)
    message = {"type": event, "frame": uuid4().hex, **facts}
    transaction.on_commit(partial(send, group, message), robust=True)


def tell(user_id, event, **facts):
    """``publish`` to every tab of one person."""
    publish(f"user.{user_id}", event, **facts)


def session_digest(session_key):
    """What ``session.ended`` calls a session by: the key itself never leaves the process."""
    return sha256(session_key.encode()).hexdigest()


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """One socket per tab; a subclass adds what the page in that tab is about."""

    async def connect(self):
        self.user = self.scope["user"]
        self.kwargs = self.scope["url_route"]["kwargs"]
        heard = await self.hears() if self.user.is_authenticated else []
        if not heard:
            await self.accept()
            await self.close(code=REFUSED)
            return
        self.groups = [*heard, f"user.{self.user.pk}"]
        for group in self.groups:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()

    async def hears(self):
        """The groups this tab may listen to; none refuses the connection."""
        return ["site"]

    async def receive_json(self, content, **kwargs):
        """Tabs listen; what they have to say they say by HTTP POST."""

    async def access_changed(self, event):
        if set(self.groups) - {f"user.{self.user.pk}"} != set(await self.hears()):
            await self.close(code=REFUSED)

    async def session_ended(self, event):
        session = self.scope.get("session")
        if session is None or event["session"] == session_digest(session.session_key):
            await self.close(code=REFUSED)

    async def badge_changed(self, event):
        await self.send_json({"event": event["type"]})

    async def show(self, event, template, **context):
        """Send ``template`` rendered for this reader's language.

        ``context`` must be the same for all readers, and its querysets lazy: the first tab
        renders, the others read what it rendered.
        """
        html = await fragment(event["frame"], self.user.language, template, context)
        await self.send_json({"event": event["type"], "html": html})


@database_sync_to_async
def fragment(frame, language, template, context):
    """Render what a frame shows: once per language, however many tabs listen."""
    key = f"live:{frame}:{language}"
    if (html := cache.get(key)) is None:
        with translation.override(language):
            html = render_to_string(template, context)
        cache.set(key, html, timeout=FRAGMENT_SECONDS)
    return html
