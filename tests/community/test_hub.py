"""One ear per process: who is slow is cut, who may not listen any more hears nothing."""

import asyncio

import pytest
from channels.db import database_sync_to_async as in_db
from channels.layers import InMemoryChannelLayer, channel_layers
from django.contrib.sessions.models import Session

from community import hearing, hub, live
from community.hub import Hub, Outlet
from tests.factories import make_room
from tests.networks.chat.tabs import close_code, is_quiet, next_html, open_tab, run

pytestmark = pytest.mark.django_db(transaction=True)


def frames(sent):
    return [each.get("text") or each["code"] for each in sent]


# --- one browser -----------------------------------------------------------------------------


def written_to(outlet_does, *, reads=True):
    """What reaches a browser that reads everything, or nothing at all."""
    sent = []

    async def story():
        async def send(message):
            if not reads and message["type"] == "websocket.send":
                await asyncio.Future()
            sent.append(message)

        outlet_does(Outlet(send))
        await asyncio.sleep(0.05)

    run(story)
    return frames(sent)


def test_frames_come_in_their_order():
    def talk(outlet):
        outlet.open()
        for n in range(300 - hub.FRAMES):
            outlet.write(f"{n}")

    assert written_to(talk) == [str(n) for n in range(300 - hub.FRAMES)]


def test_what_came_before_the_door_opened_is_said_first():
    def talk(outlet):
        outlet.write("een")
        outlet.open()
        outlet.write("twee")

    assert written_to(talk) == ["een", "twee"]


@pytest.mark.parametrize(
    ("frame", "most"), [("x", hub.FRAMES), ("x" * 2**16, 2**20 // 2**16)], ids=["many", "large"]
)
def test_a_browser_that_does_not_read_is_cut(frame, most):
    def talk(number):
        def tell(outlet):
            for _n in range(number):
                outlet.write(frame)

        return tell

    assert written_to(talk(most), reads=False) == []
    assert written_to(talk(most + 5), reads=False) == [hub.TOO_SLOW]


def test_nothing_is_said_through_a_shut_door():
    def talk(outlet):
        outlet.open()
        outlet.shut()
        outlet.write("te laat")

    assert written_to(talk) == []


# --- who listens -----------------------------------------------------------------------------


@pytest.fixture
def room(cast):
    return make_room(cast.lindeboom)


def test_whoever_left_hears_nothing_though_nobody_said_so(cast, room, monkeypatch):
    """The layer lost ``access.changed``: who listens is asked again before a frame goes out."""
    monkeypatch.setattr(hearing, "TRUSTED", 0)
    for telling in ("tell", "tell_all"):
        monkeypatch.setattr(live, telling, lambda *args, **facts: None)

    async def story():
        path = f"/live/chat/{room.pk}/"
        async with open_tab(cast.samira, path) as gone, open_tab(cast.marieke, path) as stays:
            await in_db(cast.lindeboom.membership_of(cast.samira).end)(by=cast.samira)
            await in_db(room.say)("Zij is weg", by=cast.emre)
            assert "Zij is weg" in await next_html(stays)
            return await close_code(gone)

    assert run(story) == live.REFUSED


def test_now_and_then_it_looks_who_still_may_listen(cast, room, monkeypatch):
    """A session that ended and a membership that did, of which no word came through."""
    monkeypatch.setattr(hub, "HEARTBEAT", 0.2)
    monkeypatch.setattr(hub, "PAUSE", 0.2)
    for telling in ("tell", "tell_all"):
        monkeypatch.setattr(live, telling, lambda *args, **facts: None)
    path = f"/live/chat/{room.pk}/"

    async def story():
        async with (
            open_tab(cast.samira, path) as left,
            open_tab(cast.emre, "/live/") as signed_out,
            open_tab(cast.marieke, path) as stays,
        ):
            await in_db(cast.lindeboom.membership_of(cast.samira).end)(by=cast.samira)
            await in_db(end_session)(dict(signed_out.scope["headers"])[b"cookie"].decode())
            codes = [await close_code(left), await close_code(signed_out)]
            assert await is_quiet(stays)
            return codes

    assert run(story) == [live.REFUSED] * 2


def end_session(cookie):
    key = dict(part.split("=", 1) for part in cookie.split("; "))["sessionid"]
    Session.objects.filter(session_key=key).delete()


class Listener:
    language = None


class LateLayer(InMemoryChannelLayer):
    """Takes nobody into a group until it is well again."""

    is_well = False

    async def group_add(self, group, channel):
        if not LateLayer.is_well:
            raise ConnectionError
        await super().group_add(group, channel)


def test_a_layer_that_was_away_is_asked_again(settings, monkeypatch):
    monkeypatch.setattr(hub, "PAUSE", 0.05)
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": f"{__name__}.LateLayer"}}
    channel_layers.backends.clear()
    heard = []

    async def deliver(_hub, messages):
        heard.extend(messages)

    async def look_after(_hub):
        pass

    async def story():
        here, somebody = Hub(deliver, look_after), Listener()
        await here.join("room.1", somebody)
        layer = channel_layers["default"]
        await layer.group_send("room.1", {"type": "lost"})
        LateLayer.is_well = True
        await asyncio.sleep(0.2)
        await layer.group_send("room.1", {"type": "found"})
        await asyncio.sleep(0.05)
        await here.leave(somebody)

    run(story)
    assert heard == [{"type": "found"}]


def test_a_frame_that_cannot_be_drawn_silences_nobody(cast, room, monkeypatch):
    monkeypatch.setitem(hearing.DRAWINGS, "message.broken", lambda: 1 / 0)

    async def story():
        async with open_tab(cast.samira, f"/live/chat/{room.pk}/") as tab:
            await in_db(live.publish)(room.group, "message.broken")
            await in_db(live.publish)(room.group, "never.heard.of")
            await in_db(room.say)("En verder", by=cast.emre)
            return await next_html(tab)

    assert "En verder" in run(story)
