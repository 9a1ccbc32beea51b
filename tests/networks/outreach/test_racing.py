"""Twenty callers at one queue."""

from functools import partial

import pytest

from networks.outreach.models import CallRound
from tests.factories import make_user
from tests.networks.outreach.conftest import SCRIPT, make_family
from tests.racing import at_one_moment

CALLERS, FAMILIES = 20, 15


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_family_is_rung_by_two(cast):
    for n in range(FAMILIES):
        make_family(cast.lindeboom, f"Gezin {n}", f"+316000000{n:02}", by=cast.naima)
    facts = {"goal": "Welkom", "script": SCRIPT, "by": cast.naima}
    call_round = CallRound.objects.begin(cast.lindeboom, **facts)
    callers = [make_user(f"beller{n}") for n in range(CALLERS)]

    turns = at_one_moment(*(partial(call_round.next_for, caller) for caller in callers))

    got = [turn.family_id for turn in turns if turn]
    assert len(got) == len(set(got)) == FAMILIES
