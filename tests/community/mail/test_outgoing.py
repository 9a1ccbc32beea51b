"""Post under way: nothing is lost, nothing goes twice, and what matters goes first."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.mail import bounces
from community.mail.models import PAUSES, Bounces, Outgoing
from community.mail.post import Weight, post_letter, post_text
from community.mail.sending import send, send_due
from tests import texts
from tests.post_office import open_post_office
from tests.racing import at_one_moment

SAMIRA, EMRE = "samira@voorbeeld.test", "emre@voorbeeld.test"
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings):
    with open_post_office(settings) as office:
        yield office


def post(to, *, weight=Weight.AT_ONCE, template="account/webauthn_added"):
    """A letter that waits for the round of the postman."""
    post_letter(template, to=to, language="nl", weight=weight)


def soon(**later):
    """Let the hours pass that a message waits for."""
    Outgoing.objects.under_way().update(due_at=timezone.now() - timedelta(**later or {"hours": 1}))


def test_a_letter_leaves_in_a_real_conversation_and_only_its_log_line_stays(office):
    post(SAMIRA)

    assert send_due() == 1

    ((envelope, letter),) = office.letters
    outgoing = Outgoing.objects.get()
    assert envelope.rcpt_tos == [SAMIRA]
    assert letter["Message-ID"] == outgoing.message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert (outgoing.gone_at is not None, outgoing.facts) == (True, {})


def test_what_is_written_in_a_transaction_that_fails_never_leaves(office):
    def post_and_stumble():
        with transaction.atomic():
            post(SAMIRA)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        post_and_stumble()

    assert send_due() == 0
    assert office.letters == []


def test_a_server_that_is_busy_is_asked_again_later_and_later(office):
    office.refuse(SAMIRA, "451 come back")
    post(SAMIRA)
    waits = []
    for _ in PAUSES:
        send_due()
        outgoing = Outgoing.objects.get()
        waits.append(round((outgoing.due_at - timezone.now()) / timedelta(minutes=1)))
        soon()

    assert waits == list(PAUSES)
    office.welcome(SAMIRA)
    assert send_due() == 1
    assert office.readers() == {SAMIRA: 1}


def test_after_the_last_try_somebody_has_to_look_and_can_try_again(office):
    office.refuse(SAMIRA, "451 come back")
    post(SAMIRA)
    for _ in (*PAUSES, "last"):
        send_due()
        soon()
    (dead,) = Outgoing.objects.dead()
    assert (dead.error, send_due()) == ("SMTPRecipientsRefused", 0)

    office.welcome(SAMIRA)
    dead.try_again()

    assert send_due() == 1
    assert office.readers() == {SAMIRA: 1}


def test_an_address_that_does_not_exist_is_not_tried_twice_and_the_others_go(office):
    office.refuse(SAMIRA, "550 no such user")
    post(SAMIRA)
    post(EMRE)

    send_due()

    assert office.readers() == {EMRE: 1}
    assert [(one.to, one.error) for one in Outgoing.objects.dead()] == [
        (SAMIRA, "the server said 550")
    ]


def test_no_server_at_all_loses_nothing(office, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    post(SAMIRA)
    assert send_due() == 0

    settings.EMAIL_PORT = port
    soon()

    assert send_due() == 1
    assert office.readers() == {SAMIRA: 1}


def test_who_was_stopped_in_the_middle_is_sent_again_under_the_same_number(office):
    post(SAMIRA)
    outgoing = Outgoing.objects.take(Outgoing.objects.get().pk, at=timezone.now())
    assert send_due() == 0  # somebody has it

    Outgoing.objects.update(held_until=timezone.now() - timedelta(seconds=1))

    assert send_due() == 1
    assert office.letters[0][1]["Message-ID"] == outgoing.message_id


def test_the_essential_goes_first_and_also_when_the_day_is_full(office, settings):
    settings.MAILS_PER_DAY = 2
    for weight in (Weight.DIGEST, Weight.AT_ONCE, Weight.DIGEST, Weight.ESSENTIAL):
        post(f"{weight.name.lower()}@voorbeeld.test", weight=weight)
    post_text("+31612345678", "Morgen koffie")

    send_due()
    assert office.readers() == {"essential@voorbeeld.test": 1, "at_once@voorbeeld.test": 1}
    assert texts.outbox == [("+31612345678", "Morgen koffie")]
    post("code@voorbeeld.test", weight=Weight.ESSENTIAL)
    send_due()
    assert set(office.readers()) == {
        *("essential@voorbeeld.test", "at_once@voorbeeld.test", "code@voorbeeld.test")
    }

    yesterday = timezone.now() - timedelta(days=1)
    Outgoing.objects.exclude(gone_at=None).update(gone_at=yesterday)
    send_due()
    assert office.readers()["digest@voorbeeld.test"] == 2


def test_an_address_from_which_mail_keeps_coming_back_is_left_alone(office):
    for _ in range(3):
        assert bounces.came_back(SAMIRA, is_hard=False) is False
    assert bounces.came_back(SAMIRA, is_hard=False) is True
    assert bounces.came_back(SAMIRA, is_hard=False) is False  # it had stopped already
    post(SAMIRA)
    send_due()
    assert office.letters == []

    bounces.revive(SAMIRA)
    post(SAMIRA)
    send_due()
    assert office.readers() == {SAMIRA: 1}


def test_one_hard_answer_stops_mail_and_what_came_back_long_ago_fades():
    assert bounces.came_back(SAMIRA, is_hard=True) is True
    for _ in range(3):
        bounces.came_back(EMRE, is_hard=False)
    Bounces.objects.update(counted_at=timezone.now() - timedelta(days=14))

    assert bounces.came_back(EMRE, is_hard=False) is False
    assert round(Bounces.objects.get(address=EMRE).score, 2) == 1.75


def test_the_log_is_kept_two_weeks():
    long_ago = timezone.now() - timedelta(days=15)
    for _ in range(3):
        post(SAMIRA)
    gone, failed, under_way = Outgoing.objects.order_by("pk")
    Outgoing.objects.filter(pk=gone.pk).update(gone_at=long_ago)
    Outgoing.objects.filter(pk=failed.pk).update(failed_at=long_ago)
    Outgoing.objects.filter(pk=under_way.pk).update(written_at=long_ago)

    Outgoing.objects.forget(at=timezone.now())

    assert list(Outgoing.objects.all()) == [under_way]


@pytest.mark.django_db(transaction=True)
def test_ten_postmen_carry_one_letter_once(office):
    with transaction.atomic():
        row = {"template": "account/webauthn_added", "headers": {}, "facts": {}}
        outgoing = Outgoing.objects.create(to=SAMIRA, composer="letter", facts=row)

    results = at_one_moment(*[lambda: send(outgoing.pk)] * 10)

    assert sorted(results) == [False] * 9 + [True]
    assert office.readers() == {SAMIRA: 1}
