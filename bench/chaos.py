"""Nothing that was acknowledged is ever lost, said twice or made up, whatever falls over.

    export DATABASE_URL=postgres://…  RESTART_DATABASE='pg_ctl -D … -m immediate restart'
    uv run --group test python bench/chaos.py

Parents talk in several rooms by HTTP to a Daphne that is killed again and again; then Redis is
killed and brought back, Redis is stopped for half a minute, and the database is restarted. Makes
a database ``bench_chat`` (and drops it before) and a Redis of its own; ends only what it started.
"""

import asyncio
import http.client
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

import psycopg

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "chat")]
REDIS_PORT = 26399
os.environ["REDIS_URL"] = f"redis://127.0.0.1:{REDIS_PORT}/0"

# Only once their folders are known and our Redis is named; hence the noqa.
from ears import open_ears  # noqa: E402
from run import ASGI, DAPHNE, new_mark, prepare  # noqa: E402

from bench.serving import free_port, wait_for  # noqa: E402

ROOMS, IN_ROOM, SENDERS = 5, 8, 10
PER_SECOND = float(os.environ.get("PER_SECOND", "25"))
KILLS, CALM = 20, 20  # of Daphne; seconds after each other fault
PATIENCE = 5  # seconds a browser waits for its answer
MOST = 35  # seconds until everybody has caught up
BUBBLE = re.compile(rb'data-seq="(\d+)" data-revision="(\d+)"(.*?)</li>', re.DOTALL)
MARK = re.compile(rb"m-[0-9a-f]{8}")


class Kept:
    """A program that is started again whenever it falls over, as a service would."""

    def __init__(self, *command, port, **options):
        self.command, self.port, self.options = command, port, options
        self.start()

    def start(self):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(self.command, **quiet, **self.options)
        wait_for(self.port)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def signal(self, what):
        self.process.send_signal(what)


