"""The post of the morning: what is new for one reader, once, and nothing when nothing is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.activity.digest import Digest, plan
from community.mail.models import Outgoing
from community.mail.sending import send_due
from community.notifications.models import Choice, DigestMark, Preferences
from community.notifications.sorts import Pace, Sort
from community.people.models import Block
from tests.factories import make_forum, make_gathering, make_topic

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 8, 5, tzinfo=AMSTERDAM)
HOLIDAY = datetime(2026, 12, 28, 8, 5, tzinfo=AMSTERDAM)  # a Monday in the Christmas holidays


@pytest.fixture
def morning():
    """``morning(3)``: the post of the third day after the first Monday, by who gets it."""

    def at(days=0, moment=MONDAY, **hours):
        mail.outbox.clear()
        with time_machine.travel(moment + timedelta(days=days, **hours), tick=False):
            plan()
            send_due()
        return {letter.to[0].partition("@")[0]: letter for letter in mail.outbox}

    return at


def on(day, make):
    with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
        return make()


@pytest.fixture
def members(cast):
    for network in (cast.lindeboom, cast.kompas):
        network.memberships.update(joined_at=MONDAY - timedelta(days=60))
    type(cast.samira).objects.update(date_joined=MONDAY - timedelta(days=60))
    return cast


@pytest.fixture
def talk(members):
    """Bart's network has nothing; in De Lindeboom Emre asked something and Naima answered."""
    forum = make_forum(members.lindeboom)
    topic = on(-4, lambda: make_topic(forum, members.emre, "Wie weet een goede tandarts?"))
    on(-3, lambda: topic.reply("Die op het plein.", by=members.naima))
    return topic


def words(letter):
    return letter.body, letter.alternatives[0].content


def test_on_monday_everybody_reads_what_was_said_that_week_and_who_said_it_does_not(talk, morning):
    letters = morning()

    assert set(letters) == {"samira", "fatima", "emre", "marieke", "amal"}  # not karin, nor naima
    assert letters["samira"].subject == "Deze week in De Lindeboom"
    for part in words(letters["samira"]):
        assert "Wie weet een goede tandarts?" in part
        assert "1 nieuw antwoord" in part
        assert "Die op het plein" not in part


def test_the_coffee_of_this_week_stands_first(members, talk, morning):
    coffee = MONDAY + timedelta(days=2)
    make_gathering(members.lindeboom, "Koffie en lezen", starts_at=coffee, place="Ouderkamer")
    make_gathering(members.lindeboom, "Later", starts_at=MONDAY + timedelta(days=20))

    text = morning()["samira"].body

    assert text.index("Koffie en lezen") < text.index("Wie weet een goede tandarts?")
    assert "woensdag 25 november, 8.05. Ouderkamer" in text
    assert "Later" not in text


def test_nothing_new_is_no_letter(members, morning):
    assert morning() == {}


def test_nobody_reads_the_same_twice(talk, morning):
    assert "samira" in morning()
    assert morning(hours=3) == {}
    assert morning(7) == {}


def test_what_was_read_or_told_at_once_is_not_told_again(members, talk, morning):
    talk.mark_read(talk.posts.last(), by=members.samira)
    Choice.objects.choose(members.emre, None, {Sort.ANSWERS: Pace.AT_ONCE})

    assert "samira" not in morning()


def test_every_day_brings_what_one_asked_to_hear_every_day(members, talk, morning):
    morning()
    Choice.objects.choose(members.samira, None, {Sort.NEWS: Pace.DAILY})
    on(0.1, lambda: talk.reply("Of de nieuwe.", by=members.fatima))

    letters = morning(1)

    assert set(letters) == {"samira"}
    assert letters["samira"].subject == "Vandaag in De Lindeboom"
    assert "1 nieuw antwoord" in letters["samira"].body
    assert morning(2) == {}


def test_notices_that_wait_for_the_morning_are_counted_once(
    members, talk, morning, django_capture_on_commit_callbacks
):
    morning()
    Choice.objects.choose(members.emre, None, {Sort.ANSWERS: Pace.DAILY})

    def answer():
        with django_capture_on_commit_callbacks(execute=True):
            talk.reply("Of de nieuwe.", by=members.fatima)

    on(0.1, answer)

    assert "1 bericht voor u" in morning(1)["emre"].body
    assert "emre" not in morning(2)


