"""How many people are in a room: every process says it, and what a dead one said runs out."""

import asyncio
import json
import time

import pytest
from channels.db import database_sync_to_async as in_db

from community import live, presence
from community.presence import Presence
from tests.factories import make_room
from tests.networks.chat.tabs import open_tab, open_tabs, run

ROOM = "room.1"


def says(process, *people, group=ROOM):
    return {"type": "presence", "group": group, "process": process, "people": people}


@pytest.fixture
def here():
    return Presence("here")


def test_people_are_counted_once_whatever_process_they_are_at(here):
    here.hear(says("here", 1, 2))
    here.hear(says("there", 2, 3))
    assert here.number(ROOM) == 3
    assert here.number("room.2") == 0


def test_only_another_number_is_worth_telling(here):
    first = here.hear(says("here", 1, 2))
    assert first == {"type": "presence.changed", "group": ROOM, "number": 2}
    assert here.hear(says("here", 1, 2)) is None
    assert here.hear(says("here", 1))["number"] == 1


def test_a_process_that_is_new_is_told_of_us(here):
    here.hear(says("here", 1))
    assert here.changed == set()
    here.hear(says("there", 2))
    assert here.changed == {ROOM}
    here.changed.clear()
    here.hear(says("there", 2, 3))
    assert here.changed == set()


def test_what_a_dead_process_said_runs_out(here, monkeypatch):
    with monkeypatch.context() as shorter:
        shorter.setattr(presence, "LEASE", 0.1)
        here.hear(says("there", 1, 2))
    here.hear(says("here", 3))
    assert here.number(ROOM) == 3
    time.sleep(0.2)
    assert here.number(ROOM) == 1


# --- in a room -------------------------------------------------------------------------------


@pytest.fixture
def room(cast):
    return make_room(cast.lindeboom)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("community.hub.PAUSE", 0.05)


async def heard(tab, event):
    """The words of the next frame of one kind."""
    while True:
        frame = json.loads((await tab.receive_output(timeout=3))["text"])
        if frame["event"] == event:
            return frame["html"].strip()


@pytest.mark.django_db(transaction=True)
def test_everybody_hears_how_many_are_there_and_of_the_shielded_nothing(cast, room, quick):
    path = f"/live/chat/{room.pk}/"

    async def story():
        numbers = []
        async with open_tabs([cast.samira, cast.samira, cast.amal], path) as tabs:
            numbers.append(await heard(tabs[0], "presence.changed"))
            async with open_tab(cast.emre, path):
                while (number := await heard(tabs[2], "presence.changed")) == numbers[0]:
                    pass
                numbers.append(number)
            numbers.append(await heard(tabs[2], "presence.changed"))
        return numbers

    assert run(story) == ["1 ouder is hier.", "2 ouders zijn hier.", "1 ouder is hier."]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("emre", '{"event":"typing"}', True),
        ("amal", '{"event":"typing"}', False),
        ("emre", '{"event":"message.added"}', False),
        ("emre", '{"event":"typing","person":1}', False),
        ("emre", "nonsense", False),
    ],
)
def test_who_is_writing_shows_it_but_not_the_shielded_and_nothing_else_is_said(
    cast, room, name, said, shown
):
    path = f"/live/chat/{room.pk}/"

    async def story():
        async with (
            open_tab(cast.samira, path) as tab,
            open_tab(getattr(cast, name), path) as other,
        ):
            await other.send_to(text_data=said)
            await asyncio.sleep(0.3)  # until it was looked at; of most nothing comes
            await in_db(room.say)("Einde", by=cast.fatima)
            frames = []
            while "Einde" not in str(frames):
                frames.append(json.loads((await tab.receive_output(timeout=3))["text"]))
            return [f["html"] for f in frames if f["event"] == "typing"]

    signs = run(story)
    assert len(signs) == int(shown)
    assert all("Emre is aan het schrijven…" in sign for sign in signs)
    assert all(room.key_of(cast.emre.pk) in sign for sign in signs)


@pytest.mark.django_db(transaction=True)
def test_a_tab_that_never_stops_talking_is_cut(cast, room):
    async def story():
        async with open_tab(cast.samira, f"/live/chat/{room.pk}/") as tab:
            for _turn in range(live.MOST_SAID + 1):
                await tab.send_to(text_data='{"event":"typing"}')
            while "code" not in (output := await tab.receive_output(timeout=3)):
                pass
            return output["code"]

    assert run(story) == live.NOISY
