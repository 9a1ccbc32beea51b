"""Pages and fragments over HTTP, as a browser without script uses them."""

import re
import uuid

import pytest
from django.urls import reverse

from community.search.sources import find_everywhere
from networks.chat.models import LONGEST, PAGE, Message, Room
from networks.chat.panels import Chat
from tests.conftest import LINDEBOOM, LINDEBOOM_PARENTS
from tests.factories import make_messages, make_room
from tests.networks.chat.conftest import address


def said(response):
    """The words of the messages on a page, in order."""
    return re.findall(r'<p dir="auto">(.*?)</p>', response.content.decode())


def send(post, person, room, text, **fields):
    return post(person, address("say", room), **{"text": text, "client_id": uuid.uuid4(), **fields})


# --- who comes in ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", ("room", "messages"))
def test_a_room_of_parents_is_absent_for_everybody_else(cast, room, visit, names, page):
    url = address(page, room)
    answers = {200: LINDEBOOM_PARENTS, 404: {"karin", "joost", "ruud", "beheer", "bart"}}
    for status, people in answers.items():
        assert names(lambda p, s=status: visit(p, url).status_code == s) == people
    assert names(lambda p: visit(p, url).status_code == 302) == {"visitor"}


def test_the_school_comes_into_a_room_for_everyone(open_room, visit, names):
    assert names(lambda p: visit(p, address("room", open_room)).status_code == 200) == LINDEBOOM


def test_a_room_is_not_found_below_another_network(cast, room, visit):
    cast.kompas.memberships.create(user=cast.samira)
    url = reverse("chat:room", args=[cast.kompas.slug, room.pk])

    assert visit(cast.samira, url).status_code == 404


def test_nobody_talks_in_a_room_they_cannot_see(cast, room, post):
    for person in (cast.karin, cast.joost, cast.bart, cast.beheer):
        assert send(post, person, room, "Hallo?").status_code == 404
    assert not Message.objects.exists()


# --- talking ---------------------------------------------------------------------------------


def test_saying_something_leads_to_it_in_the_room(cast, room, post, visit):
    response = send(post, cast.samira, room, "Wie loopt er mee?")

    message = Message.objects.get()
    assert response.url == f"{address('room', room)}#message-{message.pk}"
    assert (message.author, message.text) == (cast.samira, "Wie loopt er mee?")
    assert said(visit(cast.emre, address("room", room))) == ["Wie loopt er mee?"]


def test_sending_the_same_form_twice_says_it_once(cast, room, post):
    client_id = uuid.uuid4()
    for _ in range(2):
        assert send(post, cast.samira, room, "Ik kom!", client_id=client_id).status_code == 302
    assert Message.objects.count() == 1


@pytest.mark.parametrize("text", ("", "   \n ", "x" * (LONGEST + 1)))
def test_nothing_and_too_much_come_back_with_the_text_kept(cast, room, post, text):
    response = send(post, cast.samira, room, text)

    assert response.status_code == 422
    assert response.context["form"]["text"].value() == text
    assert not Message.objects.exists()


