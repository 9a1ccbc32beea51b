"""The address at the foot of a letter: one press stops it, looking does not, and undo is there."""

import re

import pytest

from community.notifications import stopping
from community.notifications.models import Choice, Preferences
from community.notifications.sorts import CHOSEN, Pace, Sort
from forums.models import Watch
from tests.factories import make_forum, make_topic

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def topic(cast):
    return make_topic(make_forum(cast.lindeboom), cast.samira)


@pytest.fixture
def address(cast, topic):
    """Of a letter to Samira about an answer in De Lindeboom."""
    place = f"topic-{topic.pk}"
    full = stopping.address(cast.samira, cast.lindeboom, Sort.ANSWERS, place)
    return re.sub(r"^https?://[^/]+", "", full)


def pace(person, network, sort=Sort.ANSWERS):
    return Choice.objects.table(person, network)[sort]


def test_looking_does_nothing_however_often(client, cast, address):
    for _ in range(3):
        page = client.get(address)
        client.head(address)

    assert page.status_code == 200
    assert "Wat wilt u stoppen?" in page.content.decode()
    assert not Choice.objects.exists()
    assert not Preferences.objects.exists()


def test_a_mail_program_stops_it_with_one_post_without_signing_in(client, cast, address):
    client.handler.enforce_csrf_checks = True
    for _ in range(2):
        assert client.post(address, ONE_CLICK).status_code == 200

    assert pace(cast.samira, cast.lindeboom) == Pace.OFF
    assert pace(cast.samira, cast.kompas) == Pace.AT_ONCE
    assert pace(cast.samira, cast.lindeboom, Sort.DATES) == Pace.AT_ONCE
    assert pace(cast.emre, cast.lindeboom) == Pace.AT_ONCE


def test_one_conversation_can_be_stopped_alone(client, cast, topic, address):
    client.post(address, {"scope": "place"})

    assert list(topic.watches.values_list("person", "level")) == [
        (cast.samira.pk, Watch.Level.MUTE)
    ]
    assert not Choice.objects.exists()


def test_a_whole_network_and_everything_can_be_stopped(client, cast, address):
    client.post(address, {"scope": "network"})
    table = Choice.objects.table(cast.samira, cast.lindeboom)
    assert {table[sort] for sort in CHOSEN} == {Pace.OFF}
    assert pace(cast.samira, cast.kompas) == Pace.AT_ONCE

    client.post(address, {"scope": "all"})
    assert Preferences.objects.of(cast.samira).essential_only is True


@pytest.mark.parametrize("scope", ["place", "sort", "network", "all"])
def test_what_was_stopped_can_be_taken_back_as_it_was(client, cast, topic, address, scope):
    Choice.objects.choose(cast.samira, cast.lindeboom, {Sort.ANSWERS: Pace.WEEKLY})
    page = client.post(address, {"scope": scope}).content.decode()
    token = re.search(r'name="undo" value="([^"]+)"', page)[1]

    client.post(address, {"undo": token})

    assert pace(cast.samira, cast.lindeboom) == Pace.WEEKLY
    assert pace(cast.samira, cast.lindeboom, Sort.DATES) == Pace.AT_ONCE
    assert Preferences.objects.of(cast.samira).essential_only is False
    assert not topic.watches.exists()


def test_the_digest_stops_what_comes_together_and_nothing_else(client, cast):
    full = stopping.address(cast.samira, cast.lindeboom, stopping.DIGEST)
    client.post(re.sub(r"^https?://[^/]+", "", full), ONE_CLICK)

    assert pace(cast.samira, cast.lindeboom, Sort.NEWS) == Pace.OFF
    assert pace(cast.samira, cast.lindeboom) == Pace.AT_ONCE


@pytest.mark.parametrize("token", ["x", "WzEsMV0:1:2", "a" * 3000])
def test_an_address_that_is_not_ours_is_no_page(client, db, token):
    assert client.post(f"/uit/{token}/").status_code == 404


def test_a_scope_that_was_not_offered_is_no_page(client, cast, address):
    assert client.post(address, {"scope": "universe"}).status_code == 404
    assert not Choice.objects.exists()


def test_an_undo_that_is_not_ours_changes_nothing(client, cast, address):
    client.post(address, {"undo": "made-up"})

    assert not Choice.objects.exists()


def test_who_closed_the_account_has_no_such_page(client, cast, address):
    cast.samira.is_active = False
    cast.samira.save()

    assert client.get(address).status_code == 404
