"""A published theme page for visitors, kept ready and made anew, beside a bare page of Wagtail; and
350 schools that get their pages.

    DATABASE_URL=postgres://… .venv/bin/python bench/pages/run.py

Makes databases ``bench_pages`` and ``bench_bare`` on that server (and drops them before).
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

import psycopg

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))
SERVER = os.environ["DATABASE_URL"]


def at(name):
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


with psycopg.connect(SERVER, autocommit=True) as server:
    for name in ("bench_pages", "bench_bare"):
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
os.environ |= {
    "DATABASE_URL": at("bench_pages"),
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "SECRET_KEY": "only for this",
}

# Only once our database is named; hence the noqa.
import django  # noqa: E402

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from cms import front  # noqa: E402
from cms.models import SchoolPage  # noqa: E402
from tests.factories import make_school, make_theme  # noqa: E402

SCHOOLS, ROUNDS = 350, 200


def timed(deed, before=lambda: None):
    took = []
    for _each in range(ROUNDS):
        before()
        began = time.perf_counter()
        deed()
        took.append(time.perf_counter() - began)
    return median(took) * 1000


def main():
    call_command("migrate", verbosity=0)
    for n in range(SCHOOLS):
        make_school(f"School {n}", f"9{n:05}", municipality="AMSTERDAM")
    began = time.perf_counter()
    call_command("open_portals", "--town", "Amsterdam")
    opened = time.perf_counter() - began
    theme = make_theme(SchoolPage.objects.first())
    client = Client()
    if client.get(theme.address).status_code != 200:
        sys.exit("no page")
    ready = timed(lambda: client.get(theme.address))
    anew = timed(lambda: client.get(theme.address), before=front.forget)
    bare = [sys.executable, str(HERE / "bare.py")]
    told = subprocess.run(
        bare, env={**os.environ, "DATABASE_URL": at("bench_bare")}, capture_output=True, check=True
    )
    peer = float(told.stdout)
    print(f"{SCHOOLS} pages of schools: {opened:.1f} s")
    print(f"theme, kept ready: {ready:.2f} ms; made anew: {anew:.2f} ms")
    print(f"bare page of Wagtail: {peer:.2f} ms, {peer / ready:.1f} times kept ready")


if __name__ == "__main__":
    main()
