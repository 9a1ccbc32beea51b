"""Nothing that was acknowledged is ever lost, said twice or made up, whatever falls over.

    export DATABASE_URL=postgres://…  RESTART_DATABASE='pg_ctl -D … -m immediate restart'
    uv run --group test --with gunicorn python bench/chaos.py

Parents talk in several rooms by HTTP to a gunicorn, and tabs listen at a Daphne, which is killed
again and again, every second time gunicorn with it. Then Redis is killed and brought back, Redis
is stopped for half a minute, and the database is restarted. Makes a database ``bench_chat`` (and
drops it before) and a Redis of its own; ends only what it started.
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
from ears import Ear, open_ears  # noqa: E402
from run import ASGI, DAPHNE, GUNICORN, WSGI, new_mark, prepare  # noqa: E402

from bench.serving import free_port, wait_for  # noqa: E402

ROOMS, IN_ROOM, SENDERS = 5, 8, 16
PER_SECOND = float(os.environ.get("PER_SECOND", "100"))
KILLS, CALM = 20, 20  # of Daphne; seconds after each other fault
PATIENCE = 5  # seconds a browser waits for its answer
GRACE = 0.4  # seconds for a frame that another overtook, as in the page
MOST = 35  # seconds until everybody has caught up
BUBBLE = re.compile(rb'data-seq=\\?"(\d+)\\?" data-revision=\\?"(\d+)\\?"(.*?)</li>', re.DOTALL)
MARK = re.compile(rb"m-[0-9a-f]{12}")


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


class Listener(Ear):
    """Keeps the frames it hears, until they are taken."""

    frames = b""

    def data_received(self, data):
        super().data_received(data)
        self.frames += data

    def take(self):
        """The bubbles that came, in order."""
        whole, end, self.frames = self.frames.rpartition(b"</li>")
        return BUBBLE.findall(whole + end)


class Tab:
    """What the page does: hears frames, and asks for what it missed."""

    def __init__(self, port, pages, facts, room, person):
        self.port, self.pages, self.pk = port, pages, facts["rooms"][room]
        self.path = facts["say"][room].removesuffix("zeg/")
        self.cookie = facts["cookies"][person]
        self.known, self.ahead, self.whole_at, self.marks = 0, set(), 0, {}

    async def live(self):
        while True:
            path = f"/live/chat/{self.pk}/"
            try:
                (ear,) = await open_ears(self.port, path, [self.cookie], kind=Listener)
            except OSError:
                await asyncio.sleep(0.5 + random.random())
                continue
            if ear.is_open:
                await self._listen(ear)
            await asyncio.sleep(0.5 + random.random())

    async def _listen(self, ear):
        silence = time.monotonic()
        await self.catch_up()
        while ear.is_open:
            await asyncio.sleep(0.05)
            if found := ear.take():
                silence = time.monotonic()
                self._note(found)
            if self.ahead and time.monotonic() - self.whole_at > GRACE:
                await self.catch_up()
            elif time.monotonic() - silence > 30:
                silence = time.monotonic()
                await self.catch_up()

    async def catch_up(self):
        while found := BUBBLE.findall(await asyncio.to_thread(self._fetch)):
            self._note(found)
            self.known = max(self.known, *(int(revision) for _seq, revision, _words in found))
            self.ahead = {revision for revision in self.ahead if revision > self.known}

    def _note(self, found):
        for seq, revision, words in found:
            self.ahead.add(int(revision))
            for mark in MARK.findall(words):
                self.marks.setdefault(mark.decode(), set()).add(int(seq))
        self.ahead = {revision for revision in self.ahead if revision > self.known}
        while self.known + 1 in self.ahead:
            self.known += 1
            self.ahead.remove(self.known)
        if not self.ahead:
            self.whole_at = time.monotonic()

    def _fetch(self):
        line = http.client.HTTPConnection("127.0.0.1", self.pages, timeout=PATIENCE)
        try:
            line.request("GET", f"{self.path}?na={self.known}", headers={"Cookie": self.cookie})
            answer = line.getresponse()
            return answer.read() if answer.status == 200 else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            line.close()


async def fall_over(daphne, pages, redis):
    """Every fault in turn; names them as they come."""
    for turn in range(KILLS):
        await asyncio.sleep(random.uniform(3, 6))
        fallen = (daphne, pages) if turn % 2 else (daphne,)
        for server in fallen:
            server.kill()
        await asyncio.gather(*(asyncio.to_thread(server.start) for server in fallen))
    yield f"kill -9 of Daphne, {KILLS} times, and of gunicorn, {KILLS // 2}"
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
    place = {"env": environment, "cwd": HERE.parent}
    live, port = free_port(), free_port()
    daphne = Kept(sys.executable, *DAPHNE, "-p", str(live), ASGI, port=live, **place)
    bound = ("-b", f"127.0.0.1:{port}")
    pages = Kept(sys.executable, *GUNICORN, "-w2", *bound, WSGI, port=port, **place)
    talk = Talk(port, facts)
    tabs = [Tab(live, port, facts, n % ROOMS, n) for n in range(ROOMS * IN_ROOM)]
    living = [asyncio.create_task(tab.live()) for tab in tabs]
    print("| fault | acknowledged | lost | doubled | made up | slowest answer | caught up |")
    print("|---|---|---|---|---|---|---|")
    try:
        talk.begin()
        async for name in fall_over(daphne, pages, redis):
            await report(name, environment, talk, tabs)
        talk.end()
        await report("the end", environment, talk, tabs)
    finally:
        talk.is_over.set()
        for task in living:
            task.cancel()
        daphne.kill()
        pages.kill()


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