class Talk:
    """Parents who say something, and say it again until they are told that it is stored."""

    def __init__(self, port, facts):
        self.port, self.facts = port, facts
        self.acknowledged, self.waits, self.is_over = {}, [], threading.Event()
        self.lock, self.turn = threading.Lock(), 0
        self.threads = [threading.Thread(target=self._talk) for _n in range(SENDERS)]

    def begin(self):
        for thread in self.threads:
            thread.start()

    def end(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def _talk(self):
        while not self.is_over.is_set():
            with self.lock:
                self.turn += 1
                turn = self.turn
            room, mark = turn % ROOMS, new_mark()
            body = urlencode({"text": f"Hallo {mark}", "client_id": uuid.uuid4()})
            people = self.facts["cookies"]
            sending = (self.facts["say"][room], body, people[turn % len(people)])
            began = time.monotonic()
            if random.random() < 0.05:  # two taps at once
                threading.Thread(target=self._send, args=sending).start()
            while not self._send(*sending):
                time.sleep(0.5)
            self.waits.append(time.monotonic() - began)
            self.acknowledged[mark] = room
            time.sleep(max(0, SENDERS / PER_SECOND - (time.monotonic() - began)))

    def _send(self, path, body, cookie):
        """Whether the answer says that it is stored."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        kind = "application/x-www-form-urlencoded"
        headers = {"Cookie": cookie, "X-CSRFToken": "x" * 32, "Content-Type": kind}
        try:
            line.request("POST", path, body, headers)
            return line.getresponse().status == 302
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()


class Tab:
    """What the page does: hears frames, and asks for what it missed."""

    def __init__(self, port, facts, room, person):
        self.port, self.pk = port, facts["rooms"][room]
        self.path = facts["say"][room].removesuffix("zeg/")
        self.cookie = facts["cookies"][person]
        self.known, self.places, self.marks = 0, {}, {}

    async def live(self):
        while True:
            try:
                (ear,) = await open_ears(self.port, f"/live/chat/{self.pk}/", [self.cookie])
            except OSError:
                await asyncio.sleep(0.5 + random.random())
                continue
            if ear.is_open:
                await self._listen(ear)
            await asyncio.sleep(0.5 + random.random())

    async def _listen(self, ear):
        heard, silence = 0, time.monotonic()
        await self.catch_up()
        while ear.is_open:
            await asyncio.sleep(0.2)
            number = sum(map(len, ear.heard.values()))
            if number != heard:  # a frame is a hint that there is something to look at
                heard, silence = number, time.monotonic()
                await self.catch_up()
            elif time.monotonic() - silence > 30:
                silence = time.monotonic()
                await self.catch_up()

    async def catch_up(self):
        while page := await asyncio.to_thread(self._fetch):
            found = BUBBLE.findall(page)
            for seq, _revision, words in found:
                for mark in MARK.findall(words):
                    self.marks.setdefault(mark.decode(), set()).add(int(seq))
            if not found:
                return
            self.known = max(self.known, *(int(revision) for _seq, revision, _words in found))

    def _fetch(self):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("GET", f"{self.path}?na={self.known}", headers={"Cookie": self.cookie})
            answer = line.getresponse()
            return answer.read() if answer.status == 200 else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            line.close()


async def fall_over(daphne, redis):
    """Every fault in turn; names them as they come."""
    for _turn in range(KILLS):
        await asyncio.sleep(random.uniform(3, 6))
        daphne.kill()
        await asyncio.to_thread(daphne.start)
    yield f"kill -9 of Daphne, {KILLS} times"
    redis.kill()
    await asyncio.sleep(10)
    redis.start()
    await asyncio.sleep(CALM)
    yield "kill -9 of Redis, back after 10 s"
    redis.signal(signal.SIGSTOP)
    await asyncio.sleep(30)
    redis.signal(signal.SIGCONT)
    await asyncio.sleep(CALM)
    yield "Redis stopped for 30 s"
    if command := os.environ.get("RESTART_DATABASE"):
        asked = ("sh", "-c", command)
        quiet = subprocess.DEVNULL
        await asyncio.to_thread(subprocess.run, asked, check=True, stdout=quiet)
        await asyncio.sleep(CALM)
        yield "PostgreSQL restarted at once"
    else:
        print("| PostgreSQL: not restarted, RESTART_DATABASE is not set |")


async def measure(environment, facts, redis):
    port = free_port()
    command = (sys.executable, *DAPHNE, "-p", str(port), ASGI)
    daphne = Kept(*command, port=port, env=environment, cwd=HERE.parent)
    talk = Talk(port, facts)
    tabs = [Tab(port, facts, n % ROOMS, n) for n in range(ROOMS * IN_ROOM)]
    living = [asyncio.create_task(tab.live()) for tab in tabs]
    print("| fault | acknowledged | lost | doubled | made up | slowest answer | caught up |")
    print("|---|---|---|---|---|---|---|")
    try:
        talk.begin()
        async for name in fall_over(daphne, redis):
            await report(name, environment, talk, tabs)
        talk.end()
        await report("the end", environment, talk, tabs)
    finally:
        talk.is_over.set()
        for task in living:
            task.cancel()
        daphne.kill()


async def report(name, environment, talk, tabs):
    acknowledged, began = dict(talk.acknowledged), time.monotonic()
    slowest, talk.waits = max(talk.waits, default=0), []
    while missing := [
        (tab, mark)
        for tab in tabs
        for mark, room in acknowledged.items()
        if talk.facts["rooms"][room] == tab.pk and mark not in tab.marks
    ]:
        if time.monotonic() - began > MOST:
            break
        await asyncio.sleep(0.2)
    late = time.monotonic() - began
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        stored = [row[0][6:] for row in connection.execute(
            "SELECT text FROM chat_message WHERE text LIKE 'Hallo m-%'")]  # fmt: skip
    lost = len(set(acknowledged).difference(stored))
    doubled = (
        len(stored) - len(set(stored)) + sum(len(p) > 1 for t in tabs for p in t.marks.values())
    )
    made_up = sum(mark not in stored for tab in tabs for mark in tab.marks)
    caught_up = f"{late:.1f} s" if not missing else f"NOT: {len(missing)}"
    print(
        f"| {name} | {len(acknowledged)} | {lost} | {doubled} | {made_up} | {slowest:.1f} s "
        f"| {caught_up} |",
        flush=True,
    )


async def main():
    scratch = Path(tempfile.mkdtemp(prefix="chaos-"))
    redis = Kept(
        "redis-server", "--port", str(REDIS_PORT), "--bind", "127.0.0.1", "--save", "",
        port=REDIS_PORT, cwd=scratch,
    )  # fmt: skip
    try:
        environment, facts = prepare(scratch)
        environment["REDIS_URL"] = os.environ["REDIS_URL"]
        await measure(environment, facts, redis)
    finally:
        redis.kill()
        shutil.rmtree(scratch)


if __name__ == "__main__":
    asyncio.run(main())
