"""How long a nationwide register takes: ``python bench/import_schools.py FILE`` (CSV or .gz).

Reads it twice, the first time with every school new and the second with every school known,
in a transaction that is rolled back. ``DATABASE_URL`` or ``DATA_DIR`` chooses the database;
migrate it first.
"""

import gzip
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
from django.db import connection, transaction  # noqa: E402

from networks.models import School  # noqa: E402
from networks.register import Register  # noqa: E402

MOST_SECONDS = 20


def main(path):
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    slowest = 0
    with transaction.atomic():
        School.objects.filter(networks=None).delete()
        for turn in ("all new", "all known"):
            began = time.perf_counter()
            register = Register.read(data)
            read = time.perf_counter() - began
            register.follow(source="bench", published_on=None)
            whole = time.perf_counter() - began
            slowest = max(slowest, whole)
            print(
                f"{connection.vendor}, {len(register.schools)} schools, {turn}: "
                f"{whole:.2f} s ({read:.2f} s reading)"
            )
        transaction.set_rollback(True)
    most_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"most memory, Django and all: {most_memory} MB")
    return 0 if slowest < MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
