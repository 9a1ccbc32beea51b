"""How long a new school year takes in a large network: ``python bench/turnover.py [MEMBERS]``.

Makes a network of that many parents, then the trial, its page, the move and the way back, and
removes it all again. ``DATABASE_URL`` or ``DATA_DIR`` chooses the database; migrate it first.
"""

import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
os.environ.setdefault("SECRET_KEY", "only for this measurement")

import django

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.
from django.db import connection  # noqa: E402

from community.accounts.models import User  # noqa: E402
from networks.models import Membership, Network, School, Turnover  # noqa: E402
from networks.trial import Trial  # noqa: E402

MOST_SECONDS = 30
AT_ONCE = 1000


def a_network(members):
    school = School.objects.create(name="Bench", code="99ZZ99", place="BENCH")
    people = [
        User(email=f"bench-{n}@bench.invalid", first_name=f"Ouder{chr(97 + n % 26)}")
        for n in range(members)
    ]
    User.objects.bulk_create(people, batch_size=AT_ONCE)
    people = list(User.objects.filter(email__endswith="@bench.invalid").order_by("pk"))
    network = Network.objects.start(school=school, name="Bench", rules="", by=people[0])
    network.memberships.filter(user=people[0]).delete()
    Membership.objects.bulk_create(
        (
            Membership(network=network, user=person, groups=[n % 8 + 1], moderates=n < 2)
            for n, person in enumerate(people)
        ),
        batch_size=AT_ONCE,
    )
    return network, people[0], people[1]


def clear():
    Network.objects.filter(name="Bench").delete()
    School.objects.filter(code="99ZZ99").delete()
    User.objects.filter(email__endswith="@bench.invalid").delete()


def clock(name, deed, times):
    began = time.perf_counter()
    result = deed()
    times[name] = time.perf_counter() - began
    print(f"{connection.vendor}, {name}: {times[name]:.2f} s", flush=True)
    return result


def measure(members):
    network, first, second = a_network(members)
    times = {}
    turnover = clock("trial", lambda: Turnover.objects.prepare(network, by=first), times)
    clock("its table and CSV", lambda: Trial(turnover, second).as_csv(), times)
    clock("the move, with all notices", lambda: go(turnover, second), times)
    turnover.refresh_from_db()
    if not turnover.done == turnover.total == members:
        sys.exit(f"only {turnover.done} of {members} moved")
    clock("the way back, with all notices", lambda: back(turnover, second), times)
    return max(times.values())


def go(turnover, by):
    turnover.agree(by=by)
    turnover.carry_on()  # where a worker does it in the background, wait for it here


def back(turnover, by):
    turnover.undo(by=by)
    turnover.carry_on()


def main(members):
    clear()
    try:
        slowest = measure(members)
    finally:
        clear()
    most_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"most memory, Django and all: {most_memory} MB")
    return 0 if slowest <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
