"""Pages of a network hear that something new was said in a chat, and no word of it."""

import pytest
from channels.db import database_sync_to_async as in_db

from networks.chat.models import Room
from tests.networks.chat.conftest import address
from tests.networks.chat.tabs import is_quiet, next_output, open_tab, run

RING = {"type": "websocket.send", "text": '{"event":"unread.changed"}'}


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("community.live.RINGS", 0.05)


@pytest.fixture
def small(cast):
    room = Room.objects.open(cast.lindeboom, name="Naaiclub", entry="own", by=cast.naima)
    room.take_in(cast.samira, by=cast.samira)
    return room


@pytest.mark.django_db(transaction=True)
def test_what_is_said_rings_once_and_tells_nothing(cast, room, quick):
    async def story():
        async with open_tab(cast.samira, f"/live/netwerk/{cast.lindeboom.pk}/") as tab:
            for _turn in range(3):
                await in_db(room.say)("Geheim", by=cast.emre)
            return await next_output(tab), await is_quiet(tab)

    assert run(story) == (RING, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "place", "rings"),
    [
        ("samira", "small", True),
        ("emre", "small", False),
        ("karin", "room", False),
        ("bart", "room", False),
        ("joost", "room", False),
    ],
)
def test_it_rings_for_who_reads_the_room(cast, room, small, quick, name, place, rings):
    where = {"room": room, "small": small}[place]

    async def story():
        async with open_tab(getattr(cast, name), f"/live/netwerk/{cast.lindeboom.pk}/") as tab:
            await in_db(where.say)("Hoi", by=cast.naima)
            return await is_quiet(tab)

    assert run(story) is not rings


@pytest.mark.django_db(transaction=True)
def test_in_one_room_it_rings_for_the_others(cast, room, small, quick):
    async def story():
        async with open_tab(cast.samira, f"/live/chat/{room.pk}/") as tab:
            await in_db(small.say)("Garen!", by=cast.naima)
            return await next_output(tab)

    assert run(story) == RING


@pytest.mark.django_db(transaction=True)
def test_a_lost_seat_rings_no_more_and_the_page_stays(cast, room, small, quick):
    async def story():
        async with open_tab(cast.samira, f"/live/netwerk/{cast.lindeboom.pk}/") as tab:
            await in_db(small.let_go)(cast.samira, by=cast.naima)
            changed = await next_output(tab)
            await in_db(small.say)("Zonder haar", by=cast.naima)
            quiet = await is_quiet(tab)
            await in_db(room.say)("Met haar", by=cast.naima)
            return "access.changed" in changed["text"], quiet, await next_output(tab)

    assert run(story) == (True, True, RING)


@pytest.mark.django_db(transaction=True)
def test_a_page_that_only_listens_for_the_bell_is_not_counted_as_being_there(
    cast, room, monkeypatch
):
    monkeypatch.setattr("community.hub.PAUSE", 0.05)

    async def story():
        async with (
            open_tab(cast.samira, f"/live/netwerk/{cast.lindeboom.pk}/"),
            open_tab(cast.emre, f"/live/chat/{room.pk}/") as tab,
        ):
            return (await tab.receive_output(timeout=3))["text"]

    assert "1 ouder is hier." in run(story)


def test_the_menu_and_the_list_are_fetched_anew(cast, room, visit):
    room.say("Hoi", by=cast.emre)
    menu = visit(cast.samira, "/netwerk/de-lindeboom/menu/", hier="chat").content.decode()
    assert menu.strip().startswith("<nav")
    assert menu.count('aria-current="page"') == menu.count("on-count") == 1
    listed = visit(cast.samira, "/netwerk/de-lindeboom/chat/lijst/", kamer=room.pk).content.decode()
    assert "is-selected" in listed
    for stranger in (cast.bart, cast.joost):
        assert visit(stranger, "/netwerk/de-lindeboom/menu/").status_code == 404
        assert visit(stranger, "/netwerk/de-lindeboom/chat/lijst/").status_code == 404
    assert address("room", room) not in visit(cast.karin, "/netwerk/de-lindeboom/chat/lijst/").text
