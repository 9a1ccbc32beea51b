"""Who sees which room and message, and who may do what in them."""

import pytest

from community.access import can
from networks.chat.models import Message, Room
from tests.conftest import LINDEBOOM, LINDEBOOM_PARENTS
from tests.factories import make_room


@pytest.fixture
def rooms(cast):
    """One for parents and one with the school in De Lindeboom, one in Het Kompas."""
    return {
        "parents": make_room(cast.lindeboom),
        "everyone": make_room(cast.lindeboom, "Werkgroep", audience="everyone"),
        "elsewhere": make_room(cast.kompas),
    }


READERS = {"parents": LINDEBOOM_PARENTS, "everyone": LINDEBOOM, "elsewhere": {"bart"}}


@pytest.mark.parametrize("kind", READERS)
def test_rooms_and_messages_are_seen_by_who_takes_part(cast, rooms, names, kind):
    author = cast.bart if kind == "elsewhere" else cast.samira
    message = rooms[kind].say("Hallo", by=author)

    assert names(lambda p: rooms[kind] in Room.objects.visible_to(p)) == READERS[kind]
    assert names(lambda p: message in Message.objects.visible_to(p)) == READERS[kind]


@pytest.mark.parametrize("kind", READERS)
def test_who_takes_part_talks(rooms, names, kind):
    assert names(lambda p: can(p, "chat.say", rooms[kind])) == READERS[kind]


def test_parents_begin(cast, names):
    assert names(lambda p: can(p, "chat.begin", cast.lindeboom)) == LINDEBOOM_PARENTS


def test_people_take_back_their_own_words(cast, rooms, names):
    message = rooms["parents"].say("Hallo", by=cast.samira)
    assert names(lambda p: can(p, "chat.take_back", message)) == {"samira"}

    message.hide("Niet aardig", by=cast.emre)
    assert names(lambda p: can(p, "chat.take_back", message)) == set()


def test_who_left_takes_nothing_back(cast, rooms, names):
    message = rooms["parents"].say("Tot ziens", by=cast.samira)
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)

    assert names(lambda p: can(p, "chat.take_back", message)) == set()


def test_moderators_of_the_network_hide(cast, rooms, names):
    message = rooms["parents"].say("Onaardig", by=cast.samira)
    assert names(lambda p: can(p, "chat.moderate", message)) == {"fatima", "emre"}


def test_a_moderator_of_the_school_does_not_reach_a_room_of_parents(cast, rooms, names):
    cast.lindeboom.memberships.filter(user=cast.karin).update(moderates=True)
    closed = rooms["parents"].say("Onaardig", by=cast.samira)
    shared = rooms["everyone"].say("Onaardig", by=cast.samira)

    assert names(lambda p: can(p, "chat.moderate", closed)) == {"fatima", "emre"}
    assert names(lambda p: can(p, "chat.moderate", shared)) == {"fatima", "emre", "karin"}
