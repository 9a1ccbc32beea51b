"""The least there is: sockets and a loop that writes to them, without Channels or Django."""

SOCKETS = set()


async def application(scope, receive, send):
    if scope["type"] == "websocket":
        await listen(receive, send)
    elif scope["type"] == "http":
        text = (await receive())["body"].decode()
        for write in list(SOCKETS):
            await write({"type": "websocket.send", "text": text})
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def listen(receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    SOCKETS.add(send)
    while (await receive())["type"] != "websocket.disconnect":
        pass
    SOCKETS.discard(send)
