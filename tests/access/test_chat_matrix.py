"""The rows of the access matrix about the chat, each door asked by every kind of person."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from networks.archive import sheets_of
from networks.chat.models import Message, Room
from tests.access.conftest import MEMBERS, PEOPLE, granted
from tests.factories import make_room
from tests.networks.chat.tabs import is_quiet, open_tab, run

SECRET = "Winterjas"
SEARCH = f"/zoeken/?q={SECRET}"


@pytest.fixture
def place(cast):
    """A chat of De Lindeboom, and one of two of its parents: the writer and the contact parent."""
    make_room(cast.kompas).say("Zeilkamp", by=cast.bart)
    room = make_room(cast.lindeboom)
    said = room.say(SECRET, by=cast.samira)
    naima = cast.lindeboom.membership_of(cast.naima)
    pair = Room.objects.between(naima, by=cast.samira)
    return SimpleNamespace(room=room, said=said, pair=pair, alone=pair.say(SECRET, by=cast.samira))


def address(name, room, *args):
    return reverse(f"chat:{name}", args=[room.network.slug, *(args or [room.pk])])


def doors(room, said):
    """Every page and fragment on which the words stand."""
    return [
        room.get_absolute_url(),
        f"{room.get_absolute_url()}?voor=99",
        f"{room.get_absolute_url()}?antwoord={said.pk}",
        f"{address('messages', room)}?na=0",
        address("message", room, said.pk),
    ]


def read_by(ask, url):
    return {name for name in PEOPLE if SECRET in ask(name, url).content.decode().replace(url, "")}


def test_34_the_history_is_read_by_members(ask, place):
    for url in doors(place.room, place.said):
        assert read_by(ask, url) == MEMBERS, url


@pytest.mark.django_db(transaction=True)
def test_35_members_hear_the_room(people, place):
    async def opens(person, room):
        async with open_tab(person, f"/live/chat/{room.pk}/") as tab:
            return await is_quiet(tab, 0.05)

    for room, who in ((place.room, MEMBERS), (place.pair, {"writer", "contact"})):
        heard = {name for name in PEOPLE if run(opens, getattr(people, name), room)}
        assert heard == who


@pytest.fixture
def by_day():
    """While the chat is open."""
    with time_machine.travel(datetime(2026, 11, 24, 11, 0, tzinfo=UTC)):
        yield


def test_37_members_send_and_nothing_of_it_is_theirs_to_choose(by_day, ask, people, place):
    forged = {"author": people.operator.pk, "seq": 1, "revision": 1, "said_at": "2020-01-01"}
    for name in PEOPLE:
        ask(name, address("say", place.room), text=f"Van {name}", client_id=uuid4(), **forged)
    sent = Message.objects.filter(room=place.room, text__startswith="Van")
    assert {each.text for each in sent} == {f"Van {name}" for name in MEMBERS}
    assert all(getattr(people, each.text[4:]).pk == each.author_id for each in sent)
    assert [each.seq for each in sent.order_by("seq")] == [2, 3, 4, 5]
    assert not sent.filter(said_at__year=2020).exists()


@pytest.mark.parametrize("deed", ["edit", "take_back"])
def test_38_people_change_their_own_words(ask, place, deed):
    url = address(deed, place.room, place.said.pk)
    for name in [each for each in PEOPLE if each != "writer"]:
        assert not granted(ask(name, url, text="Anders")), name
    assert Message.objects.get(pk=place.said.pk).text == SECRET
    assert granted(ask("writer", url, text="Anders"))


def test_38_moderators_hide_it(ask, place):
    url = address("hide", place.room, place.said.pk)
    for name in [each for each in PEOPLE if each != "moderator"]:
        assert not granted(ask(name, url, reason="Nee")), name
    assert granted(ask("moderator", url, reason="Nee"))


def test_39_what_two_say_is_read_by_the_two(ask, place):
    for url in doors(place.pair, place.alone):
        assert read_by(ask, url) == {"writer", "contact"}, url
    found = {name for name in PEOPLE if "tussen twee ouders" in ask(name, SEARCH).text}
    assert found == {"writer", "contact"}


def test_39_nobody_moderates_it_or_takes_it_along(ask, people, place):
    for deed in ("hide", "restore", "pin"):
        url = address(deed, place.pair, place.alone.pk)
        assert {n for n in PEOPLE if granted(ask(n, url, reason="x", is_on="1"))} == set(), deed
    assert ask("moderator", place.pair.about_url).status_code == 404
    assert ask("moderator", address("keep_room", place.pair)).status_code == 404
    sheets = {
        sheet.path: list(sheet.rows) for sheet in sheets_of(place.room.network, people.writer)
    }
    said = [row["room"] for row in sheets["chat/messages.json"]]
    assert said == [room["id"] for room in sheets["chat/rooms.json"]] == [place.room.pk]


def test_40_parents_write_to_a_parent_who_is_not_shielded(ask, cast, people, place):
    def writes_to(person):
        member = cast.lindeboom.membership_of(person)
        url = address("write_to", place.room, member.pk)
        return {name for name in PEOPLE if granted(ask(name, url, x="1"))}

    assert writes_to(cast.emre) == MEMBERS
    assert writes_to(cast.amal) == set()
    assert writes_to(cast.karin) == set()
