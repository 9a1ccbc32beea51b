"""One ear per process, and the sockets of the browsers it hears for.

Channels gives every socket a channel of its own and hands each message to each of them. Here a
process listens to a group once, and what it hears is written to its own sockets in turn. Only
``community.live`` knows that this exists.
"""

import asyncio
import contextlib
import logging
import sys
import weakref
from collections import deque
from contextvars import Context
from uuid import uuid4

from channels.layers import get_channel_layer

from community.presence import Presence

FRAMES, BYTES = 256, 2**20  # that may wait for one browser before it is cut
AT_ONCE = 50  # messages that are prepared together
# A task costs more than a frame; what is written at once then needs no turn of the loop.
AT_FIRST_STEP = {"eager_start": True} if sys.version_info >= (3, 12) else {}
TOO_SLOW = 1013  # the close code that says: come back later
PATIENCE = 1  # seconds that one question to the layer may take
HEARTBEAT = 20  # seconds between two looks whether the layer still knows us
PAUSE = 1  # seconds after the layer failed, before it is asked again

log = logging.getLogger(__name__)
_hubs = weakref.WeakKeyDictionary()  # by event loop, of which a server has one


def here(deliver, look_after):
    """The hub of this process; made when somebody first listens."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(deliver, look_after)
    return _hubs[loop]


async def patiently(question):
    """Ask the layer something, and give up on one that does not answer."""
    async with asyncio.timeout(PATIENCE):
        return await question


class Hub:
    """Who listens to which group here.

    ``deliver(hub, messages)`` is awaited for what came meanwhile, in order; ``look_after(hub)``
    every ``HEARTBEAT``. A message names its group, because one channel hears them all.
    """

    def __init__(self, deliver, look_after):
        self.groups = {}  # name -> listeners, in the order they came
        self.trusted = {}  # name -> until when nobody needs to ask who may listen to it
        self.presence = Presence(uuid4().hex)
        self._deliver, self._look_after = deliver, look_after
        self._channel = self._heard = None
        self._tasks, self._deaf_to = (), set()

    async def join(self, group, listener):
        """A layer that is away costs a moment and a log line; it is asked again, and again."""
        self.groups.setdefault(group, {})[listener] = None
        self._note(group, listener)
        await self._begin()
        if not await self._ask_for(group):
            self._deaf_to.add(group)

    async def leave(self, listener):
        for name in self.groups_of(listener):
            await self.drop(name, listener)
        if not self.groups:
            self._end()

    def groups_of(self, listener):
        return [name for name, listeners in self.groups.items() if listener in listeners]

    async def drop(self, group, listener):
        """Leave one group only; twice is once."""
        if listener not in self.groups.get(group, ()):
            return
        del self.groups[group][listener]
        self._note(group, listener)
        if not self.groups[group]:
            del self.groups[group]
            self.trusted.pop(group, None)
            self.presence.forget(group)
            await self._ask_for(group, wanted=False)

    def _note(self, group, listener):
        """Somebody came or went, unless it was only a bell."""
        if listener.language is not None:
            self.presence.changed.add(group)

    async def tell(self, group, message):
        """Say something to a group in all processes; nobody misses it when it is lost."""
        try:
            await patiently(get_channel_layer().group_send(group, {**message, "group": group}))
        except Exception as error:
            log.warning("The channel layer does not tell %s: %r", group, error)

    async def _begin(self):
        if self._tasks:
            return
        self._channel, self._heard = asyncio.get_running_loop().create_future(), asyncio.Queue()
        steps = (self._listen, self._work, self._keep)
        # In a context of its own: the first visitor's language is not the next one's.
        self._tasks = [asyncio.create_task(step(), context=Context()) for step in steps]
        with contextlib.suppress(TimeoutError):
            await patiently(asyncio.shield(self._channel))

    def _end(self):
        for task in self._tasks:
            task.cancel()
        self._tasks = ()

    async def _ask_for(self, group, *, wanted=True):
        layer = get_channel_layer()
        try:
            channel = await patiently(asyncio.shield(self._channel))
            await patiently((layer.group_add if wanted else layer.group_discard)(group, channel))
        except Exception as error:
            log.warning("The channel layer does not take %s: %r", group, error)
            return False
        return True

    async def _listen(self):
        while True:
            layer = get_channel_layer()
            try:
                if not self._channel.done():
                    self._channel.set_result(await layer.new_channel())
                self._heard.put_nowait(await layer.receive(self._channel.result()))
            except Exception:
                log.exception("The channel layer is away")
                await asyncio.sleep(PAUSE)

    async def _work(self):
        while True:
            messages = [await self._heard.get()]
            while len(messages) < AT_ONCE and not self._heard.empty():
                messages.append(self._heard.get_nowait())
            try:
                await self._deliver(self, messages)
            except Exception:
                log.exception("Frames were lost: %s", {each["type"] for each in messages})

    async def _keep(self):
        while True:
            for _second in range(round(HEARTBEAT / PAUSE)):
                await asyncio.sleep(PAUSE)
                await self._ask_again(self._deaf_to.intersection(self.groups))
                await self._try(self.presence.tend(self))
            await self._ask_again(set(self.groups))
            await self._try(self._look_after(self))
            await self._try(self.presence.tend(self, all_groups=True))

    async def _try(self, work):
        try:
            await work
        except Exception:
            log.exception("The listeners were not looked after")

    async def _ask_again(self, groups):
        for group in groups:
            if await self._ask_for(group):
                self._deaf_to.discard(group)
            else:
                self._deaf_to.add(group)


class Outlet:
    """What one browser still has to hear, written as fast as it reads."""

    def __init__(self, send):
        self._send = send
        self._waiting, self._bytes, self._writer = deque(), 0, None
        self._flows = self._is_shut = False

    def open(self):
        """From now on it may be written."""
        self._flows = True
        self._flow()

    def write(self, frame):
        """Text for the browser. One that lets too much wait is cut, and fetches it later."""
        if self._is_shut:
            return
        self._waiting.append(frame)
        self._bytes += len(frame)
        if len(self._waiting) > FRAMES or self._bytes > BYTES:
            self.shut()
            self._cut()
        elif self._flows:
            self._flow()

    def shut(self):
        """Let go of what waits, and take nothing more."""
        self._is_shut = True
        self._waiting.clear()
        if self._writer is not None:
            self._writer.cancel()

    def _cut(self):
        close = {"type": "websocket.close", "code": TOO_SLOW}
        self._writer = asyncio.create_task(self._send(close))

    def _flow(self):
        if self._writer is None or self._writer.done():
            self._writer = asyncio.Task(self._write(), **AT_FIRST_STEP)

    async def _write(self):
        while self._waiting:
            await self._send({"type": "websocket.send", "text": self._next()})

    def _next(self):
        frame = self._waiting.popleft()
        self._bytes -= len(frame)
        return frame


class TwistedOutlet(Outlet):
    """Of a browser at Daphne, whose ``send`` never waits but keeps all that is not read.

    Here Twisted says when its own buffer is full, and what it takes it takes at once.
    """

    def __init__(self, send, connection):
        super().__init__(send)
        self._connection = connection
        connection.transport.unregisterProducer()  # HTTP, which is over
        connection.transport.registerProducer(self, True)

    def _cut(self):
        self._connection.sendCloseFrame(TOO_SLOW)  # Daphne's own way refuses this code

    def _flow(self):
        while self._flows and self._waiting:
            self._connection.sendMessage(self._next().encode())

    def pauseProducing(self):  # noqa: N802
        self._flows = False

    def resumeProducing(self):  # noqa: N802
        self.open()

    def stopProducing(self):  # noqa: N802
        self.shut()
