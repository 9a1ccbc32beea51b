"""A site that only shouts: as many frames as is said, of a thousand letters each."""

import asyncio

from community.asgi import Guarded

FRAME = "x" * 1000


async def shout(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    scope["outlet"].open()
    while (message := await receive())["type"] == "websocket.receive":
        for _n in range(int(message["text"].split()[0])):
            scope["outlet"].write(FRAME)
            await asyncio.sleep(0)


application = Guarded(shout)
