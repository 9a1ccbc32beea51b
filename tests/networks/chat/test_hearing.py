"""What open tabs hear, and when they stop hearing it."""

import pytest
from channels.db import database_sync_to_async as in_db
from django.db import transaction

from community import hearing, live
from networks import blocking
from networks.chat.models import Message
from tests.networks.chat.tabs import (
    close_code,
    is_quiet,
    knock,
    next_frame,
    next_html,
    open_tab,
    open_tabs,
    run,
    sign_in,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def path(room):
    return f"/live/chat/{room.pk}/"


def test_a_message_reaches_everyone_in_the_room(cast, room, path):
    async def story():
        async with open_tabs([cast.samira, cast.amal], path) as tabs:
            await in_db(room.say)("Wie heeft een jas over?", by=cast.emre)
            return [await next_frame(tab) for tab in tabs]

    frames = run(story)

    assert [frame["event"] for frame in frames] == ["message.added"] * 2
    assert all("Wie heeft een jas over?" in frame["html"] for frame in frames)


def test_a_message_of_another_room_is_not_heard(cast, path, open_room):
    async def story():
        async with open_tab(cast.samira, path) as tab:
            await in_db(open_room.say)("Koekjes!", by=cast.karin)
            assert await is_quiet(tab)

    run(story)


def test_whoever_may_not_hear_a_room_is_refused(cast, room, open_room, names):
    async def codes(room, people):
        async with open_tabs(people, f"/live/chat/{room.pk}/") as tabs:
            return [await is_quiet(tab, 0.05) for tab in tabs]

    def hears(room):
        return lambda person: run(codes, room, [person]) == [True]

    parents = {"samira", "fatima", "emre", "naima", "marieke", "amal"}
    assert names(hears(room)) == parents
    assert names(hears(open_room)) == parents | {"karin"}


def test_a_stranger_hears_why_and_learns_nothing_of_absent_rooms(cast, room):
    async def story():
        answers = []
        for pk in (room.pk, 404404):
            async with open_tab(cast.bart, f"/live/chat/{pk}/") as tab:
                answers.append(await close_code(tab))
                assert await is_quiet(tab)
        return answers

    assert run(story) == [live.REFUSED, live.REFUSED]


@pytest.mark.parametrize("origin", (b"https://kwaad.test", b"http://testserver.kwaad.test", None))
def test_a_page_of_another_site_opens_no_socket(cast, path, origin):
    async def story():
        tab = knock(path, browser=await in_db(sign_in)(cast.samira), origin=origin)
        opened, _ = await tab.connect()
        return opened

    assert run(story) is False


def test_what_is_rolled_back_is_never_shown(cast, room, path):
    def say_and_fail():
        with transaction.atomic():
            room.say("Toch maar niet", by=cast.emre)
            raise RuntimeError

    async def story():
        async with open_tab(cast.samira, path) as tab:
            with pytest.raises(RuntimeError):
                await in_db(say_and_fail)()
            assert await is_quiet(tab)

    run(story)
    assert not Message.objects.exists()


def test_three_tabs_cost_one_rendering(cast, room, path, monkeypatch):
    rendered = []
    render = hearing.render_to_string
    monkeypatch.setattr(
        hearing, "render_to_string", lambda *args: rendered.append(args) or render(*args)
    )

    async def story():
        async with open_tabs([cast.samira, cast.samira, cast.emre], path) as tabs:
            await in_db(room.say)("Hallo", by=cast.naima)
            return {(await next_frame(tab))["html"] for tab in tabs}

    assert len(run(story)) == 1
    assert len(rendered) == 1


def test_every_reader_hears_it_in_their_own_language(cast, room, path):
    cast.emre.speak("en")

    async def story():
        message = await in_db(room.say)("Hallo", by=cast.naima)
        async with open_tabs([cast.samira, cast.emre], path) as tabs:
            await in_db(message.take_back)(by=cast.naima)
            return [(await next_frame(tab))["html"] for tab in tabs]

    dutch, english = run(story)
    assert "This message was taken back." in english
    assert dutch != english


@pytest.mark.parametrize("regret", ("hide", "take_back"))
def test_hidden_and_taken_back_words_are_in_no_frame(cast, room, path, regret):
    message = room.say("Een geheim", by=cast.naima)
    deed = {
        "hide": lambda: message.hide("Niet aardig", by=cast.emre),
        "take_back": lambda: message.take_back(by=cast.naima),
    }[regret]

    async def story():
        async with open_tab(cast.samira, path) as tab:
            await in_db(deed)()
            return await next_frame(tab)

    frame = run(story)
    assert frame["event"] == "message.changed"
    assert f'id="message-{message.pk}"' in frame["html"]
    assert "geheim" not in frame["html"]


def test_a_message_hidden_before_its_frame_is_drawn_is_drawn_hidden(cast, room, path):
    def say_and_hide():
        with transaction.atomic():
            room.say("Een geheim", by=cast.naima).hide("Niet aardig", by=cast.emre)

    async def story():
        async with open_tab(cast.samira, path) as tab:
            await in_db(say_and_hide)()
            return [(await next_frame(tab))["html"] for _ in range(2)]

    assert all("geheim" not in html for html in run(story))


def test_a_shielded_parent_is_in_no_frame_by_name_or_number(cast, room, path):
    async def story():
        async with open_tab(cast.samira, path) as tab:
            await in_db(room.say)("Hallo", by=cast.amal)
            return (await next_frame(tab))["html"]

    html = run(story)
    assert "Amal" not in html
    assert f'data-author="{cast.amal.pk}"' not in html
    assert f'data-author="{room.key_of(cast.amal.pk)}"' in html


# --- leaving -------------------------------------------------------------------------------


def test_whoever_leaves_loses_the_room_and_does_not_come_back(cast, room, path):
    membership = cast.lindeboom.membership_of(cast.samira)

    async def story():
        async with open_tab(cast.samira, path) as gone, open_tab(cast.marieke, path) as stays:
            await in_db(membership.end)(by=cast.fatima)
            assert await close_code(gone) == live.REFUSED
            await in_db(room.say)("Zij is weg", by=cast.emre)
            assert "Zij is weg" in (await next_html(stays))
            assert await is_quiet(gone)
        async with open_tab(cast.samira, path) as again:
            return await close_code(again)

    assert run(story) == live.REFUSED


def test_joining_another_network_cuts_nothing(cast, room, path):
    async def story():
        async with (
            open_tabs([cast.samira], path) as (tab,),
            open_tab(cast.samira, "/live/") as bell,
        ):
            await in_db(cast.kompas.admit)(cast.samira, by=cast.samira)
            told = [await next_frame(one) for one in (tab, bell)]
            assert told == [{"event": "access.changed"}] * 2
            await in_db(room.say)("Nog hier?", by=cast.emre)
            return await next_frame(tab)

    assert "Nog hier?" in run(story)["html"]


def test_signing_out_closes_the_tabs_of_that_browser_only(cast, path):
    async def story():
        phone, laptop = [await in_db(sign_in)(cast.samira) for _ in range(2)]
        async with (
            open_tab(cast.samira, path, browser=phone) as on_phone,
            open_tab(cast.samira, path, browser=laptop) as on_laptop,
        ):
            await in_db(phone.logout)()
            assert await close_code(on_phone) == live.REFUSED
            assert await is_quiet(on_laptop)

    run(story)


def test_ending_all_sessions_closes_every_tab_of_that_person(cast, path):
    async def story():
        async with open_tabs([cast.samira, cast.samira, cast.emre], path) as (one, two, other):
            await in_db(live.tell)(cast.samira.pk, "session.ended")
            assert {await close_code(one), await close_code(two)} == {live.REFUSED}
            assert await is_quiet(other)

    run(story)


def test_of_two_who_do_not_meet_no_word_reaches_the_other(cast, room, path):
    asked = room.say("Wie fietst er mee?", by=cast.emre)
    blocking.block(cast.emre, by=cast.samira)

    async def story():
        async with open_tabs([cast.samira, cast.amal], path) as (samira, amal):
            await in_db(room.say)("Niemand?", by=cast.emre)
            await in_db(room.say)("Ik!", by=cast.naima, answers=asked)
            await in_db(room.say)("Dag.", by=cast.naima)
            amals = [(await next_frame(amal))["event"] for _each in range(3)]
            return amals, [await next_frame(samira) for _each in range(2)]

    amals, (repeated, plain) = run(story)
    assert amals == ["message.added"] * 3
    assert repeated == {"event": "missed"}  # her page fetches it, without what it answers
    assert "Dag." in plain["html"]


def test_who_is_blocked_hears_nothing_more_in_a_tab_that_is_open(cast, room, path):
    async def story():
        async with open_tab(cast.emre, path) as emre:
            await in_db(blocking.block)(cast.emre, by=cast.samira)
            assert (await next_frame(emre))["event"] == "access.changed"
            await in_db(room.say)("Hoor je mij?", by=cast.samira)
            assert await is_quiet(emre)

    run(story)
