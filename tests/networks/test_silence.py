"""Nobody who looks after a network does anything: who is asked, when, and what ends it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from community.activity.models import Event
from networks.models import Network, Role, Silence, Term
from networks.tasks import listen_for_silence

pytestmark = pytest.mark.django_db
WINTER = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def quiet(cast, time_machine):
    """De Lindeboom since 2 November: samira writes, but she holds no role."""
    Network.objects.update(started_at=WINTER)
    Event.objects.update(happened_at=WINTER)
    for name, role in (("emre", Role.MODERATOR), ("naima", Role.CONTACT)):
        membership = cast.lindeboom.membership_of(getattr(cast, name))
        Term.objects.take(role, of=membership, by=cast.fatima)
    Event.objects.update(happened_at=WINTER)
    time_machine.move_to(WINTER, tick=False)
    return cast.lindeboom


@pytest.fixture
def after(quiet, time_machine, django_capture_on_commit_callbacks):
    """``after(21)``: the daily chore runs so many days later."""

    def go(days, network=quiet):
        time_machine.move_to(WINTER + timedelta(days=days), tick=False)
        with django_capture_on_commit_callbacks(execute=True):
            listen_for_silence()
        return network.silences.current().values_list("circle", flat=True).first()

    return go


def heard(*people):
    return [
        n.words for person in people for n in person.notifications.filter(kind="networks.silent")
    ]


def test_three_weeks_are_no_silence_yet(after):
    assert after(20) is None


def test_first_those_with_a_task_are_asked(cast, after):
    assert after(21) == Silence.Circle.ROLE_HOLDERS
    question = "Het is al drie weken stil. Gaat u door, of zal iemand anders het doen?"
    assert heard(cast.fatima, cast.emre, cast.naima, cast.marieke) == [question] * 4
    assert heard(cast.samira, cast.amal, cast.karin, cast.joost, cast.bart) == [question]
    assert heard(cast.bart) == [question]  # Het Kompas is as quiet; he hears it of his own


def test_each_circle_gets_a_week(cast, after):
    circles = [after(day) for day in (21, 22, 27, 28, 34, 35, 60)]
    assert circles == [1, 1, 1, 2, 2, 3, 3]


def test_then_all_parents_are_asked_and_the_school_is_not(cast, after):
    after(21), after(28)
    question = "Al een maand zorgt niemand voor dit netwerk. Wilt u helpen?"
    assert heard(cast.samira) == heard(cast.amal) == [question]
    assert heard(cast.karin) == heard(cast.joost) == heard(cast.ruud) == []


def test_at_last_the_school_and_the_operator_are_asked(cast, after):
    for day in (21, 28, 35, 36):
        after(day)
    question = "De ouders die voor dit netwerk zorgen, zijn stil. Weet u wie wij kunnen vragen?"
    assert heard(cast.karin) == [question]
    assert {(letter.to[0], letter.subject) for letter in mail.outbox} == {
        ("beheer@voorbeeld.test", "Niemand zorgt voor het netwerk van De Lindeboom"),
        ("beheer@voorbeeld.test", "Niemand zorgt voor het netwerk van Het Kompas"),
    }
    assert len(mail.outbox) == 2
    assert "/netwerken/de-lindeboom/" in mail.outbox[0].body


def test_a_deed_of_who_holds_a_task_ends_it_and_one_of_another_parent_does_not(cast, after, quiet):
    after(21)
    forum = quiet.forums.create(name="Alle ouders")
    topic = forum.start_topic(title="Hallo?", text="Is daar iemand?", by=cast.samira)
    assert after(22) == Silence.Circle.ROLE_HOLDERS

    topic.reply("Ja hoor.", by=cast.naima)
    assert after(23) is None
    assert after(23 + 21) == Silence.Circle.ROLE_HOLDERS


def test_a_word_in_the_chat_is_a_deed_of_who_holds_a_task(cast, after, quiet):
    room = quiet.rooms.create(name="Alle ouders")
    after(21)
    room.say("Hallo?", by=cast.samira)
    assert after(22) == Silence.Circle.ROLE_HOLDERS
    room.say("Ja hoor.", by=cast.naima)
    assert after(23) is None


def test_going_on_is_a_deed(cast, after, quiet):
    after(21)
    quiet.silences.current().get().break_(by=cast.emre)
    assert after(22) is None
    assert after(41) is None
    assert after(42) == Silence.Circle.ROLE_HOLDERS


def test_two_months_of_rest_are_two_months(cast, after, quiet):
    after(21)
    quiet.silences.current().get().rest(by=cast.fatima)
    Event.objects.filter(verb="networks.rested").update(happened_at=WINTER)
    assert after(40) == after(80) == Silence.Circle.ROLE_HOLDERS
    assert after(82) == Silence.Circle.MEMBERS


def test_no_role_is_taken_away(cast, after, quiet):
    held = set(Term.objects.held())
    for day in (21, 28, 35, 100):
        after(day)
    assert set(Term.objects.held()) == held


def test_in_summer_nobody_is_asked_and_the_counting_begins_anew(cast, time_machine, quiet):
    def on(month, day):
        time_machine.move_to(datetime(2027, month, day, 12, tzinfo=UTC))
        Silence.objects.listen(at=timezone.now())
        return quiet.silences.current().exists()

    Event.objects.update(happened_at=datetime(2027, 6, 25, tzinfo=UTC))
    assert not on(7, 31)
    assert not on(8, 31)
    assert not on(9, 21)
    assert on(9, 22)
