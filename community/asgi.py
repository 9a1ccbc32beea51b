import asyncio
import os
from urllib.parse import urlsplit

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
django.setup(set_prefix=False)  # fills the app registry, which the imports below need

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import WebsocketDenier  # noqa: E402
from django.conf import settings  # noqa: E402
from django.http.request import split_domain_port, validate_host  # noqa: E402
from django.urls import path, reverse  # noqa: E402

from community.hub import Outlet, TwistedOutlet  # noqa: E402
from community.live import LiveConsumer  # noqa: E402
from networks.chat.consumers import NetworkConsumer, RoomConsumer  # noqa: E402

LONGEST = 64 * 1024  # bytes that a tab may say at once


class Pages(ASGIHandler):
    """Runs every page as WSGI does: in one thread, from its first line to its last.

    Django's own handler cancels a page when the browser goes away. On a phone in a tunnel that
    falls between a deed and its notices, and it can leave a thread that waits for ever.
    """

    def __init__(self):
        self.load_middleware()
        reverse("healthz")  # loads all that addresses lead to: else the first page or frame waits

    async def get_response_async(self, request):
        return await sync_to_async(self.get_response)(request)

    async def listen_for_disconnect(self, receive):
        await asyncio.Future()


class Guarded:
    """Lets pages of our own site open a socket, on which they may say little.

    Daphne keeps whatever a slow browser does not read, and takes messages of any size unless
    somebody remembers its option; what is ``send`` here knows its connection.
    """

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        outlet = Outlet(send)
        for connection in getattr(send, "args", ()):
            connection.maxFramePayloadSize = connection.maxMessagePayloadSize = LONGEST
            outlet = TwistedOutlet(send, connection)
        app = self.app if _is_of_this_site(dict(scope["headers"])) else WebsocketDenier()
        await app({**scope, "outlet": outlet}, receive, send)


def _is_of_this_site(headers):
    """Exactly: the page was on the host and port that it now asks."""
    origin = urlsplit(headers.get(b"origin", b"").decode("latin-1"))
    host = headers.get(b"host", b"").decode("latin-1")
    known = settings.ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
    return bool(host) and origin.netloc == host and validate_host(split_domain_port(host)[0], known)


websocket = URLRouter(
    [
        path("live/", LiveConsumer.as_asgi()),
        path("live/netwerk/<int:pk>/", NetworkConsumer.as_asgi()),
        path("live/chat/<int:pk>/", RoomConsumer.as_asgi()),
    ]
)
application = ProtocolTypeRouter(
    {
        "http": Pages(),
        "websocket": Guarded(AuthMiddlewareStack(websocket)),
    }
)
