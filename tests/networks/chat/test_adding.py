"""What others add to a message: a word, a place at the top, and the card of what it points at."""

import re

import pytest

from networks.chat.models import Reaction
from tests.factories import make_forum, make_gathering, make_topic
from tests.networks.chat.conftest import address


@pytest.fixture
def said(cast, room):
    """Naima said something in the room of De Lindeboom."""
    return room.say("Wie bakt er taart?", by=cast.naima)


@pytest.fixture
def chips(visit, room):
    """The reactions that one reader sees on the page: how often each."""

    def seen(person):
        page = visit(person, room.get_absolute_url()).content.decode()
        found = re.findall(r'value="(\w+)" data-by.*?on-num">(\d+)<', page, re.S)
        return {kind: int(number) for kind, number in found}

    return seen


# --- a word ----------------------------------------------------------------------------------


def test_a_word_is_counted_once_per_person_and_taken_back(cast, room, said, post, chips):
    url = address("react", room, said.pk)
    for person in (cast.samira, cast.samira, cast.emre):
        post(person, url, kind="thanks")
    post(cast.emre, url, kind="nice")
    assert chips(cast.amal) == {"thanks": 2, "nice": 1}
    for _turn in range(2):
        post(cast.emre, url, off="thanks")
    assert chips(cast.amal) == {"thanks": 1, "nice": 1}


def test_tabs_fetch_what_was_added_as_a_change(cast, room, said, post, visit):
    post(cast.samira, address("react", room, said.pk), kind="yes")
    missed = visit(cast.emre, address("messages", room), na=said.revision).content.decode()
    assert f'data-by="{room.key_of(cast.samira.pk)}"' in missed


@pytest.mark.parametrize("data", [{}, {"kind": "boos"}, {"kind": "yes", "off": "yes"}])
def test_nonsense_adds_nothing(cast, room, said, post, data):
    assert post(cast.samira, address("react", room, said.pk), **data).status_code == 302
    assert not Reaction.objects.exists()


def test_to_what_is_hidden_nobody_adds_a_word(cast, room, said, post):
    said.hide("Nee", by=cast.fatima)
    assert post(cast.samira, address("react", room, said.pk), kind="yes").status_code == 403


# --- the top ---------------------------------------------------------------------------------


def test_moderators_keep_three_messages_at_the_top(cast, room, post, visit):
    texts = ["Rooster", "Adres", "Route", "Te veel"]
    for text in texts:
        message = room.say(text, by=cast.samira)
        post(cast.emre, address("pin", room, message.pk), is_on="1")
    assert [each.text for each in room.messages.pinned()] == ["Route", "Adres", "Rooster"]
    page = visit(cast.amal, room.get_absolute_url()).content.decode()
    assert len(re.findall("data-pin=", page)) == 3

    first = room.messages.get(text="Rooster")
    post(cast.emre, address("pin", room, first.pk))
    assert [each.text for each in room.messages.pinned()] == ["Route", "Adres"]


def test_what_is_hidden_or_taken_back_does_not_stay_at_the_top(cast, room):
    for text, end in (("Een", "hide"), ("Twee", "take_back")):
        message = room.say(text, by=cast.samira)
        message.pin(is_on=True, by=cast.emre)
        message.refresh_from_db()
        message.hide("x", by=cast.emre) if end == "hide" else message.take_back(by=cast.samira)
    assert list(room.messages.pinned()) == []


@pytest.mark.parametrize("name", ["samira", "naima", "karin", "bart"])
def test_nobody_else_pins(cast, room, said, post, name):
    answer = post(getattr(cast, name), address("pin", room, said.pk), is_on="1")
    assert answer.status_code in (403, 404)


# --- a card ----------------------------------------------------------------------------------


def test_what_it_points_at_is_shown_as_a_card(cast, room, visit, settings):
    gathering = make_gathering(cast.lindeboom, "Lezen in groep 3")
    topic = make_topic(make_forum(cast.lindeboom), cast.emre, title="Wie heeft laarzen?")
    for page in (gathering, topic):
        room.say(f"Dit is het: {settings.BASE_URL}{page.get_absolute_url()}", by=cast.naima)
    page = visit(cast.samira, room.get_absolute_url()).content.decode()
    titles = re.findall(r'on-chat__card.*?<strong dir="auto">(.*?)</strong>', page, re.S)
    assert titles == ["Lezen in groep 3", "Wie heeft laarzen?"]


def test_the_address_is_not_said_twice(cast, room, visit, settings):
    topic = make_topic(make_forum(cast.lindeboom), cast.emre, title="Wie heeft laarzen?")
    path = f"/netwerk/de-lindeboom/gesprekken/{topic.pk}-gesprek/"
    room.say(f"Kijk hier: {settings.BASE_URL}{path}", by=cast.naima)
    page = visit(cast.samira, room.get_absolute_url()).content.decode()
    bubble = page[page.index('role="log"') :]
    assert "Kijk hier:" in bubble
    assert path not in bubble


def test_a_card_shows_no_more_than_everybody_here_may_see(cast, open_room, visit):
    """The school reads along: what parents talk of among themselves has no title there."""
    among_parents = make_topic(make_forum(cast.lindeboom), cast.emre, title="Onder ouders")
    with_school = make_forum(cast.lindeboom, "Met school", audience="everyone")
    shared = make_topic(with_school, cast.emre, title="Het hek")
    elsewhere = make_topic(make_forum(cast.kompas), cast.bart, title="Zeilkamp")
    removed = make_topic(with_school, cast.emre, title="Weggehaald")
    removed.posts.get().hide("Nee", by=cast.fatima)
    for topic in (among_parents, shared, elsewhere, removed):
        path = f"/netwerk/{topic.network.slug}/gesprekken/{topic.pk}-gesprek/"
        open_room.say(f"Zie {path}", by=cast.naima)
    for person in (cast.karin, cast.samira):
        page = visit(person, open_room.get_absolute_url()).content.decode()
        titles = re.findall(r'on-chat__card.*?<strong dir="auto">(.*?)</strong>', page, re.S)
        assert titles == ["Het hek", "Weggehaald gesprek"]


def test_a_date_is_told_of_from_its_own_page(cast, room, visit):
    gathering = make_gathering(cast.lindeboom, "Lezen")
    link = f"/netwerk/de-lindeboom/ouderkamer/{gathering.pk}-afspraak/"
    page = visit(cast.samira, gathering.get_absolute_url()).content.decode()
    assert f"?deel={link}" in page
    box = visit(cast.samira, room.get_absolute_url(), deel=link).context["form"]
    assert link in box.initial["text"]


def test_a_date_that_is_called_off_says_so(cast, room, visit):
    gathering = make_gathering(cast.lindeboom, "Koffie")
    room.say(f"Kom ook: {gathering.get_absolute_url()}", by=cast.naima)
    gathering.cancel("Ziek.", by=cast.marieke)
    assert "Gaat niet door" in visit(cast.samira, room.get_absolute_url()).content.decode()


def test_cards_cost_one_query_for_each_part_they_point_at(
    cast, room, browse, django_assert_num_queries
):
    forum = make_forum(cast.lindeboom)
    for n in range(5):
        topic = make_topic(forum, cast.emre, title=f"Vraag {n}")
        room.say(topic.get_absolute_url(), by=cast.naima)
    samira = browse(cast.samira)
    samira.get(room.get_absolute_url())
    with django_assert_num_queries(12):
        samira.get(room.get_absolute_url())
