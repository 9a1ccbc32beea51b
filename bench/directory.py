"""What the first page of the directory costs: ``python bench/directory.py``.

At 100 and at 10,000 networks, the towns and the search too, in a transaction that is rolled
back. ``DATABASE_URL`` or ``DATA_DIR`` chooses the database; migrate it first, and collect
the static files.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
os.environ.setdefault("SECRET_KEY", "only for this measurement")

import django

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from networks.models import Network, School  # noqa: E402

SIZES = (100, 10_000)
PAGES = (
    *("/netwerken/", "/netwerken/?plaats=Plaats7", "/netwerken/bestuur/7/"),
    *("/netwerken/buurt/1007/", "/netwerken/?q=eik"),
)
TURNS = 5
MOST_QUERIES = 6


def grow(size):
    """Networks at schools in fifty towns under fifty boards."""
    schools = School.objects.bulk_create(
        [
            School(
                code=f"{n:06}",
                name=f"De Eik {n}",
                haystack=f"de eik {n} plaats{n % 50}",
                place=f"PLAATS{n % 50}",
                municipality=f"PLAATS{n % 50}",
                board=str(n % 50),
                postcode=f"{1000 + n % 50} AB",
            )
            for n in range(size)
        ],
        batch_size=1000,
    )
    Network.objects.bulk_create(
        [Network(school=school, name=school.name, slug=f"eik-{school.code}") for school in schools],
        batch_size=1000,
    )


def measure(client, path):
    """Queries, and the fastest of a few turns in milliseconds."""
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    number = len(queries)  # the next request empties the log
    seconds = []
    for _turn in range(TURNS):
        began = time.perf_counter()
        answer = client.get(path)
        seconds.append(time.perf_counter() - began)
    if answer.status_code != 200:
        sys.exit(f"{path}: {answer.status_code}")
    return number, min(seconds) * 1000


def main():
    settings.ALLOWED_HOSTS = ["testserver"]
    client, most = Client(), 0
    for size in SIZES:
        with transaction.atomic():
            Network.objects.all().delete()
            School.objects.all().delete()
            grow(size)
            client.get("/netwerken/")  # what is loaded once
            for path in PAGES:
                queries, milliseconds = measure(client, path)
                most = max(most, queries)
                line = f"{connection.vendor}, {size} networks, {path}: {queries} queries"
                print(f"{line}, {milliseconds:.0f} ms")
            transaction.set_rollback(True)
    return 0 if most <= MOST_QUERIES else 1


if __name__ == "__main__":
    sys.exit(main())
