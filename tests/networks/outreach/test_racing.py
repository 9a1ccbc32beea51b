"""Twenty callers at one queue."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from networks.outreach.models import CallRound
from tests.factories import make_user
from tests.networks.outreach.conftest import SCRIPT, make_family

CALLERS, FAMILIES = 20, 15


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_family_is_rung_by_two(cast):
    for n in range(FAMILIES):
        make_family(cast.lindeboom, f"Gezin {n}", f"+316000000{n:02}", by=cast.naima)
    facts = {"goal": "Welkom", "script": SCRIPT, "by": cast.naima}
    call_round = CallRound.objects.begin(cast.lindeboom, **facts)
    callers = [make_user(f"beller{n}") for n in range(CALLERS)]
    together, got = Barrier(CALLERS), []

    def pull(caller):
        together.wait()
        try:
            if turn := call_round.next_for(caller):
                got.append(turn.family_id)
        finally:
            connection.close()

    threads = [Thread(target=pull, args=[caller]) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == len(set(got)) == FAMILIES
