"""How the tutorial of Channels does it: every socket is in the group, on the same layer as ours."""

import django

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.layers import get_channel_layer  # noqa: E402


class Stock(AsyncWebsocketConsumer):
    groups = ["room"]

    async def room_said(self, event):
        await self.send(text_data=event["text"])


async def application(scope, receive, send):
    if scope["type"] == "websocket":
        await Stock.as_asgi()(scope, receive, send)
    elif scope["type"] == "http":
        text = (await receive())["body"].decode()
        await get_channel_layer().group_send("room", {"type": "room.said", "text": text})
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
