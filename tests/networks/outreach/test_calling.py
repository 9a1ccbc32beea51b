"""One family at a time, for one caller, and what comes of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from networks.outreach.models import CallRound, Contact, Outcome
from networks.outreach.models.turn import LOCK
from networks.outreach.tasks import forget_notes
from tests.networks.outreach.conftest import SCRIPT, make_family


def number(n):
    return f"+316000000{n:02}"


def later(**time):
    return timezone.now() + timedelta(**time)


def test_a_family_is_one_callers_until_their_time_is_over(cast, call_round):
    mine = call_round.next_for(cast.naima)

    assert call_round.next_for(cast.naima) == mine
    assert call_round.next_for(cast.emre) is None
    call_round.turns.update(locked_until=timezone.now())
    assert call_round.next_for(cast.emre) == mine


def test_the_language_of_the_caller_goes_first(cast, call_round):
    make_family(cast.lindeboom, "Karol", number(1), by=cast.naima, language="pl")
    cast.emre.languages = ["pl"]

    assert call_round.next_for(cast.emre).family.name == "Karol"


def test_who_is_rung_back_comes_to_the_same_caller_first(cast, call_round):
    turn = call_round.next_for(cast.naima)
    turn.report(Outcome.LATER, by=cast.naima, call_after=later(hours=2))
    make_family(cast.lindeboom, "Abeba", number(1), by=cast.naima)
    assert call_round.next_for(cast.naima).family.name == "Abeba"

    call_round.turns.update(call_after=timezone.now(), caller=None, locked_until=None)
    assert call_round.next_for(cast.naima).family.name == "Hafida"


@pytest.mark.parametrize(
    ("outcome", "is_done"),
    [
        (Outcome.REACHED, True),
        (Outcome.NOT_NOW, True),
        (Outcome.WRONG, True),
        (Outcome.NO_ANSWER, False),
        (Outcome.BUSY, False),
        (Outcome.MESSAGE, False),
        (Outcome.LATER, False),
    ],
)
def test_what_comes_of_each_outcome(cast, call_round, outcome, is_done):
    turn = call_round.next_for(cast.naima)
    turn.report(outcome, by=cast.naima, call_after=later(days=1))

    turn.refresh_from_db()
    assert (turn.done_at is not None) == is_done
    assert (turn.call_after is not None) == (not is_done)
    assert turn.caller is None
    assert call_round.next_for(cast.naima) is None


def test_after_three_times_without_an_answer_somebody_asks_at_the_gate(cast, call_round):
    for _time in range(3):
        call_round.turns.update(call_after=None)
        call_round.next_for(cast.naima).report(Outcome.NO_ANSWER, by=cast.naima)

    turn = call_round.turns.get()
    assert turn.tries_are_over
    assert turn.done_at


def test_a_family_rests_after_a_call(cast, hafida, call_round):
    call_round.next_for(cast.naima).report(Outcome.REACHED, by=cast.naima)

    other = CallRound.objects.begin(cast.lindeboom, goal="Nog eens", script=SCRIPT, by=cast.naima)
    assert not other.turns.exists()


def test_a_wrong_number_marks_the_number_and_not_the_family(cast, hafida, call_round):
    call_round.next_for(cast.naima).report(Outcome.WRONG, by=cast.naima)
    hafida.refresh_from_db()
    assert hafida.number_wrong_at

    hafida.keep_number(number(9))
    hafida.save()
    other = CallRound.objects.begin(cast.lindeboom, goal="Nog eens", script=SCRIPT, by=cast.naima)
    assert other.turns.get().family == hafida


def test_no_telephone_is_honoured_everywhere_at_once(cast, hafida, call_round):
    other = CallRound.objects.begin(cast.lindeboom, goal="Feest", script=SCRIPT, by=cast.emre)

    call_round.next_for(cast.naima).report(Outcome.REACHED, by=cast.naima, stop=True)

    hafida.refresh_from_db()
    assert hafida.number == ""
    assert other.next_for(cast.emre) is None
    with pytest.raises(PermissionDenied):
        hafida.open_number(by=cast.naima)


def test_nobody_reports_a_call_of_another_or_too_late(cast, call_round):
    turn = call_round.next_for(cast.naima)
    with pytest.raises(PermissionDenied):
        turn.report(Outcome.REACHED, by=cast.emre)

    call_round.turns.update(locked_until=timezone.now() - LOCK)
    with pytest.raises(ValidationError) as refusal:
        turn.report(Outcome.REACHED, by=cast.naima)
    assert refusal.value.code == "over"
    assert not Contact.objects.exists()


def test_needs_stay_with_the_family_and_notes_for_sixty_days(cast, hafida, call_round):
    call_round.next_for(cast.naima).report(
        Outcome.REACHED, by=cast.naima, needs=["childcare"], note="Neemt haar zus mee."
    )
    forget_notes()
    assert Contact.objects.get().note == "Neemt haar zus mee."

    Contact.objects.update(at=later(days=-61))
    forget_notes()
    hafida.refresh_from_db()
    assert Contact.objects.get().note == ""
    assert hafida.needs == ["childcare"]


def test_a_family_that_joins_leaves_the_queue_at_once(cast, hafida, call_round):
    cast.ruud.mobile = "+31612345678"
    cast.ruud.save()

    membership = cast.lindeboom.admit(cast.ruud, by=cast.emre)

    hafida.refresh_from_db()
    assert hafida.member == membership
    assert call_round.next_for(cast.naima) is None


def test_with_the_round_the_numbers_are_closed(client, cast, call_round):
    turn = call_round.next_for(cast.naima)
    client.force_login(cast.naima)
    address = f"/netwerk/{cast.lindeboom.slug}/bellen/gesprek/{turn.pk}/"
    assert client.get(address).status_code == 200

    call_round.end(by=cast.naima)

    assert client.get(address).status_code == 404


def test_the_same_number_is_one_family(cast, hafida):
    again = make_family(cast.lindeboom, "Hafida B", by=cast.emre)
    elsewhere = make_family(cast.kompas, "Hafida", by=cast.bart)

    assert again == hafida
    assert elsewhere != hafida
    assert elsewhere.number_mark != hafida.number_mark


def test_consent_lasts_a_year(cast, hafida):
    hafida.ground_on = timezone.localdate() - timedelta(days=366)
    hafida.save()

    old = CallRound.objects.begin(cast.lindeboom, goal="Welkom", script=SCRIPT, by=cast.naima)
    assert not old.turns.exists()


def test_the_school_hears_that_it_must_act_and_not_for_whom(
    cast, call_round, django_capture_on_commit_callbacks
):
    turn = call_round.next_for(cast.naima)
    with django_capture_on_commit_callbacks(execute=True):
        turn.report("reached", by=cast.naima, note="Wil een tolk.", school=True)

    told = cast.karin.notifications.get(kind="outreach.school_asked").words
    assert "Naima belde een gezin waar de school iets voor moet doen." in told
    assert turn.family.name not in told
    assert not cast.samira.notifications.filter(kind="outreach.school_asked").exists()
