"""A conversation with a guest: one question after the other, and what was said is found again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from forums.models import Topic
from networks.chat.models import LiveHour, Message, Question
from networks.chat.personal import Unsent
from tests.factories import make_forum, make_gathering
from tests.networks.chat.conftest import NOON, address
from tests.recordings import photo

NEW = "/netwerk/de-lindeboom/chat/gast/nieuw/"


@pytest.fixture
def hour(cast):
    """Anouk of the library answers from twelve to one; Fatima planned it."""
    times = {"starts_at": NOON, "ends_at": NOON + timedelta(hours=1)}
    facts = {"name": "Lezen met Anouk", "audience": "parents", "guest": "Anouk"}
    return LiveHour.objects.plan(cast.lindeboom, **facts, **times, by=cast.fatima)


@pytest.fixture
def ask(post, hour):
    def send(person, text="Welk boek eerst?", **data):
        data.setdefault("client_id", uuid4())
        return post(person, address("say", hour.room), text=text, **data)

    return send


@pytest.fixture
def waiting(visit, hour):
    """What one person sees that waits."""
    return lambda person: visit(person, address("questions", hour.room)).content.decode()


def let_through(question):
    return address("let_through", question.hour.room, question.hour.room.pk, question.pk)


def test_a_moderator_plans_it_beside_a_gathering(cast, post, visit):
    gathering = make_gathering(cast.lindeboom, "Lezen")
    facts = {
        "name": "Lezen met Anouk",
        "guest": "Anouk",
        "day": "2026-11-26",
        "audience": "parents",
    }
    times = {"starts": "20:00", "ends": "21:00", "bij": gathering.get_absolute_url()}
    assert post(cast.samira, NEW, **facts, **times).status_code == 403
    answer = post(cast.fatima, NEW, **facts, **times)
    room = LiveHour.objects.get().room
    assert answer.url == room.get_absolute_url()
    page = visit(cast.samira, room.get_absolute_url()).content.decode()
    assert "Een gesprek met Anouk: donderdag 26 november, van 20.00 tot 21.00 uur." in page
    assert "on-chat__card" in page
    assert "U kunt vragen stellen vanaf donderdag 26 november, 20.00 uur." in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends": "19:00"}, "Kies een tijd na de eerste."),
        ({"day": "2026-11-01"}, "Dit moment is voorbij."),
        ({"day": "morgen"}, "Schrijf de dag zo"),
        ({"guest": ""}, "Schrijf wie er komt."),
        ({"name": "x" * 61}, "61"),
    ],
)
def test_what_does_not_do_is_said_and_kept(cast, post, facts, sentence):
    fine = {"name": "Lezen", "guest": "Anouk", "day": "2026-11-26", "audience": "parents"}
    answer = post(cast.fatima, NEW, **{**fine, "starts": "20:00", "ends": "21:00", **facts})
    assert (answer.status_code, LiveHour.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_what_parents_ask_waits_and_moderators_speak_at_once(cast, ask, hour):
    answer = ask(cast.samira)
    assert answer.status_code == 202
    assert "Uw vraag wacht tot een moderator hem doorlaat." in answer.content.decode()
    ask(cast.emre, "Welkom Anouk")
    assert [each.text for each in hour.room.messages.all()] == ["Welkom Anouk"]
    assert [each.text for each in hour.questions.waiting()] == ["Welk boek eerst?"]


def test_asked_twice_it_waits_once(cast, ask, hour):
    once = uuid4()
    for _turn in range(2):
        ask(cast.samira, client_id=once)
    assert hour.questions.count() == 1


def test_who_waits_sees_only_their_own(cast, ask, waiting):
    ask(cast.samira, "Vraag van Samira")
    ask(cast.naima, "Vraag van Naima")
    assert "Vraag van Samira" in waiting(cast.samira)
    assert "Vraag van Naima" not in waiting(cast.samira)
    assert "Laat door" not in waiting(cast.samira)
    for moderator in (cast.fatima, cast.emre):
        assert waiting(moderator).count("Laat door") == 2


def test_let_through_it_is_said_in_the_name_of_who_asked_and_once(cast, ask, hour, post):
    ask(cast.samira)
    question = hour.questions.get()
    assert post(cast.naima, let_through(question)).status_code == 403
    assert post(cast.emre, let_through(question)).status_code == 302
    assert post(cast.fatima, let_through(question)).status_code == 404  # it waits no more
    question.let_through(by=cast.fatima)
    said = hour.room.messages.get()
    assert (said.author, said.text) == (cast.samira, "Welk boek eerst?")


def test_what_is_declined_is_not_said(cast, ask, hour, post, waiting):
    ask(cast.samira)
    question = hour.questions.get()
    post(cast.emre, let_through(question).replace("laat-door", "niet"))
    assert "Welk boek" not in waiting(cast.samira) + waiting(cast.emre)
    assert not Message.objects.exists()


def test_of_who_left_nothing_is_said_and_nothing_waits(cast, ask, hour):
    ask(cast.samira)
    ask(cast.naima)
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)
    hour.questions.get(author=cast.samira).let_through(by=cast.emre)
    assert not Message.objects.exists()
    Unsent().forget(cast.naima)
    assert not Question.objects.waiting().exists()


def test_only_words_go_to_the_guest(cast, ask, hour, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert ask(cast.samira, files=photo()).status_code == 422
    assert not hour.questions.exists()


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        (NOON - timedelta(minutes=1), "U kunt vragen stellen vanaf"),
        (NOON + timedelta(hours=2), "Dit gesprek is klaar."),
    ],
)
def test_before_and_after_nobody_asks(cast, ask, hour, noon, when, sentence):
    noon.move_to(when)
    answer = ask(cast.samira)
    assert (answer.status_code, hour.questions.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_it_ends_with_a_conversation_in_which_everybody_finds_it(cast, ask, hour, post, visit):
    make_forum(cast.lindeboom, "Met school", audience="everyone")  # not for what parents said
    close = address("hour_close", hour.room)
    assert post(cast.samira, close, title="x", summary="y").status_code == 403
    refused = post(cast.fatima, close, title="Lezen met Anouk", summary="")
    assert refused.status_code == 422
    post(cast.fatima, close, title="Lezen met Anouk", summary="Begin met voorlezen.")
    topic = Topic.objects.get()
    assert (topic.title, topic.forum.audience) == ("Lezen met Anouk", "parents")
    page = visit(cast.samira, hour.room.get_absolute_url()).content.decode()
    assert "on-chat__card" in page
    assert ask(cast.samira).status_code == 422
    assert ask(cast.fatima).status_code == 422


def test_finished_twice_it_is_written_down_once(cast, hour):
    same = LiveHour.objects.select_related("room__network").get(pk=hour.pk)
    hour.close("Lezen", "Begin met voorlezen.", by=cast.fatima)
    same.close("Lezen", "Begin met voorlezen!", by=cast.emre)
    assert [topic.first.text for topic in Topic.objects.all()] == ["Begin met voorlezen."]


@pytest.mark.parametrize("name", ["karin", "bart", "joost"])
def test_strangers_find_nothing(cast, ask, hour, visit, name):
    person = getattr(cast, name)
    ask(cast.samira)
    for door in ("questions", "hour_close", "room"):
        assert visit(person, address(door, hour.room)).status_code == 404
    assert ask(person).status_code == 404


def test_such_a_room_is_not_opened_without_a_guest(cast, post):
    fields = {"name": "Vragen", "entry": "all", "audience": "parents", "pause": "0"}
    answer = post(cast.fatima, "/netwerk/de-lindeboom/chat/instellen/", **fields, writers="ask")
    assert answer.status_code == 422
