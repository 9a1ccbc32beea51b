"""How long it takes to tell people: ``python bench/heard.py [MEMBERS]``.

Makes a network of that many parents (10,000) in which 3,000 posts were written since yesterday, and
measures the digests of all of them as one worker makes them, and one answer in a conversation that
2,000 follow. Removes it all again. ``DATABASE_URL`` or ``DATA_DIR`` chooses the database; migrate
it first. Letters go to a backend that drops them: what is measured is our part.
"""

import os
import resource
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
os.environ.setdefault("SECRET_KEY", "only for this measurement")
os.environ["EMAIL_URL"] = "dummymail://"

import django

django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from turnover import a_network, clear, clock  # noqa: E402

from community.activity import digest  # noqa: E402
from community.activity.models import Event  # noqa: E402
from community.activity.recording import record  # noqa: E402
from community.activity.tasks import spread  # noqa: E402
from community.activity.telling import tell_due  # noqa: E402
from community.mail.composing import COMPOSERS  # noqa: E402
from community.mail.models import Outgoing  # noqa: E402
from community.mail.sending import send_due  # noqa: E402
from community.notifications.models import Choice, Notification  # noqa: E402
from community.notifications.sorts import Pace, Sort  # noqa: E402
from forums.models import Watch  # noqa: E402

TOPICS, EACH, FOLLOWERS = 300, 10, 2000
MORNING = timezone.localtime().replace(hour=8, minute=5, second=0, microsecond=0)


def talk(network, people):
    """3,000 posts of the last night, in 300 conversations."""
    forum = network.forums.create(name="Alle ouders")
    at = MORNING - timedelta(hours=10)
    topics = forum.topics.model.objects.bulk_create(
        forum.topics.model(
            forum=forum, network=network, author=people[n], title=f"Vraag {n}", created_at=at
        )
        for n in range(TOPICS)
    )
    posts = topics[0].posts.model
    posts.objects.bulk_create(
        (
            posts(
                topic=topic,
                author=people[(n * EACH + k) % len(people)],
                text=f"Tekst {k}",
                is_first=k == 0,
                position=k + 1,
                posted_at=at,
            )
            for n, topic in enumerate(topics)
            for k in range(EACH)
        ),
        batch_size=500,
    )
    for topic in topics:
        topic.recount()
    return topics


def digests(network, people):
    Choice.objects.bulk_create(
        (Choice(person=one, sort=Sort.NEWS, pace=Pace.DAILY) for one in people), batch_size=500
    )
    network.memberships.update(joined_at=MORNING - timedelta(days=30))
    type(people[0]).objects.filter(pk__in=[p.pk for p in people]).update(
        date_joined=MORNING - timedelta(days=30)
    )
    Event.objects.filter(network=network).update(happened_at=MORNING - timedelta(hours=9))
    done = subprocess.run([sys.executable, __file__, "--worker"], check=False)
    if done.returncode:
        sys.exit("the worker failed")


def work():
    """What a worker does in the morning, in a process of its own."""
    settings.MAILS_PER_DAY = 10**6
    times = {}
    clock("digests: rows for all", lambda: digest.plan(at=MORNING), times)
    rows = Outgoing.objects.filter(composer="digest", facts__pace=Pace.DAILY)
    print(f"{rows.count()} rows of every day")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        COMPOSERS["digest"].compose(rows.first())
    print(f"queries of one digest: {len(asked)}")
    Outgoing.objects.exclude(pk__in=rows.values("pk")).delete()
    clock("digests: composed and handed over", _all_of_it, times)
    left = Outgoing.objects.under_way().count()
    gone = Outgoing.objects.exclude(gone_at=None).count()
    print(f"left {gone}, still waiting {left}, in all {sum(times.values()):.1f} s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory, Django and all: {most:.0f} MB")


def _all_of_it():
    while Outgoing.objects.due(timezone.now()).exists():
        began, sent = time.monotonic(), send_due(seconds=20)
        print(f"  {sent} in {time.monotonic() - began:.1f} s", flush=True)


def one_answer(topic, people):
    Watch.objects.bulk_create(
        (Watch(topic=topic, person=one, level="follow") for one in people[:FOLLOWERS]),
        batch_size=500,
    )
    Notification.objects.filter(network=topic.network).delete()
    Choice.objects.filter(person__in=people).delete()
    settings.TASKS["background"]["BACKEND"] = "django_tasks.backends.dummy.DummyBackend"
    post = topic.add_post("Ik heb er een.", by=people[-1], lang="nl")
    event = Event.objects.create(
        verb="forums.replied", by=people[-1], about=post, network=topic.network
    )
    reverse("healthz")  # a worker that runs knows the addresses
    times = {}
    clock(f"deliver to {FOLLOWERS} followers", lambda: spread.call(event.pk), times)
    print(f"{Notification.objects.filter(source=event.pk).count()} lines in trays")
    later = timezone.now() + timedelta(minutes=5)
    clock("their letters written", lambda: tell_due(at=later), times)
    Outgoing.objects.filter(composer="notice").update(due_at=timezone.now())
    clock("their letters composed and handed over", lambda: send_due(seconds=120), times)


def main(members):
    try:
        network, _first, _second = a_network(members)
        people = [m.user for m in network.memberships.select_related("user").order_by("pk")]
        topics = talk(network, people)
        one_answer(topics[0], people)
        record("networks.bench", by=None, about=network, network=network)
        digests(network, people)
    finally:
        Outgoing.objects.filter(to__endswith="@bench.invalid").delete()
        Choice.objects.filter(person__email__endswith="@bench.invalid").delete()
        clear()


if __name__ == "__main__":
    if sys.argv[1:] == ["--worker"]:
        work()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
