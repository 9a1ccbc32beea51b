"""What a class of forty costs: writing its letters, their page and their PDF.

``python bench/letters.py``, beside the poster as the measure: one sheet with one square. In a
transaction that is rolled back. ``DATABASE_URL`` or ``DATA_DIR`` chooses the database; migrate
it first, and collect the static files.
"""

import os
import sys
import time
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
os.environ.setdefault("SECRET_KEY", "only for this measurement")

import django

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from community.accounts.models import User  # noqa: E402
from networks.models import Letter, Network, School  # noqa: E402
from networks.models.letter import MOST_FAMILIES  # noqa: E402

TURNS = 5
LANGUAGES = "?taal=ar&taal=tr&taal=pl&taal=uk"


def fastest(deed):
    seconds = []
    for _turn in range(TURNS):
        began = time.perf_counter()
        result = deed()
        seconds.append(time.perf_counter() - began)
    return result, min(seconds) * 1000


def main():
    settings.ALLOWED_HOSTS = ["testserver"]
    with transaction.atomic():
        person = User.objects.create_user(email="bench@bench.invalid", first_name="Bench")
        school = School.objects.create(name="Bench", code="99ZZ99")
        network = Network.objects.start(school=school, name="Bench", rules="", by=person)
        code = network.invite(label="Hek", by=person).code
        facts = {"label": "5b", "families": MOST_FAMILIES, "by": person}
        letter, writing = fastest(lambda: Letter.objects.write(network, once=uuid4(), **facts))
        client = Client()
        client.force_login(person)
        codes = f"/netwerk/{network.slug}/uitnodigen/{code}/"
        rows = {f"writing {MOST_FAMILIES} codes": (writing, 0)}
        for name, path in (
            ("the poster (PDF), one sheet", f"{codes}poster.pdf{LANGUAGES}"),
            (
                f"letters (PDF), {MOST_FAMILIES} sheets",
                f"{letter.get_absolute_url()}brieven.pdf{LANGUAGES}",
            ),
            (f"letters (page), {MOST_FAMILIES} sheets", letter.get_absolute_url() + LANGUAGES),
        ):
            answer, milliseconds = fastest(lambda path=path: client.get(path))
            if answer.status_code != 200:
                sys.exit(f"{path}: {answer.status_code}")
            rows[name] = (milliseconds, len(answer.content))
        transaction.set_rollback(True)
    for name, (milliseconds, size) in rows.items():
        print(f"{connection.vendor}, {name}: {milliseconds:.0f} ms, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
