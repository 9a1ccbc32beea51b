import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
http = get_asgi_application()  # fills the app registry, which the imports below need

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import path  # noqa: E402

from community.live import LiveConsumer  # noqa: E402
from networks.chat.consumers import RoomConsumer  # noqa: E402

websocket = URLRouter(
    [
        path("live/", LiveConsumer.as_asgi()),
        path("live/chat/<int:pk>/", RoomConsumer.as_asgi()),
    ]
)
application = ProtocolTypeRouter(
    {"http": http, "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(websocket))}
)
