import asyncio
import os

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
django.setup(set_prefix=False)  # fills the app registry, which the imports below need

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import path  # noqa: E402

from community.live import LiveConsumer  # noqa: E402
from networks.chat.consumers import RoomConsumer  # noqa: E402


class Pages(ASGIHandler):
    """Runs every page as WSGI does: in one thread, from its first line to its last.

    Django's own handler cancels a page when the browser goes away. On a phone in a tunnel that
    falls between a deed and its notices, and it can leave a thread that waits for ever.
    """

    def __init__(self):
        self.load_middleware()

    async def get_response_async(self, request):
        return await sync_to_async(self.get_response)(request)

    async def listen_for_disconnect(self, receive):
        await asyncio.Future()


websocket = URLRouter(
    [
        path("live/", LiveConsumer.as_asgi()),
        path("live/chat/<int:pk>/", RoomConsumer.as_asgi()),
    ]
)
application = ProtocolTypeRouter(
    {
        "http": Pages(),
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(websocket)),
    }
)
