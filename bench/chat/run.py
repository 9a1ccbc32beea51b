"""From one parent who says something to the last of many who hear it, beside the least there is.

    export DATABASE_URL=postgres://… REDIS_URL=redis://…
    uv run --group test --with gunicorn --with uvicorn --with uvloop --with websockets \
        python bench/chat/run.py

Makes a database ``bench_chat`` on that server (and drops it before). Talks to this machine only.
"""

import asyncio
import http.client
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg
from channels_redis.pubsub import RedisPubSubChannelLayer
from ears import open_ears

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
# Only once the folder above is known; hence the noqa.
from bench.serving import free_port, wait_for  # noqa: E402

SIZES = (200, 1000)
ROUNDS, IN_A_ROW = int(os.environ.get("ROUNDS", "8")), 5
ROOMS, IN_ROOM, SECONDS = 50, 40, 20
PER_SECOND = int(os.environ.get("PER_SECOND", "100"))
WARM = BURST = 20
REDIS = urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/8"))
LAYER = RedisPubSubChannelLayer(hosts=[{"address": REDIS, "socket_timeout": None}])
# Ears that answer no ping are not deaf.
DAPHNE = ("-m", "daphne", "-b", "127.0.0.1", "--websocket_timeout", "-1", "--ping-timeout", "600")
GUNICORN = ("-m", "gunicorn", "--threads=4", "-kgthread")
WSGI, ASGI = "community.wsgi", "community.asgi:application"
NO_PONG = ("--ws-ping-timeout", "600")
UVICORN = ("-m", "uvicorn", "--log-level", "error", "--host", "127.0.0.1", *NO_PONG)


