"""A Redis that is dead or mute: people sign in, read and write as if nothing was the matter."""

import socket
import time
import uuid

import pytest

from community import memory
from community.limits import Limit
from community.memory import PATIENCE, Memory
from networks.chat.models import Hours, Message
from tests.factories import make_room

NOBODY = "redis://127.0.0.1:1"


@pytest.fixture(autouse=True)
def back():
    yield
    memory._Away.until = 0


@pytest.fixture
def mute():
    """The address of somebody who takes the line and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}"


def test_threads_and_sockets_share_one_line():
    """Each keeps fourteen kilobytes of its own otherwise."""
    one, other, elsewhere = (
        Memory(NOBODY, {}),
        Memory(NOBODY, {}),
        Memory("redis://127.0.0.1:2", {}),
    )
    assert one._cache.get_client() is other._cache.get_client()
    assert one._cache.get_client() is not elsewhere._cache.get_client()


def test_nothing_is_remembered_and_nothing_fails():
    cache = Memory(NOBODY, {})
    assert cache.get("a") is None
    assert cache.get("a", 7) == 7
    assert cache.add("a", 1) is True
    assert cache.incr("a") == 1
    assert cache.set("a", 1) is None
    assert cache.get_many(["a", "b"]) == {}
    assert [cache.touch("a"), cache.delete("a"), "a" in cache] == [False] * 3
    assert cache.get_or_set("a", lambda: 3) == 3


def test_a_mute_one_is_asked_once_and_then_left_alone(mute):
    cache = Memory(mute, {})
    began = time.monotonic()
    assert [cache.get("a") for _n in range(20)] == [None] * 20
    assert PATIENCE <= time.monotonic() - began < 2 * PATIENCE


def test_a_parent_who_is_signed_in_goes_on_talking(cast, client, settings):
    room = make_room(cast.lindeboom)
    Hours.objects.create(network=cast.lindeboom, opens=None, closes=None)
    client.force_login(cast.samira)
    settings.CACHES = {"default": {"BACKEND": "community.memory.Memory", "LOCATION": NOBODY}}
    address = f"{room.get_absolute_url()}berichten/zeg/"
    assert client.post(address, {"text": "Hallo", "client_id": uuid.uuid4()}).status_code == 302
    assert Message.objects.get().text == "Hallo"
    assert client.get(room.get_absolute_url()).status_code == 200


def test_limits_let_everybody_through_rather_than_nobody(settings):
    settings.CACHES = {"default": {"BACKEND": "community.memory.Memory", "LOCATION": NOBODY}}
    assert all(Limit("x", most=1, seconds=60).take("somebody") for _n in range(3))