def test_a_digest_tells_nobody_what_they_may_not_see(members, talk, morning):
    hidden = on(-2, lambda: make_topic(talk.forum, members.emre, "Verborgen gesprek"))
    hidden.first.hide("Niet aardig.", by=members.fatima)
    Block.objects.put(members.samira, members.marieke)
    on(-2, lambda: make_topic(talk.forum, members.marieke, "Van Marieke"))

    letters = morning()

    assert "karin" not in letters  # parents only
    assert all("Verborgen gesprek" not in p for one in letters.values() for p in words(one))
    assert "Van Marieke" not in letters["samira"].body
    assert "Van Marieke" in letters["emre"].body


def test_a_discreet_digest_counts_and_does_not_tell(members, talk, morning):
    letters = morning()

    for part in words(letters["amal"]):  # who is shielded
        assert "tandarts" not in part
        assert "nieuw bericht voor u" in part


@pytest.mark.parametrize(
    "chosen",
    [{"essential_only": True}, {"by_mail": False}],
)
def test_who_wants_no_such_letters_gets_none(members, talk, morning, chosen):
    Preferences.keep(members.samira, **chosen)

    assert "samira" not in morning()


def test_in_the_holidays_only_who_wants_that_is_written_to(members, morning):
    forum = make_forum(members.lindeboom)
    with time_machine.travel(HOLIDAY - timedelta(days=1), tick=False):
        make_topic(forum, members.emre, "Wie is er thuis?")
    Preferences.keep(members.samira, rests_in_holidays=True)

    letters = morning(moment=HOLIDAY)

    assert "samira" not in letters
    assert "marieke" in letters

    after = morning(moment=HOLIDAY + timedelta(days=7))
    assert "Wie is er thuis?" in after["samira"].body  # the holiday comes in one letter after it
    assert "marieke" not in after


def test_at_night_no_digest_is_made_and_a_worker_that_was_away_makes_up_for_it_by_day(
    talk, morning
):
    assert morning(hours=-2) == {}  # 6.05
    assert morning(hours=13) == {}  # 21.05
    assert "samira" in morning(1, hours=4)


def test_the_clock_of_winter_and_of_summer_is_that_of_amsterdam(members, morning):
    forum = make_forum(members.lindeboom)
    monday = datetime(2026, 10, 26, 8, 1, tzinfo=AMSTERDAM)  # the first of winter time
    with time_machine.travel(monday - timedelta(days=2), tick=False):
        make_topic(forum, members.emre)

    assert morning(moment=monday - timedelta(minutes=2)) == {}
    assert "samira" in morning(moment=monday)


def test_who_was_away_for_a_year_is_warned_first_and_can_say_go_on(members, talk, morning, client):
    long_ago = MONDAY - timedelta(days=350)
    type(members.samira).objects.filter(pk=members.samira.pk).update(date_joined=long_ago)
    members.lindeboom.memberships.filter(user=members.samira).update(joined_at=long_ago)

    letter = morning()["samira"]
    assert "U was hier lang niet" in letter.body
    address = letter.extra_headers["List-Unsubscribe"].strip("<>") + "blijf/"
    assert "U was hier lang niet" not in morning(moment=MONDAY).get("emre", letter).subject

    on(21, lambda: talk.reply("Nog een.", by=members.fatima))
    assert "samira" not in morning(28)

    with time_machine.travel(MONDAY + timedelta(days=29), tick=False):
        path = address.partition("localhost:8000")[2]
        assert client.get(path).status_code == 200
        client.post(path)
    on(30, lambda: talk.reply("En nog een.", by=members.fatima))
    assert "samira" in morning(35)


def test_a_letter_that_fails_is_tried_again_and_the_others_have_theirs(
    members, talk, morning, settings
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    assert morning() == {}
    assert set(DigestMark.objects.values_list("up_to", flat=True)) == {MONDAY.replace(minute=0)}

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Outgoing.objects.under_way().update(due_at=timezone.now() - timedelta(days=365))
    assert "samira" in morning(hours=1)


def test_a_digest_costs_six_questions_whatever_happened(
    members, talk, morning, django_assert_max_num_queries
):
    for number in range(5):
        on(-2, lambda n=number: make_topic(talk.forum, members.emre, f"Vraag {n}"))
        make_gathering(members.lindeboom, starts_at=MONDAY + timedelta(days=2, hours=number))
    with time_machine.travel(MONDAY, tick=False):
        plan()
        (outgoing,) = Outgoing.objects.filter(to="samira@voorbeeld.test")
        with django_assert_max_num_queries(6):
            letter = Digest().compose(outgoing)
    assert "Vraag 4" in letter.body
