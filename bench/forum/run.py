"""Our conversations beside django-machina, page by page in turn.

    export DATABASE_URL=postgres://… REDIS_URL=redis://…
    uv run --group test --with gunicorn --with django-machina python bench/forum/run.py

Makes databases ``bench_…`` on that server (and drops them before), fills them with the talk of
``words.py``, serves each with gunicorn (two workers of four threads) and asks one page at a
time, in turn. Talks to this machine only.
"""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg
from words import LONG, MEMBERS, POSTS, TOPICS

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
# Only once the folder above is known; hence the noqa.
from bench.serving import free_port, wait_for  # noqa: E402

ROUNDS, REQUESTS, REPLIES = 6, 15, 5
PAGES = ("rows", "topic list", "first page", "last page", "search", "reply")
REDIS = urlsplit(os.environ.get("REDIS_URL", "redis://127.0.0.1:6379"))
NUMBERS = count(9)
TICK = os.sysconf("SC_CLK_TCK")


class Site:
    """One forum in a database of its own behind a server of its own."""

    def __init__(self, name, wsgi, scratch):
        self.name, self.wsgi = name, wsgi
        self.database = f"bench_{name.replace('-', '_')}"
        self.port = free_port()
        self.times, self.works, self.sizes, self.turn = {}, {}, {}, 0
        server = urlsplit(os.environ["DATABASE_URL"])
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self.database}")
            connection.execute(f"CREATE DATABASE {self.database}")
        self.environment = {
            **os.environ,
            "DATABASE_URL": urlunsplit(server._replace(path=f"/{self.database}")),
            # Each its own: how often somebody writes is counted there.
            "REDIS_URL": urlunsplit(REDIS._replace(path=f"/{next(NUMBERS)}")),
            "DATA_DIR": str(scratch / name),
            "SECRET_KEY": "only for this measurement",
            "PYTHONPATH": f"{HERE}:{HERE.parents[1]}",
            "DJANGO_SETTINGS_MODULE": f"{wsgi}_settings",
        }

    def fill(self, script, *arguments):
        for command in (("migrate", "-v0"), ("collectstatic", "--noinput", "-v0")):
            if self.wsgi == "ours" or command[0] == "migrate":
                self.run("-m", "django", *command)
        self.pages = json.loads(self.run(str(HERE / script), *arguments))

    def run(self, *arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=HERE.parents[1],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def start(self):
        self.server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-w2", "--threads=4", "-kgthread",
             "--log-level=error", f"-b127.0.0.1:{self.port}", f"{self.wsgi}_wsgi:application"],
            env=self.environment,
        )  # fmt: skip
        wait_for(self.port)

    def ask(self, page, times):
        """Ask ``page`` as a member; the workers' CPU is that of all requests of this turn."""
        before = self.cpu()
        for _request in range(times):
            self.turn += 1
            began = time.perf_counter()
            body = self.request(page)
            self.times.setdefault(page, []).append(1000 * (time.perf_counter() - began))
            self.sizes[page] = len(body)
        self.works.setdefault(page, []).append(1000 * (self.cpu() - before) / times)

    def request(self, page):
        writes = page == "reply"
        cookies = self.pages["cookies"]
        headers = {"Cookie": cookies[self.turn % len(cookies)], "X-CSRFToken": "x" * 32}
        body = urlencode(self.pages["data"]) if writes else None
        if writes:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("POST" if writes else "GET", self.pages[page], body, headers)
        answer = line.getresponse()
        text = answer.read()
        line.close()
        if answer.status != (302 if writes else 200):
            sys.exit(f"{self.name}, {page}: {answer.status}\n{text[:800].decode()}")
        return text

    def cpu(self):
        """Seconds of CPU of the server and its workers, without the database."""
        parent = str(self.server.pid)
        ticks = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if entry.name == parent or fields[1] == parent:
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / TICK

    def stop(self):
        self.server.terminate()
        self.server.wait(20)


def report(sites):
    plain = statistics.median(sites[0].times["rows"])
    print(f"{TOPICS} topics, {POSTS} posts, one of {LONG}, {MEMBERS} members; ten times in -10x.\n")
    print("| page | site | p50 ms | p95 ms | of the plain page | CPU ms | bytes |")
    print("|---|---|---|---|---|---|---|")
    for page in PAGES:
        for site in sites:
            if found := sorted(site.times.get(page, ())):
                half, most = statistics.median(found), found[int(0.95 * len(found))]
                work, size = statistics.median(site.works[page]), site.sizes[page]
                print(
                    f"| {page} | {site.name} | {half:.1f} | {most:.1f} | {half / plain:.2f} "
                    f"| {work:.1f} | {size} |"
                )


def main():
    scratch = Path(tempfile.mkdtemp(prefix="bench-"))
    ours, machina, tenfold = (
        Site("ours", "ours", scratch),
        Site("machina", "machina", scratch),
        Site("ours-10x", "ours", scratch),
    )
    ours.fill("ours.py")
    machina.fill("peer.py")
    tenfold.fill("ours.py", "10")
    sites = (ours, machina, tenfold)
    try:
        for site in sites:
            site.start()
        for turn in range(ROUNDS + 1):
            for page in PAGES:
                for site in sites:
                    if page in site.pages:
                        site.ask(page, REPLIES if page == "reply" else REQUESTS)
            if turn == 0:  # what is loaded once
                for site in sites:
                    site.times, site.works = {}, {}
        report(sites)
    finally:
        for site in sites:
            site.stop()
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
