"""The layer may be dead, mute or idle: the deed goes on and the socket stays."""

import asyncio
import time

import pytest
from channels.db import database_sync_to_async as in_db
from channels.layers import InMemoryChannelLayer, channel_layers
from django.db import transaction

from community import live
from community.hub import PATIENCE
from networks.chat.models import Message
from networks.models import Role, Term
from tests.factories import make_room
from tests.networks.chat.tabs import close_code, is_quiet, next_frame, open_tab, run

pytestmark = pytest.mark.django_db(transaction=True)

NOBODY_LISTENS = "redis://127.0.0.1:1"
AFTER_COMMIT = "django.db.backends.base"  # who logs; asyncio logs what earlier tests left behind


class MuteLayer(InMemoryChannelLayer):
    """Takes what it is given and never answers, as a stopped Redis does."""

    async def group_send(self, group, message):
        await asyncio.sleep(60)


@pytest.fixture
def use_layer(settings):
    def use(**layer):
        settings.CHANNEL_LAYERS = {"default": layer}
        channel_layers.backends.clear()

    yield use
    channel_layers.backends.clear()


def test_a_dead_layer_costs_a_log_line(cast, use_layer, caplog):
    use_layer(BACKEND="channels_redis.core.RedisChannelLayer", CONFIG={"hosts": [NOBODY_LISTENS]})

    make_room(cast.lindeboom).say("Wie leest dit?", by=cast.samira)

    assert Message.objects.get().text == "Wie leest dit?"
    assert [r.levelname for r in caplog.records if r.name == AFTER_COMMIT] == ["ERROR"]


def test_a_mute_layer_costs_a_second(cast, use_layer):
    use_layer(BACKEND=f"{__name__}.MuteLayer")
    began = time.monotonic()

    live.tell(cast.samira.pk, "badge.changed")

    assert PATIENCE <= time.monotonic() - began < PATIENCE + 1


def test_a_mute_layer_costs_that_second_once(cast, use_layer):
    use_layer(BACKEND=f"{__name__}.MuteLayer")
    live.tell(cast.samira.pk, "badge.changed")
    began = time.monotonic()

    for _again in range(5):
        live.tell(cast.samira.pk, "badge.changed")

    assert time.monotonic() - began < PATIENCE / 2


def test_nothing_is_told_before_it_is_true(cast):
    def tell_and_fail():
        with transaction.atomic():
            live.tell(cast.samira.pk, "badge.changed")
            raise RuntimeError

    async def story():
        async with open_tab(cast.samira, "/live/") as tab:
            with pytest.raises(RuntimeError):
                await in_db(tell_and_fail)()
            assert await is_quiet(tab, 0.2)
            await in_db(live.tell)(cast.samira.pk, "badge.changed")
            return await next_frame(tab)

    assert run(story) == {"event": "badge.changed"}


def test_who_gets_a_task_hears_it_in_every_open_tab(cast):
    samira = cast.lindeboom.membership_of(cast.samira)
    term = Term.objects.offer(Role.CONTACT, to=samira, by=cast.naima)

    async def story():
        async with open_tab(cast.samira, "/live/") as one, open_tab(cast.samira, "/live/") as two:
            await in_db(term.accept)(by=cast.samira)
            return [await next_frame(tab) for tab in (one, two)]

    assert run(story) == [{"event": "access.changed"}] * 2


def test_a_visitor_hears_nothing(cast):
    async def story():
        async with open_tab(cast.visitor, "/live/") as tab:
            return await close_code(tab)

    assert run(story) == live.REFUSED


@pytest.mark.parametrize("words", ("{", "[]", '{"type": "access.changed"}', "x" * 70_000))
def test_what_a_tab_says_changes_nothing(cast, words):
    async def story():
        async with open_tab(cast.samira, "/live/") as tab:
            await tab.send_to(text_data=words)
            assert await is_quiet(tab, 0.1)
            await in_db(live.tell)(cast.samira.pk, "badge.changed")
            return await next_frame(tab)

    assert run(story) == {"event": "badge.changed"}


def test_a_frame_without_a_question_makes_no_thread_hop(cast, monkeypatch):
    """Channels closes old connections before every frame; ours do that where they ask."""
    hops = []

    async def hop():
        hops.append(1)

    async def story():
        async with open_tab(cast.samira, "/live/") as tab:
            monkeypatch.setattr("channels.consumer.aclose_old_connections", hop)
            await in_db(live.tell)(cast.samira.pk, "badge.changed")
            await next_frame(tab)

    run(story)
    assert hops == []


@pytest.mark.slow
def test_an_idle_socket_stays_open(cast):
    """redis-py 8 cut it after 5 to 11 s; with the in-memory layer this only takes time."""

    async def story():
        async with open_tab(cast.samira, "/live/") as tab:
            assert await is_quiet(tab, 12.5)
            await in_db(live.tell)(cast.samira.pk, "badge.changed")
            return await next_frame(tab)

    assert run(story) == {"event": "badge.changed"}