class Server:
    """One process that serves ``app``; ``command`` takes a port and the name of the app."""

    def __init__(self, environment, command, app):
        self.port = free_port()
        flag = (
            ("-b", f"127.0.0.1:{self.port}")
            if "gunicorn" in command
            else ("--port", str(self.port))
        )
        if "daphne" in command:
            flag = ("-p", str(self.port))
        self.process = subprocess.Popen(
            [sys.executable, *command, *flag, app], env=environment, cwd=HERE.parents[1],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(self.port)

    @property
    def memory(self):
        """Kilobytes that are its own."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()
        return (int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE") / 1024

    def cpu(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def prepare(scratch):
    """The environment of our servers, and what was filled in."""
    server = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS bench_chat WITH (FORCE)")
        connection.execute("CREATE DATABASE bench_chat")
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(server._replace(path="/bench_chat")),
        "REDIS_URL": REDIS,
        "DATA_DIR": str(scratch),
        "SECRET_KEY": "only for this measurement",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PYTHONPATH": f"{HERE}:{HERE.parents[1]}",
        "DJANGO_SETTINGS_MODULE": "community.settings",
    }

    def run(*command):
        asked = [sys.executable, *command]
        return subprocess.run(asked, env=environment, check=True, stdout=subprocess.PIPE).stdout

    run("-m", "django", "migrate", "-v0")
    run("-m", "django", "collectstatic", "--noinput", "-v0")
    return environment, json.loads(run(str(HERE / "seed.py"), str(max(SIZES)), str(ROOMS)))


def post(port, path, body, cookie=""):
    headers = {"Cookie": cookie, "Host": f"127.0.0.1:{port}"}
    if cookie:
        headers |= {"X-CSRFToken": "x" * 32, "Content-Type": "application/x-www-form-urlencoded"}
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status


def say(pages, facts, room, mark, turn):
    """Until the answer says that it is stored; ``turn`` chooses who, as nobody may say so much."""
    body = urlencode({"text": f"Hallo {mark}", "client_id": uuid.uuid4()})
    people, began = facts["cookies"], time.monotonic()
    if (status := post(pages.port, facts["say"][room], body, people[turn % len(people)])) != 302:
        sys.exit(f"Not stored: {status}")
    return began, time.monotonic() - began


async def until_heard(ears, mark, times=1, patience=10):
    """When the last of ``ears`` heard ``mark`` for the ``times``-th time; None when one did not."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if all(len(ear.heard.get(mark, ())) >= times for ear in ears):
            return max(ear.heard[mark][times - 1] for ear in ears)
        await asyncio.sleep(0.005)
    return None


def new_mark():
    return f"m-{uuid.uuid4().hex[:12]}"


class Way:
    """One way to bring a message to all sockets: how long it takes, and the server's work."""

    def __init__(self, name, server, path, send):
        self.name, self.server, self.path, self.send = name, server, path, send
        self.times, self.works, self.lost = [], [], 0

    async def open(self, cookies):
        self.ears = await open_ears(self.server.port, self.path, cookies[:1])
        await asyncio.sleep(1)  # what the first one loads is not of the others
        before = self.server.memory
        self.ears += await open_ears(self.server.port, self.path, cookies[1:])
        if not all(ear.is_open for ear in self.ears):
            sys.exit(f"{self.name}: {sum(not ear.is_open for ear in self.ears)} sockets refused")
        await asyncio.sleep(1)
        self.kilobytes = (self.server.memory - before) / len(cookies)

    async def some(self, turn):
        """A few in a row; the first finds everything asleep, for all ways, and is not counted."""
        await self.once(turn)
        self.times, self.works = self.times[:-1], self.works[:-1]
        for again in range(1, IN_A_ROW):
            await self.once(turn + again)

    async def once(self, turn):
        mark, before = new_mark(), self.server.cpu()
        began = await asyncio.to_thread(self.send, mark, turn)
        last = await until_heard(self.ears, mark.encode())
        await asyncio.sleep(0.1)
        if last is None:
            self.lost += 1
            return
        self.times.append(1000 * (last - began))
        self.works.append(1e6 * (self.server.cpu() - before) / len(self.ears))

    def row(self, size, plain):
        half, work = statistics.median(self.times), statistics.mean(self.works)
        return (
            f"| {size} | {self.name} | {half:.1f} | {max(self.times):.1f} | {half / plain:.2f} "
            f"| {1000 * half / size:.0f} | {work:.0f} | {self.kilobytes:.0f} | {self.lost} |"
        )


async def fan_out(environment, facts):
    room, other = (f"/live/chat/{pk}/" for pk in facts["rooms"][:2])
    pages = Server(environment, (*GUNICORN, "-w1"), WSGI)
    plain = Server(environment, DAPHNE, "plain:application")
    stock = Server(environment, DAPHNE, "stock:application")
    daphne = Server(environment, DAPHNE, ASGI)
    uvicorn = Server(environment, UVICORN, ASGI)
    bare = Server(environment, UVICORN, "plain:application")
    servers = (pages, plain, stock, daphne, uvicorn, bare)

    def by_post(server):
        def send(mark, _turn):
            began = time.monotonic()
            post(server.port, "/say", f"Hallo {mark}")
            return began

        return send

    def stored(room):
        return lambda mark, turn: say(pages, facts, room, mark, turn)[0]

    columns = "ms to the last | worst | of plain | µs each | CPU µs each | kB each | lost"
    print(f"| sockets | way | {columns} |")
    print("|---|---|---|---|---|---|---|---|---|")
    try:
        for size in SIZES:
            cookies = facts["cookies"][:size]
            ways = [
                Way("plain loop, Daphne", plain, "/", by_post(plain)),
                Way("stock Channels, Daphne", stock, "/", by_post(stock)),
                Way("ours, Daphne, published", daphne, room, published(environment, facts)),
                Way("ours, Daphne, stored", daphne, room, stored(0)),
                Way("plain loop, uvicorn", bare, "/", by_post(bare)),
                Way("ours, uvicorn, stored", uvicorn, other, stored(1)),
            ]
            for way in ways:
                if way.name != "ours, Daphne, stored":
                    await way.open(cookies)
            ways[3].ears, ways[3].kilobytes = ways[2].ears, ways[2].kilobytes
            for turn in range(0, IN_A_ROW * (ROUNDS + 1), IN_A_ROW):
                for way in ways:
                    await way.some(turn)
            for way in ways:
                way.times, way.works = way.times[IN_A_ROW - 1 :], way.works[IN_A_ROW - 1 :]
                print(way.row(size, statistics.median(ways[0].times)), flush=True)
            for way in ways:
                for ear in way.ears:
                    ear.transport.abort()
            await asyncio.sleep(2)
    finally:
        for server in servers:
            server.stop()


def published(environment, facts):
    """The frame of a message that is stored already, under a mark that is written into it."""
    database = environment["DATABASE_URL"]

    def send(mark, _turn):
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute(
                "UPDATE chat_message SET html = %s WHERE id = %s",
                [f"<p>{mark}</p>", facts["message"]],
            )
        group = f"room.{facts['rooms'][0]}"
        message = {"type": "message.added", "group": group, "pk": facts["message"]}
        began = time.monotonic()
        asyncio.run(LAYER.group_send(group, message))
        return began

    return send


async def crowd(environment, facts):
    """Many rooms that all talk: what is lost, what comes twice, and how long the last one waits."""
    pages = Server(environment, (*GUNICORN, "-w2"), WSGI)
    live = Server(environment, DAPHNE, ASGI)
    try:
        people = facts["cookies"]
        rooms = [
            await open_ears(
                live.port,
                f"/live/chat/{pk}/",
                [people[(n * IN_ROOM + k) % len(people)] for k in range(IN_ROOM)],
            )
            for n, pk in enumerate(facts["rooms"])
        ]
        for turn in range(WARM):  # what the first requests load is not of the others
            await asyncio.to_thread(say, pages, facts, turn, new_mark(), turn)
        await asyncio.sleep(3)
        said, began = [], time.monotonic()
        posting = asyncio.get_running_loop().run_in_executor
        with ThreadPoolExecutor(16) as pool:
            waits = []
            for turn in range(PER_SECOND * SECONDS):
                await asyncio.sleep(began + turn / PER_SECOND - time.monotonic())
                mark, room = new_mark(), turn % ROOMS
                sending = posting(pool, say, pages, facts, room, mark, turn)
                waits.append(sending)
                said.append((mark.encode(), rooms[room], sending))
            await asyncio.gather(*waits)
        await asyncio.sleep(5)
        late, lost, doubled = [], 0, 0
        acknowledged = sorted(1000 * sending.result()[1] for _mark, _ears, sending in said)
        for mark, ears, sending in said:
            times = [ear.heard.get(mark, []) for ear in ears]
            lost += sum(not each for each in times)
            doubled += sum(len(each) > 1 for each in times)
            late += [1000 * (max(map(max, times)) - sending.result()[0])] if all(times) else []
        late.sort()
        print(
            f"\n{ROOMS} rooms of {IN_ROOM}, {PER_SECOND} a second for {SECONDS} s: lost {lost}, "
            f"doubled {doubled}; to the last browser p50 {late[len(late) // 2]:.0f} ms, "
            f"p95 {late[int(0.95 * len(late))]:.0f} ms; acknowledged "
            f"p95 {acknowledged[int(0.95 * len(acknowledged))]:.0f} ms"
        )
        await burst(pages, facts, live)
    finally:
        live.stop()
        pages.stop()


async def burst(pages, facts, live):
    """As fast as one after the other can be sent, to a full room."""
    ears = await open_ears(live.port, f"/live/chat/{facts['rooms'][-1]}/", facts["cookies"])
    marks = [new_mark() for _n in range(BURST)]
    for turn, mark in enumerate(marks):
        await asyncio.to_thread(say, pages, facts, ROOMS - 1, mark, turn + 100)
    await asyncio.sleep(5)
    lost = sum(mark.encode() not in ear.heard for mark in marks for ear in ears)
    print(f"{BURST} at once to {len(ears)} sockets: lost {lost}")


async def main():
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    scratch = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        environment, facts = prepare(scratch)
        await fan_out(environment, facts)
        await crowd(environment, facts)
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    asyncio.run(main())
