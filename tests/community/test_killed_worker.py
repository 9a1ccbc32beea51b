"""A worker that is killed at any moment: nobody misses a letter, and what goes again goes under the
same number, by which mailboxes show it once."""

import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from community.activity.telling import tell_due
from community.mail.models import Outgoing
from community.mail.sending import send_due
from community.notifications.models import Notification
from tests.factories import make_forum, make_topic, make_user
from tests.post_office import open_post_office

KILLS, READERS = 50, 150
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def killed_at_some_moment(work, moment):
    """Do ``work`` in a process of its own, which ends without a word after ``moment`` seconds."""
    _hang_up()  # two processes never share a line to the database
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    time.sleep(moment)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _hang_up():
    """Also the lines that a pool holds ready."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def round_of_the_worker():
    tell_due()
    send_due(seconds=5)


def test_fifty_kills_cost_nobody_a_letter(cast, settings):
    topic = make_topic(make_forum(cast.lindeboom), cast.emre)
    people = [make_user(f"ouder{n}") for n in range(READERS)]
    for person in people:
        cast.lindeboom.memberships.create(user=person)
        topic.watches.create(person=person, level="follow")
    topic.reply("Ik heb er een.", by=cast.naima)
    Notification.objects.exclude(tell_at=None).update(tell_at=timezone.now())
    expected = set(Notification.objects.exclude(tell_at=None).values_list("recipient__email"))

    moments = random.Random(7)  # noqa: S311 (the same moments each time)
    with open_post_office(settings) as office:
        for _ in range(KILLS):
            killed_at_some_moment(round_of_the_worker, moments.uniform(0.01, 0.25))
        broken_off = Outgoing.objects.under_way().exclude(held_until=None).count()
        Outgoing.objects.under_way().update(held_until=timezone.now() - timedelta(seconds=1))
        round_of_the_worker()

    got = Counter()
    for envelope, letter in office.letters:
        got[envelope.rcpt_tos[0], letter["Message-ID"]] += 1
    assert broken_off > 0  # they did fall in the middle
    assert {(reader,) for reader, _number in got} == expected
    assert len(got) == len(expected)  # nobody has two different letters about it
    assert sum(got.values()) - len(got) <= broken_off
    assert not Outgoing.objects.under_way().exists()
