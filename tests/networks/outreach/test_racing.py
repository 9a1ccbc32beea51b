"""Several at one moment: callers at one queue, a code used twice, something taken back twice."""

from functools import partial
from uuid import uuid4

import pytest

from networks.models import Letter
from networks.outreach.models import CallRound, Family, Said
from networks.outreach.own_forms import CallMeForm
from ouderkamer.models import Theme
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


@pytest.mark.django_db(transaction=True)
def test_the_code_of_a_letter_is_used_once_also_at_one_moment(cast):
    letter = Letter.objects.write(
        cast.lindeboom, label="5b", families=1, once=uuid4(), by=cast.emre
    )
    invitation = letter.codes().select_related("network").get()

    def ask(n):
        sent = {"name": f"Ouder {n}", "number": f"061234567{n}", "language": "nl", "way": "phone"}
        form = CallMeForm({**sent, "said_yes": "on"}, invitation=invitation)
        assert form.is_valid()
        return form.enter

    at_one_moment(*(ask(n) for n in range(4)))
    assert Family.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_said_is_taken_back_once_also_at_one_moment(cast):
    family = make_family(cast.lindeboom, by=cast.naima)
    theme = Theme.objects.suggest(cast.lindeboom, "Schermtijd", by=cast.samira)
    said = Said.objects.backs(family, theme, channel="phone", by=cast.naima)
    at_one_moment(*(lambda: Said.objects.get(pk=said.pk).take_back(by=None) for _n in range(4)))
    assert [one.person for one in theme.backings.all()] == [cast.samira]
