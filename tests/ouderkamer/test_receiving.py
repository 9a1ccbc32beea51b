"""The sheet at the door: numbers, ticks, walk-ins, and care for who could not come."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from community.access import can
from ouderkamer.models import SignUp
from ouderkamer.tasks import forget_answers, write_to_missed
from tests.factories import make_gathering

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
RECEIVERS = {"fatima", "emre", "naima", "marieke"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


@pytest.fixture
def gathering(cast):
    """In an hour, for an hour, with three families and what they need."""
    gathering = make_gathering(
        cast.lindeboom,
        audience="everyone",
        starts_at=NOON + timedelta(hours=1),
        childcare=True,
        interpreters=["tr"],
        materials="Stoelen in een kring\n\nKoffie",
    )
    gathering.answer("yes", by=cast.samira, adults=2, toddlers=1, ages=["0"])
    gathering.answer("yes", by=cast.emre, interpreter="tr")
    gathering.answer("yes", by=cast.amal, interpreter="ti", walk_in=True)
    gathering.answer("maybe", by=cast.marieke)
    return gathering


@pytest.fixture
def path(cast):
    return lambda gathering: reverse("ouderkamer:sheet", args=[cast.lindeboom.slug, gathering.pk])


@pytest.fixture
def sheet(client, cast, gathering, path):
    client.force_login(cast.marieke)
    return lambda: client.get(path(gathering)).context["sheet"]


@pytest.fixture
def press(client, cast, gathering):
    """Send a form of the sheet about the answer of ``person``."""

    def post(name, person=None, *, by=cast.marieke, **sent):
        client.force_login(by)
        key = [gathering.sign_ups.get(person=person).pk] if person else []
        args = [cast.lindeboom.slug, gathering.pk, *key]
        return client.post(reverse(f"ouderkamer:{name}", args=args), sent)

    return post


def test_only_who_receives_parents_opens_it(client, cast, names, gathering, path):
    def opens(person):
        if person.is_authenticated:
            client.force_login(person)
        else:
            client.logout()
        return client.get(path(gathering)).status_code == 200

    assert names(opens) == RECEIVERS
    assert names(lambda person: can(person, "ouderkamer.receive", gathering)) == RECEIVERS


def test_first_come_the_numbers_for_setting_the_room_ready(client, cast, gathering, path, sheet):
    found = sheet()

    assert (found.chairs, found.toddlers, found.here) == (4, 1, 0)
    assert set(found.languages) == {"ti", "tr"}
    assert [(language, len(who)) for language, who in found.unheard] == [("Tigrinya", 1)]
    assert found.things == ["Stoelen in een kring", "Koffie"]
    shown = client.get(path(gathering)).content.decode()
    assert "baby" in shown
    assert "Er is nog geen tolk Tigrinya" in shown


def test_the_sheet_says_who_helps_and_how_many_hands_are_missing(client, cast, gathering, path):
    task = gathering.helper_tasks.create(what="Koffie zetten", needed=2)
    task.take(by=cast.emre)
    client.force_login(cast.marieke)

    shown = client.get(path(gathering)).content.decode()

    assert re.search(r"Koffie zetten</bdi>: <bdi>Emre</bdi>\s+Nog 1 nodig", shown)


def test_a_shielded_parent_is_a_parent_on_the_sheet_too(client, cast, gathering, path):
    client.force_login(cast.marieke)

    shown = client.get(path(gathering)).content.decode()

    assert "Een ouder" in shown
    assert "Amal" not in shown


def test_an_empty_sheet_is_no_failure(client, cast, path):
    empty = make_gathering(cast.lindeboom)
    client.force_login(cast.marieke)

    assert "De meeste ouders lopen gewoon binnen" in client.get(path(empty)).content.decode()


def test_a_family_is_ticked_and_unticked_and_twice_is_once(cast, gathering, press, sheet):
    press("tick", cast.samira, here="true")
    first = gathering.sign_ups.get(person=cast.samira).arrived_at
    press("tick", cast.samira, here="true")
    press("tick", cast.emre, here="true")
    press("tick", cast.emre, here="")

    assert gathering.sign_ups.get(person=cast.samira).arrived_at == first
    assert sheet().here == 1
    assert gathering.came == 2


def test_who_only_thinks_about_it_has_no_tick(cast, gathering, press):
    assert press("tick", cast.marieke, here="true").status_code == 404


@pytest.mark.parametrize("name", ["tick", "follow_up"])
def test_whoever_does_not_receive_ticks_nobody(cast, names, gathering, press, name):
    def may(person):
        return person.is_authenticated and press(name, cast.samira, by=person).status_code == 302

    if name == "follow_up":
        gathering.tick(gathering.sign_ups.get(person=cast.emre), True)
        with time_machine.travel(gathering.ends_at, tick=False):
            assert names(may) == RECEIVERS
    else:
        assert names(may) == RECEIVERS


def test_days_before_nobody_can_be_there(cast, gathering, press, clock):
    clock.move_to(NOON - timedelta(days=1))

    assert press("tick", cast.samira, here="true").status_code in (403, 404)


def test_who_walks_in_is_counted_without_a_name(cast, gathering, press):
    press("tick", cast.samira, here="true")
    press("count", walk_ins=2, afterwards="Gezellig.")
    gathering.refresh_from_db()

    assert (gathering.walk_ins, gathering.came, gathering.afterwards) == (2, 4, "Gezellig.")

    press("count", walk_ins="", head_count=9)
    gathering.refresh_from_db()
    assert (gathering.walk_ins, gathering.came) == (0, 9)


@pytest.mark.parametrize(("walk_ins", "words"), [("-1", "0"), ("veel", "getal"), ("9999", "500")])
def test_a_number_that_is_none_is_a_sentence(gathering, press, walk_ins, words):
    answer = press("count", walk_ins=walk_ins, afterwards="Fijn.")

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors)
    assert "Fijn." in answer.content.decode()
    gathering.refresh_from_db()
    assert (gathering.walk_ins, gathering.afterwards) == (0, "")


def test_nobody_has_missed_it_before_the_end_or_when_nobody_was_ticked(
    cast, gathering, press, sheet, clock
):
    clock.move_to(gathering.ends_at)
    assert sheet().missed == []  # nobody was ticked: perhaps all were there

    clock.move_to(gathering.ends_at - timedelta(minutes=1))
    press("tick", cast.samira, here="true")
    assert sheet().missed == []

    clock.move_to(gathering.ends_at + timedelta(minutes=1))
    assert {one.person for one in sheet().missed} == {cast.emre, cast.amal}


@pytest.fixture
def afterwards(cast, gathering, press, clock):
    """It is over; only Samira was there."""
    press("tick", cast.samira, here="true")
    clock.move_to(gathering.ends_at + timedelta(minutes=1))


def wrote_to(names):
    return names(
        lambda p: p.is_authenticated and p.notifications.filter(kind="ouderkamer.missed").exists()
    )


def test_nothing_is_sent_by_itself(afterwards, names, gathering, clock):
    clock.move_to(gathering.ends_at + timedelta(days=2))
    write_to_missed()

    assert wrote_to(names) == set()


def test_a_kind_message_goes_the_next_morning_once(
    client,
    path,
    cast,
    names,
    gathering,
    press,
    afterwards,
    clock,
    django_capture_on_commit_callbacks,
):
    later = make_gathering(cast.lindeboom, "Thee", audience="everyone", days=7)
    press("follow_up", cast.emre, deed="message", by=cast.naima)
    shown = client.get(path(gathering)).content.decode()
    assert "Het gaat weg op woensdag 25 november om 9.00 uur." in shown

    write_to_missed()
    assert wrote_to(names) == set()
    clock.move_to(datetime(2026, 11, 25, 8, 1, tzinfo=UTC))
    with django_capture_on_commit_callbacks(execute=True):
        write_to_missed()
        write_to_missed()

    assert wrote_to(names) == {"emre"}
    note = cast.emre.notifications.get(kind="ouderkamer.missed")
    assert "Groeten van Naima" in note.words
    assert "Thee" in note.words
    assert note.url == later.get_absolute_url()


def test_a_message_can_be_held_back_until_it_went(cast, names, gathering, press, afterwards, clock):
    press("follow_up", cast.emre, deed="message")
    press("follow_up", cast.emre, deed="")
    clock.move_to(NOON + timedelta(days=1))
    write_to_missed()
    assert wrote_to(names) == set()

    sent = gathering.sign_ups.get(person=cast.emre)
    gathering.sign_ups.filter(pk=sent.pk).update(follow_up="sent")
    assert gathering.follow_up(sent, "nothing", by=cast.marieke) is False
    sent.refresh_from_db()
    assert sent.follow_up == "sent"


@pytest.mark.parametrize("deed", ["spoken", "nothing"])
def test_who_was_spoken_to_leaves_the_list(cast, press, sheet, afterwards, deed):
    press("follow_up", cast.emre, deed="call")
    assert {one.person for one in sheet().missed} == {cast.emre, cast.amal}

    press("follow_up", cast.emre, deed=deed)

    assert {one.person for one in sheet().missed} == {cast.amal}


def test_nobody_says_that_a_message_was_sent(cast, gathering, press, afterwards):
    press("follow_up", cast.emre, deed="sent")

    assert gathering.sign_ups.get(person=cast.emre).follow_up == ""


def test_after_two_weeks_only_numbers_are_left(
    client, cast, gathering, press, afterwards, path, clock
):
    gathering.sign_ups.create(name="Hafida", answer="yes", seat="held", code="h4f92k")
    press("count", walk_ins=2, afterwards="Gezellig.")

    clock.move_to(gathering.ends_at + timedelta(days=13))
    forget_answers()
    assert gathering.sign_ups.by_name().exists()
    clock.move_to(gathering.ends_at + timedelta(days=14))
    forget_answers()
    forget_answers()

    gathering.refresh_from_db()
    assert gathering.numbers == {
        **{"invited": 7, "expected": 5, "toddlers": 1, "languages": ["ti", "tr"]},
        **{"walk_ins": 2, "came": 4},
    }
    left = gathering.sign_ups.values_list(
        "person__first_name", "interpreter", "toddlers", "arrived_at"
    )
    assert set(left) == {(name, "", 0, None) for name in ("Samira", "Emre", "Amal", "Marieke")}
    shown = client.get(path(gathering)).content.decode()
    assert "Er kwamen 4 mensen. 5 hadden zich aangemeld, 7 waren uitgenodigd." in shown
    assert "Samira" not in shown
    assert press("tick", cast.samira, here="true").status_code in (403, 404)


def test_after_a_season_nobodys_answer_is_left(cast, gathering, clock):
    clock.move_to(gathering.ends_at + timedelta(days=90))
    forget_answers()

    assert not gathering.sign_ups.exists()


def test_who_planned_a_date_sees_no_answers_for_that(client, cast, names):
    planned = make_gathering(cast.lindeboom, audience="everyone", planned_by=cast.karin)
    asked = planned.answer("yes", by=cast.samira, interpreter="tr")

    def reads(person):
        return SignUp.objects.visible_to(person).filter(pk=asked.pk).exists()

    assert names(reads) == RECEIVERS | {"samira"}
    client.force_login(cast.karin)
    assert "tolk: Turks" not in client.get(planned.get_absolute_url()).content.decode()
