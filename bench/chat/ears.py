"""Many listening sockets in one process that cost next to nothing themselves."""

import asyncio
import re
import time

MARK = re.compile(rb"m-[0-9a-f]{12}")


class Ear(asyncio.Protocol):
    """One socket: remembers when it first saw each mark, and how often."""

    def __init__(self, head):
        self.head, self.heard, self.tail = head, {}, b""
        self.opened = asyncio.get_running_loop().create_future()
        self.is_open = False

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.head)

    def data_received(self, data):
        if not self.opened.done() and b"\r\n\r\n" in data:
            self.is_open = data.startswith(b"HTTP/1.1 101")
            self.opened.set_result(self.is_open)
        now = time.monotonic()
        heard = self.tail + data
        for mark in MARK.findall(heard):
            self.heard.setdefault(mark, []).append(now)
        self.tail = heard[-13:]  # a mark may come in pieces, and is fourteen long

    def connection_lost(self, error):
        self.is_open = False
        if not self.opened.done():
            self.opened.set_result(False)


async def open_ears(port, path, cookies, at_once=20, kind=Ear):
    """One socket per cookie, opened ``at_once`` at a time."""
    loop, room = asyncio.get_running_loop(), asyncio.Semaphore(at_once)

    async def open_one(cookie):
        async with room:
            head = (
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cookie}\r\n\r\n"
            )
            _transport, ear = await loop.create_connection(
                lambda: kind(head.encode()), "127.0.0.1", port
            )
            await ear.opened
            return ear

    return await asyncio.gather(*map(open_one, cookies))
