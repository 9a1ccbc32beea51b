"""From a deed to a letter: once, to who may see it now, and not to who read it meanwhile."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.activity.models import Event
from community.activity.tasks import spread_left_behind
from community.activity.telling import tell_due
from community.mail.models import Outgoing
from community.mail.sending import send_due
from community.notifications.models import Choice, Notification, Preferences
from community.notifications.sorts import Pace, Sort
from community.people.models import Block
from networks.models import Network
from tests import texts
from tests.factories import make_topic
from tests.racing import at_one_moment

WORDS = "Ik heb er een. Ik neem hem maandag mee."


@pytest.fixture
def answer(cast, topic, happen):
    """Emre's, to Samira's question."""
    return happen(lambda: topic.reply(WORDS, by=cast.emre))


def bodies(letter):
    return letter.body, letter.alternatives[0].content


def test_an_answer_is_told_after_a_moment_of_grace_and_once(answer, post_comes):
    assert post_comes(minutes=1) == {}

    assert list(post_comes(minutes=5)) == ["samira"]
    assert post_comes(days=1) == {}


def test_a_letter_says_who_where_and_what_and_how_to_stop_it(cast, answer, post_comes, settings):
    ((letter,),) = post_comes().values()

    assert letter.subject == "Er is een antwoord voor u – De Lindeboom"
    for part in bodies(letter):
        assert "Emre" in part
        assert "Wie heeft een winterjas?" in part
        assert WORDS in part
        assert "/uit/" in part
    headers = letter.extra_headers
    assert headers["List-Id"] == "<de-lindeboom.localhost>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith(f"<{settings.BASE_URL}/uit/")
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["References"] == f"<topic-{answer.topic_id}.{cast.samira.pk}@localhost>"


def test_no_subject_says_what_somebody_wrote(cast, forum, happen, post_comes):
    topic = make_topic(forum, cast.samira, "Mijn zoon Sami slaapt slecht", "Wie weet raad?")
    happen(lambda: topic.reply("Vroeg naar bed", by=cast.emre))

    ((letter,),) = post_comes().values()

    assert "Sami" not in letter.subject


def test_what_is_mended_within_the_grace_is_told_as_it_became(cast, answer, post_comes):
    answer.edit("Ik heb er twee.", by=cast.emre)

    ((letter,),) = post_comes().values()

    for part in bodies(letter):
        assert "Ik heb er twee." in part
        assert WORDS not in part


@pytest.mark.parametrize("how", ["taken back", "hidden", "topic gone"])
def test_what_is_no_longer_there_is_told_to_nobody(cast, answer, post_comes, how):
    {
        "taken back": lambda: answer.take_back(by=cast.emre),
        "hidden": lambda: answer.hide("Onaardig.", by=cast.fatima),
        "topic gone": lambda: answer.topic.delete(),
    }[how]()

    letters = post_comes()

    assert "samira" not in letters
    told = [part for some in letters.values() for one in some for part in bodies(one)]
    assert all(WORDS not in part for part in told)


def test_who_left_meanwhile_hears_nothing_and_neither_does_who_blocked(cast, answer, post_comes):
    Block.objects.put(cast.samira, cast.emre)
    assert post_comes() == {}


def test_who_left_the_network_meanwhile_hears_nothing(cast, answer, post_comes):
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)

    assert "samira" not in post_comes()


def test_a_letter_that_waits_for_a_second_try_asks_again_who_may_see_it(cast, answer, settings):
    tell_due(at=timezone.now() + timedelta(minutes=5))
    assert Outgoing.objects.get().to == "samira@voorbeeld.test"  # it is written, and did not leave

    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)
    Outgoing.objects.update(due_at=timezone.now())
    send_due()

    assert mail.outbox == []
    assert Outgoing.objects.filter(composer="notice").get().gone_at is not None


def test_who_read_it_meanwhile_gets_no_letter(cast, answer, post_comes):
    answer.topic.mark_read(answer, by=cast.samira)

    assert post_comes() == {}
    assert Notification.objects.filter(recipient=cast.samira).unread().count() == 0


def test_names_and_titles_are_told_as_they_are_when_the_letter_leaves(cast, answer, post_comes):
    cast.emre.shielded = True
    cast.emre.save()
    answer.topic.first.hide("Naam van een kind.", by=cast.fatima)

    (letter,) = (one for one in post_comes()["samira"] if "antwoord" in one.subject)

    for part in bodies(letter):
        assert "Emre" not in part
        assert "winterjas" not in part


def test_several_answers_of_one_conversation_are_one_letter(cast, answer, happen, post_comes):
    happen(lambda: answer.topic.reply("Ik ook", by=cast.naima))
    happen(lambda: answer.topic.reply("En ik", by=cast.marieke))

    letters = post_comes()

    assert len(letters["samira"]) == 1
    for words in (WORDS, "Ik ook", "En ik"):
        assert all(words in part for part in bodies(letters["samira"][0]))


def test_after_a_letter_about_a_conversation_the_next_waits_an_hour(
    cast, answer, happen, post_comes
):
    post_comes()
    happen(lambda: answer.topic.reply("Nog een", by=cast.naima))

    assert list(post_comes(minutes=30)) == ["emre"]
    assert list(post_comes(minutes=70)) == ["samira"]


def test_each_pace_tells_at_its_own_time(cast, topic, happen, post_comes):
    for pace in (Pace.DAILY, Pace.WEEKLY, Pace.OFF):
        Choice.objects.choose(cast.samira, None, {Sort.ANSWERS: pace})
        happen(lambda: topic.reply("Een antwoord", by=cast.emre))
        assert post_comes() == {}

    Choice.objects.choose(cast.samira, None, {Sort.ANSWERS: Pace.AT_ONCE})
    happen(lambda: topic.reply("Nog een antwoord", by=cast.emre))
    assert list(post_comes()) == ["samira"]


def test_a_network_may_have_a_pace_of_its_own(cast, topic, happen, post_comes):
    Choice.objects.choose(cast.samira, None, {Sort.ANSWERS: Pace.OFF})
    Choice.objects.choose(cast.samira, cast.lindeboom, {Sort.ANSWERS: Pace.AT_ONCE})
    happen(lambda: topic.reply(WORDS, by=cast.emre))
    assert list(post_comes()) == ["samira"]

    Choice.objects.choose(cast.samira, cast.kompas, {Sort.ANSWERS: Pace.AT_ONCE})
    Choice.objects.same_as_everywhere(cast.samira, cast.lindeboom)
    happen(lambda: topic.reply(WORDS, by=cast.naima))
    assert "samira" not in post_comes(hours=3)


def test_who_wants_only_the_essential_still_hears_a_moderator(cast, answer, happen, post_comes):
    Preferences.keep(cast.samira, essential_only=True)
    assert "samira" not in post_comes()

    happen(lambda: answer.topic.close(by=cast.fatima))

    letters = post_comes()
    assert [letter.subject for letter in letters["samira"]] == [
        "Een bericht van de moderatoren – De Lindeboom"
    ]
    assert "List-Unsubscribe" not in letters["samira"][0].extra_headers


def test_a_choice_made_before_the_letter_left_still_counts(cast, answer, post_comes):
    Choice.objects.choose(cast.samira, None, {Sort.ANSWERS: Pace.OFF})

    assert post_comes() == {}


@pytest.mark.parametrize("why", ["own choice", "shielded", "theme"])
def test_a_discreet_letter_says_who_and_where_and_not_what(cast, topic, happen, post_comes, why):
    if why == "own choice":
        Preferences.keep(cast.samira, is_discreet=True)
    elif why == "shielded":
        cast.samira.shielded = True
        cast.samira.save()
    else:
        fields = {"kind": "theme", "school": None, "about": "Slapen"}
        Network.objects.filter(pk=cast.lindeboom.pk).update(**fields)
    happen(lambda: topic.reply(WORDS, by=cast.emre))

    letter = post_comes()["samira"][0]

    for part in (letter.subject, *bodies(letter)):
        assert WORDS not in part
        assert "winterjas" not in part
    assert "Emre schreef iets voor u in De Lindeboom." in letter.body
    assert "Reply-To" not in letter.extra_headers


def test_a_letter_never_names_who_wrote_without_a_name(cast, topic, happen, post_comes):
    happen(lambda: topic.reply(WORDS, by=cast.emre, nameless=True))

    letter = post_comes()["samira"][0]

    assert all("Emre" not in part for part in bodies(letter))
    assert all("Een ouder" in part for part in bodies(letter))


def test_who_has_no_mail_is_texted_only_where_the_operator_pays_for_it(
    cast, topic, happen, post_comes, settings
):
    cast.samira.email, cast.samira.mobile = None, "+31612345678"
    cast.samira.save()
    happen(lambda: topic.reply(WORDS, by=cast.emre))
    assert post_comes() == {}
    assert texts.outbox == []

    settings.TEXTS_NOTICES = True
    happen(lambda: topic.reply("Nog een", by=cast.naima))
    post_comes(hours=2)

    ((number, text),) = texts.outbox
    assert number == "+31612345678"
    assert text.startswith("Naima gaf antwoord in “Wie heeft een winterjas?”.")
    assert "Nog een" not in text


def test_a_phone_makes_no_sound_in_quiet_hours(cast, topic, happen, settings):
    settings.TEXTS_NOTICES = True
    cast.samira.email, cast.samira.mobile = None, "+31612345678"
    cast.samira.save()
    happen(lambda: topic.reply(WORDS, by=cast.emre))
    night = timezone.localtime().replace(hour=23, minute=15) + timedelta(days=1)

    tell_due(at=night)

    due = timezone.localtime(Outgoing.objects.get(way="text").due_at)
    assert (due.hour, due.minute, due.date() - night.date()) == (8, 0, timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_letter(cast, topic):
    topic.reply(WORDS, by=cast.emre)
    later = timezone.now() + timedelta(minutes=5)

    at_one_moment(*[lambda: tell_due(at=later)] * 5)

    assert list(Outgoing.objects.filter(composer="notice").values_list("to", flat=True)) == [
        "samira@voorbeeld.test"
    ]


def test_what_a_process_did_not_live_to_tell_is_told_by_the_worker(cast, topic, post_comes):
    topic.reply(WORDS, by=cast.emre)  # its callbacks never ran
    assert Notification.objects.filter(kind="forums.replied").count() == 0
    spread_left_behind()
    assert Notification.objects.filter(kind="forums.replied").count() == 0  # it may be on its way
    Event.objects.update(happened_at=timezone.now() - timedelta(minutes=3))
    spread_left_behind()
    spread_left_behind()

    assert list(post_comes()) == ["samira"]


def test_a_moderator_sees_beforehand_how_many_letters_a_message_to_all_means(
    cast, client, forum, happen, post_comes
):
    Choice.objects.choose(cast.samira, None, {Sort.EVERYBODY: Pace.DAILY})
    Choice.objects.choose(cast.samira, cast.kompas, {Sort.EVERYBODY: Pace.AT_ONCE})
    Preferences.keep(cast.marieke, essential_only=True)
    Preferences.keep(cast.naima, by_mail=False)
    client.force_login(cast.fatima)
    page = client.get("/netwerk/de-lindeboom/gesprekken/nieuw/").content.decode()
    client.force_login(cast.samira)
    assert (
        "krijgen hier een mail van"
        not in client.get("/netwerk/de-lindeboom/gesprekken/nieuw/").content.decode()
    )

    happen(lambda: make_topic(forum, cast.fatima, "Morgen vrij", kind="announce"))

    letters = post_comes()
    assert set(letters) == {"emre", "amal"}
    assert "2 ouders krijgen hier een mail van" in page


def test_in_a_holiday_what_can_wait_waits_for_its_end_and_the_essential_does_not(
    cast, answer, happen, post_comes
):
    Preferences.keep(cast.samira, rests_in_holidays=True)
    before = datetime(2026, 12, 18, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with time_machine.travel(before + timedelta(days=4), tick=False):  # in the Christmas holidays
        assert "samira" not in post_comes()
        assert "samira" not in post_comes(days=2)
        happen(lambda: answer.topic.close(by=cast.fatima))
        told = [letter.subject for letter in post_comes()["samira"]]
        assert told == ["Een bericht van de moderatoren – De Lindeboom"]
    with time_machine.travel(before + timedelta(days=24), tick=False):
        told = [letter.subject for letter in post_comes()["samira"]]
        assert told == ["Er is een antwoord voor u – De Lindeboom"]


def test_a_letter_runs_the_way_its_language_runs(cast, topic, happen, post_comes, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    cast.samira.language = "ar"
    cast.samira.save()
    happen(lambda: topic.reply(WORDS, by=cast.emre))

    (letter,) = post_comes()["samira"]

    html = letter.alternatives[0].content
    assert '<html lang="ar" dir="rtl">' in html
    assert "<bdi>Emre</bdi>" in html
    assert f'<span dir="auto">“{WORDS}”</span>' in html
    assert letter.extra_headers["Content-Language"] == "ar"
