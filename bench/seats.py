"""Sixty families want the last seats of a date at the same moment, and then half of them does not.

    DATABASE_URL=postgres://… .venv/bin/python bench/seats.py [ROUNDS]

Makes a database ``bench_seats`` on that server (and drops it before).
"""

import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
SERVER = os.environ["DATABASE_URL"]
os.environ["DATABASE_URL"] = urlunsplit(urlsplit(SERVER)._replace(path="/bench_seats"))
os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "SECRET_KEY": "only for this"}

# Only once our database is named; hence the noqa.
import django  # noqa: E402

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from community.activity.models import Event  # noqa: E402
from ouderkamer.models import Gathering  # noqa: E402
from tests.factories import make_gathering, make_network, make_school, make_user  # noqa: E402

FAMILIES, SEATS, GONE = 60, 25, 30


def prepare():
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS bench_seats WITH (FORCE)")
        server.execute("CREATE DATABASE bench_seats")
    call_command("migrate", verbosity=0)


def at_once(deeds):
    start = threading.Barrier(len(deeds))

    def do(deed):
        start.wait()
        deed()
        connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def play(network, people):
    """What was wrong after one round, and how long it took."""
    gathering = make_gathering(network, limit=SEATS)

    def says(person, answer):
        return lambda: Gathering.objects.get(pk=gathering.pk).answer(answer, by=person)

    took = at_once([says(person, "yes") for person in people])
    held = set(gathering.sign_ups.filter(seat="held").values_list("person", flat=True))
    gone = [person for person in people if person.pk in held][: GONE // 2]
    gone += [person for person in people if person.pk not in held][: GONE // 2]
    took += at_once([says(person, "no") for person in gone] + [gathering.settle] * 4)
    stands = Counter(gathering.sign_ups.values_list("seat", flat=True))
    taken = stands["held"] + stands["offered"]
    offers = gathering.sign_ups.filter(seat="offered")
    told = Event.objects.filter(verb="ouderkamer.offered", about_id__in=offers)
    told = Counter(told.values_list("about_id", flat=True))
    return {
        "overbooked": max(0, len(held) - SEATS) + max(0, taken - SEATS),
        "lost": SEATS - taken if stands["waits"] else 0,
        "offered twice": sum(number > 1 for number in told.values()),
    }, took


def main(rounds):
    prepare()
    people = [make_user(f"ouder{n}") for n in range(FAMILIES)]
    network = make_network("De Lindeboom", make_school(), by=people[0])
    for person in people[1:]:
        network.memberships.create(user=person)
    wrong, seconds = Counter(), 0
    for _round in range(rounds):
        found, took = play(network, people)
        wrong.update(found)
        seconds += took
    print(f"{rounds} rounds of {FAMILIES} families for {SEATS} seats: {dict(wrong)}, "
          f"{1000 * seconds / rounds / (FAMILIES + GONE):.1f} ms an answer")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
