"""How long a calendar feed of 500 dates takes, whole and when nothing changed.

    DATABASE_URL=postgres://… .venv/bin/python bench/feed.py

Makes a database ``bench_feed`` on that server (and drops it before). The peer of the same run is
`icalendar` itself, that parses and writes the same 500 events without a database.
"""

import os
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
SERVER = os.environ["DATABASE_URL"]
os.environ["DATABASE_URL"] = urlunsplit(urlsplit(SERVER)._replace(path="/bench_feed"))
os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "SECRET_KEY": "only for this"}

# Only once our database is named; hence the noqa.
import django  # noqa: E402

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from icalendar import Calendar  # noqa: E402

from ouderkamer.models import CalendarKey  # noqa: E402
from tests.factories import make_gathering, make_network, make_school, make_user  # noqa: E402

DATES, ROUNDS = 500, 15


def prepare():
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS bench_feed WITH (FORCE)")
        server.execute("CREATE DATABASE bench_feed")
    call_command("migrate", verbosity=0)
    reader = make_user("samira")
    network = make_network("De Lindeboom", make_school(), by=reader)
    for n in range(DATES):
        gathering = make_gathering(
            network,
            f"Koffie, thee; en lezen {n}",
            days=n % 300,
            place="Ouderkamer, Lindestraat 12",
            intro="Wij lezen samen voor. " * 10,
        )
        if n % 3 == 0:
            gathering.answer("yes", by=reader)
    return CalendarKey.objects.renew(by=reader).path


def timed(deed):
    took = []
    for _each in range(ROUNDS):
        began = time.perf_counter()
        deed()
        took.append(time.perf_counter() - began)
    return median(took) * 1000


def main():
    path, client = prepare(), Client()
    first = client.get(path)
    tag = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    found = len(Calendar.from_ical(first.content).walk("VEVENT"))
    if (found, client.get(path, **tag).status_code) != (DATES, 304):
        sys.exit(f"{found} dates")
    whole = timed(lambda: client.get(path))
    unchanged = timed(lambda: client.get(path, **tag))
    peer = timed(lambda: Calendar.from_ical(first.content).to_ical())
    cache.clear()
    began = time.perf_counter()
    client.get(path)
    drawn = (time.perf_counter() - began) * 1000
    print(f"{DATES} dates, {len(first.content) // 1000} kB; milliseconds, median of {ROUNDS}:")
    print(f"whole {whole:.0f}, unchanged {unchanged:.1f}, icalendar alone {peer:.0f}")
    print(f"the very first time, when no event was written before: {drawn:.0f}")


if __name__ == "__main__":
    main()