def test_who_is_too_fast_keeps_the_text_and_is_told_to_wait(cast, room, post):
    answers = [send(post, cast.samira, room, f"Bericht {n}") for n in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [422]
    assert "Bericht 5" in answers[-1].content.decode()
    assert Message.objects.count() == 5


def test_the_limit_of_one_parent_is_not_that_of_another(cast, room, post):
    for n in range(6):
        send(post, cast.samira, room, f"Bericht {n}")

    assert send(post, cast.emre, room, "En ik?").status_code == 302


def test_looking_at_an_empty_network_makes_nothing(cast, visit):
    response = visit(cast.samira, reverse("chat:rooms", args=[cast.lindeboom.slug]))

    assert response.status_code == 200
    assert not Room.objects.exists()


def test_the_first_words_make_the_room(cast, post):
    url = reverse("chat:begin", args=[cast.lindeboom.slug])
    assert post(cast.karin, url, text="Dag", client_id=uuid.uuid4()).status_code == 403

    post(cast.samira, url, text="Hallo!", client_id=uuid.uuid4())

    room = Room.objects.get()
    assert (room.network, room.audience, room.last_seq) == (cast.lindeboom, "parents", 1)


def test_reading_is_kept_per_person(cast, room, post):
    make_messages(room, cast.emre, 3)
    post(cast.samira, address("read", room), up_to=2)

    rooms = {
        person: Room.objects.with_unread_for(getattr(cast, person)).get().unread
        for person in ("samira", "naima", "emre")
    }
    assert rooms == {"samira": 1, "naima": 3, "emre": 0}


# --- catching up -----------------------------------------------------------------------------


def test_catching_up_brings_new_hidden_and_taken_back_without_their_words(cast, room, visit):
    seen, regretted, nasty = (
        room.say(text, by=cast.samira) for text in ("Gezien", "Spijt", "Onaardig")
    )
    known = Room.objects.get().revision
    regretted.take_back(by=cast.samira)
    nasty.hide("Niet aardig", by=cast.emre)
    room.say("Nieuw", by=cast.naima)

    response = visit(cast.samira, address("messages", room), na=known)

    text = response.content.decode()
    ids = [int(pk) for pk in re.findall(r'id="message-(\d+)"', text)]
    assert ids == [regretted.pk, nasty.pk, Message.objects.latest("seq").pk]
    assert seen.pk not in ids
    assert "Spijt" not in text
    assert "Onaardig" not in text
    assert "Nieuw" in text


def test_catching_up_goes_by_the_page_and_never_skips(cast, room, visit):
    make_messages(room, cast.emre, 2 * PAGE + 5)
    known, seen = 0, []
    while True:
        page = visit(cast.samira, address("messages", room), na=known).content.decode()
        places = [int(seq) for seq in re.findall(r'data-revision="(\d+)"', page)]
        if not places:
            break
        seen += places
        known = max(places)

    assert seen == list(range(1, 2 * PAGE + 6))


def test_older_messages_come_by_the_page(cast, room, visit):
    make_messages(room, cast.emre, PAGE + 10)
    newest = visit(cast.samira, address("room", room))
    assert said(newest) == [f"Bericht {n}." for n in range(11, PAGE + 11)]

    for url in (address("room", room), address("messages", room)):
        older = visit(cast.samira, url, voor=11)
        assert said(older) == [f"Bericht {n}." for n in range(1, 11)]


@pytest.mark.parametrize("query", ({"na": "x"}, {"voor": "0"}, {"na": "-1"}, {"voor": "9" * 30}))
def test_a_senseless_question_finds_nothing(cast, room, visit, query):
    assert visit(cast.samira, address("messages", room), **query).status_code == 404


def test_a_message_is_found_on_the_page_its_address_names(cast, room, visit):
    make_messages(room, cast.emre, 3 * PAGE)
    for seq in (1, PAGE, 3 * PAGE):
        message = room.messages.get(seq=seq)
        page, anchor = message.get_absolute_url().split("#")
        assert f'id="{anchor}"' in visit(cast.samira, page).content.decode()


# --- one message -----------------------------------------------------------------------------


def test_taking_back_is_for_the_writer(cast, room, post):
    message = room.say("Spijt", by=cast.samira)
    url = address("take_back", room, message.pk)
    assert post(cast.emre, url).status_code == 403
    assert post(cast.bart, url).status_code == 404

    post(cast.samira, url)

    assert Message.objects.get().taken_back_at is not None


def test_hiding_is_for_moderators_and_needs_a_reason(cast, room, post):
    message = room.say("Onaardig", by=cast.samira)
    url = address("hide", room, message.pk)
    assert post(cast.naima, url, reason="Niet aardig").status_code == 403
    assert post(cast.emre, url, reason="").status_code == 422

    post(cast.emre, url, reason="Niet aardig")

    message.refresh_from_db()
    assert (message.hidden_by, message.hidden_reason) == (cast.emre, "Niet aardig")


def test_hidden_words_are_on_no_page_and_in_no_search(cast, room, visit):
    room.say("Een pannenkoek", by=cast.naima)
    message = room.say("Geheime pannenkoek", by=cast.samira)
    message.hide("Niet aardig", by=cast.emre)

    for url in (address("room", room), address("message", room, message.pk)):
        assert "Geheime" not in visit(cast.samira, url).content.decode()
    found = find_everywhere("pannenk", cast.samira)
    assert [hit.text for _source, hits in found for hit in hits] == ["Een pannenkoek"]


def test_search_finds_only_what_its_reader_may_see(cast, room, names):
    room.say("Een pannenkoek", by=cast.samira)

    def finds(person):
        return person.is_authenticated and bool(find_everywhere("pannenk", person))

    assert names(finds) == LINDEBOOM_PARENTS


# --- how much it costs -----------------------------------------------------------------------


@pytest.mark.parametrize("number", (1, 3, 20, 2000))
def test_a_room_costs_the_same_however_much_was_said(
    cast, room, visit, django_assert_num_queries, number
):
    make_messages(room, cast.emre, number)
    client = visit(cast.samira, address("room", room)).client
    with django_assert_num_queries(11):
        client.get(address("room", room))
    with django_assert_num_queries(3):
        client.get(address("messages", room), {"na": 0})


@pytest.mark.parametrize("number", (1, 3))
def test_the_list_of_rooms_costs_the_same(cast, visit, django_assert_num_queries, number):
    for n in range(number):
        make_room(cast.lindeboom, f"Groep {n}").say("Hallo", by=cast.emre)
    url = reverse("chat:rooms", args=[cast.lindeboom.slug])
    client = visit(cast.samira, url).client
    with django_assert_num_queries(11):
        client.get(url)


def test_start_shows_the_last_two_lines_in_two_queries(cast, room, django_assert_num_queries):
    for text in ("Een", "Twee", "Drie"):
        room.say(text, by=cast.emre)
    with django_assert_num_queries(2):
        facts = Chat().facts(cast.lindeboom, cast.samira)
        assert [message.text for message in facts["latest"]] == ["Twee", "Drie"]
    assert Chat().facts(cast.lindeboom, cast.karin) is None
