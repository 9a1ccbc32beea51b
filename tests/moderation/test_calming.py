"""What is done about a whole conversation: slower, closed, or two of it in a quiet room."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.access import can
from community.moderation.models import Case, Choice, Deed
from community.notifications.models import Notification
from networks import blocking
from networks.chat.models import Message, QuietRoom, Room
from tests.factories import make_forum, make_room, make_topic

RULE = "Wij zijn aardig."
REASON = "Het loopt hoog op."


@pytest.fixture
def topic(cast):
    return make_topic(make_forum(cast.lindeboom), cast.naima, title="Schooltijden")


@pytest.fixture
def case(cast, topic):
    post = topic.reply("Dan moet je maar verhuizen.", by=cast.samira)
    return Case.objects.report(post, concern="unkind", by=cast.marieke)


def decide(client, case, deed, person, **facts):
    client.force_login(person)
    said = {"deed": deed, "rule": RULE, "reason": REASON, **facts}
    return client.post(case.get_absolute_url(), said)


def answer(client, topic, person, text):
    client.force_login(person)
    url = reverse("forums:reply", args=[topic.network.slug, topic.pk, topic.slug])
    return client.post(url, {"text": text, "once": ""})


def test_a_conversation_that_is_slowed_down_takes_one_answer_an_hour_of_each(
    client, cast, topic, case
):
    decide(client, case, "slow", cast.emre)
    for person in (cast.samira, cast.naima):
        assert answer(client, topic, person, "Een.").status_code == 302
        refused = answer(client, topic, person, "En nog een.")
        assert refused.status_code == 422
        assert "schrijft iedereen hier één keer per uur" in refused.text
        assert "En nog een." in refused.text
    for text in ("Rustig aan.", "Dank u."):
        assert answer(client, topic, cast.fatima, text).status_code == 302  # who keeps order
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        for text in ("Weer.", "En weer."):
            assert answer(client, topic, cast.samira, text).status_code == 302


def test_it_says_so_above_the_conversation(client, cast, topic, case):
    client.force_login(cast.samira)
    assert "Ieder één keer per uur" not in client.get(topic.get_absolute_url()).text
    decide(client, case, "slow", cast.emre)
    client.force_login(cast.samira)
    assert "Ieder één keer per uur" in client.get(topic.get_absolute_url()).text


def test_a_chat_that_is_slowed_down_pauses(client, cast):
    room = make_room(cast.lindeboom)
    case = Case.objects.report(room.say("Ga weg.", by=cast.samira), concern="unkind", by=cast.naima)
    client.force_login(cast.emre)
    page = client.get(case.get_absolute_url()).text
    assert "Maak het gesprek rustiger" in page
    assert "Sluit het gesprek" not in page
    decide(client, case, "slow", cast.emre)
    room.refresh_from_db()
    assert room.pause == 120


def test_a_conversation_is_closed_with_a_rule_and_a_reason(client, cast, topic, case):
    client.force_login(cast.emre)
    refused = client.post(case.get_absolute_url(), {"deed": "close", "rule": RULE})
    assert refused.status_code == 422
    decide(client, case, "close", cast.emre)
    topic.refresh_from_db()
    assert (topic.is_open, topic.closed_by) == (False, cast.emre)
    client.force_login(cast.samira)
    told = client.get(case.told_url).text
    assert "De moderators hebben het gesprek gesloten." in told
    assert REASON in told
    assert "Emre" not in told


def test_of_slower_and_hidden_the_slower_one_is_lighter(cast, case):
    said = {"rule": RULE, "reason": REASON}
    case.ask_second(by=cast.emre)
    assert case.choose("hide", **said, by=cast.emre) is False
    assert case.choose("slow", **said, by=cast.fatima) is True
    assert case.decision.deed == "slow"
    assert not case.about.is_hidden


def test_the_shorter_of_two_rests_happens(cast, case):
    said = {"rule": RULE, "reason": REASON}
    case.choose("rest", **said, days=14, by=cast.emre)
    case.choose("rest", **said, days=3, by=cast.fatima)
    member = cast.lindeboom.membership_of(cast.samira)
    assert timedelta(days=2) < member.rests_until - timezone.now() < timedelta(days=3, hours=1)


def test_no_line_of_the_log_is_removed(cast, case):
    case.choose("talk", rule=RULE, reason=REASON, to_writer="Zachter?", by=cast.emre)
    with pytest.raises(PermissionError):
        Choice.objects.all().delete()
    with pytest.raises(PermissionError):
        case.choices.first().delete()
    assert case.choices.count() == 1


# --- the quiet room ---------------------------------------------------------------------------


def quiet_address(case):
    return reverse("chat:quiet_new", args=[case.network.slug, case.pk])


@pytest.fixture
def quiet(client, cast, case):
    client.force_login(cast.emre)
    naima = cast.lindeboom.membership_of(cast.naima)
    client.post(quiet_address(case), {"other": naima.pk})
    return QuietRoom.objects.get()


def test_two_parents_and_a_mediator_are_in_and_nobody_else(cast, names, quiet):
    def reads(person):
        return Room.objects.visible_to(person).filter(pk=quiet.room.pk).exists()

    assert names(reads) == {"samira", "naima", "emre"}
    assert names(lambda person: can(person, "chat.say", quiet.room)) == {"samira", "naima", "emre"}


def test_it_begins_with_words_and_the_two_hear_of_it(
    client, cast, case, django_capture_on_commit_callbacks
):
    naima = cast.lindeboom.membership_of(cast.naima)
    client.force_login(cast.emre)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(quiet_address(case), {"other": naima.pk})
    told = Notification.objects.filter(kind="chat.quiet_opened")
    assert {one.recipient for one in told} == {cast.samira, cast.naima}
    assert "Alleen wij drieën lezen mee." in Message.objects.get().text


def test_only_who_spoke_there_with_a_name_is_asked(client, cast, topic, case):
    topic.reply("Ik zeg liever niet wie ik ben.", by=cast.marieke, nameless=True)
    client.force_login(cast.emre)
    shown = client.get(quiet_address(case)).context["others"]
    assert {one.user.first_name for one in shown} == {"Naima"}
    amal = cast.lindeboom.membership_of(cast.amal)
    answer = client.post(quiet_address(case), {"other": amal.pk})
    assert answer.status_code == 422
    assert "Kies de andere ouder." in answer.text or "keuze" in answer.text


def test_two_who_do_not_meet_are_not_put_in_one_room(client, cast, case):
    blocking.block(cast.samira, by=cast.naima)
    client.force_login(cast.emre)
    page = client.get(quiet_address(case)).text
    assert "Niemand anders sprak daar met naam" in page
    assert "Naima" not in page


def test_of_what_two_said_to_each_other_nobody_is_named_who_may_have_reported_it(client, cast):
    pair = Room.objects.between(cast.lindeboom.membership_of(cast.naima), by=cast.samira)
    pair.say("Dag.", by=cast.naima)
    case = Case.objects.report(pair.say("Ga weg.", by=cast.samira), concern="other", by=cast.naima)
    client.force_login(cast.emre)
    assert "Naima" not in client.get(quiet_address(case)).text
    assert "Naima" not in client.get(case.get_absolute_url()).text


def test_who_wrote_without_a_name_stays_without_one(client, cast, topic):
    post = topic.reply("Ga weg.", by=cast.samira, nameless=True)
    case = Case.objects.report(post, concern="unkind", by=cast.naima)
    client.force_login(cast.emre)
    page = client.get(quiet_address(case)).text
    assert "Wij weten hier niet wie het schreef, of u leest" in page
    assert "Samira" not in page
    assert client.post(quiet_address(case), {"other": "1"}).status_code == 422
    assert not QuietRoom.objects.exists()


@pytest.mark.parametrize("name", ["samira", "naima", "karin", "bart", "beheer"])
def test_only_a_moderator_who_may_see_the_report_opens_one(client, cast, case, name):
    client.force_login(getattr(cast, name))
    assert client.get(quiet_address(case)).status_code in (403, 404)
    own = Case.objects.report(
        make_topic(case.about.topic.forum, cast.emre).posts.get(), concern="other", by=cast.naima
    )
    client.force_login(cast.emre)
    assert client.get(quiet_address(own)).status_code == 404


def test_the_outcome_stands_in_the_log_and_the_room_is_only_read(client, cast, case, quiet):
    close = reverse("chat:quiet_close", args=[cast.lindeboom.slug, quiet.room.pk])
    client.force_login(cast.naima)
    assert client.get(close).status_code == 404
    assert "Rond dit gesprek af" not in client.get(quiet.room.get_absolute_url()).text
    client.force_login(cast.emre)
    assert client.post(close, {"outcome": ""}).status_code == 422
    client.post(close, {"outcome": "Zij bellen elkaar voortaan."})
    line = case.choices.get(deed=Deed.OUTCOME)
    assert (line.reason, line.by) == ("Zij bellen elkaar voortaan.", cast.emre)
    quiet.room.refresh_from_db()
    assert quiet.room.refusal(cast.lindeboom.membership_of(cast.naima)) != ""
    assert client.get(close).status_code == 404  # once


def test_who_does_not_want_it_leaves(client, cast, quiet, names):
    client.force_login(cast.samira)
    client.post(reverse("chat:leave", args=[cast.lindeboom.slug, quiet.room.pk]))
    assert client.get(quiet.room.get_absolute_url()).status_code == 404


def test_a_second_room_has_a_name_of_its_own(client, cast, case, quiet):
    naima = cast.lindeboom.membership_of(cast.naima)
    client.force_login(cast.emre)
    client.post(quiet_address(case), {"other": naima.pk})
    assert sorted(Room.objects.filter(entry="asked").values_list("name", flat=True)) == [
        "Rustige kamer",
        "Rustige kamer (2)",
    ]
