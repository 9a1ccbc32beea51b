"""Dates and conversations of a theme of the school: together, each as closed as it is."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from cms.portal import open_portal
from cms.subjects import dates_about, talks_about
from tests.conftest import LINDEBOOM_PARENTS
from tests.factories import make_forum, make_gathering, make_theme, make_topic

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def theme(cast):
    portal = open_portal(cast.lindeboom.school, by=None)
    return make_theme(portal, "Lezen in groep 3", from_date=date(2026, 12, 7))


def send(client, cast, by, **changes):
    client.force_login(by)
    sent = {
        **{"title": "Voorlezen", "kind": "coffee", "day": "2026-12-08", "starts": "9:00"},
        **{"ends": "10:00", "place": "Hal", "audience": "everyone", **changes},
    }
    return client.post(reverse("ouderkamer:gathering_new", args=[cast.lindeboom.slug]), sent)


def test_a_date_is_made_for_a_theme_and_leads_to_it(client, cast, theme):
    answer = send(client, cast, cast.marieke, subject=theme.subject_key)

    assert cast.lindeboom.gatherings.get().subject == theme.subject_key
    shown = client.get(answer.url).content.decode()
    assert f'href="{theme.address}"' in shown
    assert "Thema van school: <bdi>Lezen in groep 3</bdi>" in shown


def test_a_theme_of_another_school_is_no_choice(client, cast, theme):
    elsewhere = make_theme(open_portal(cast.kompas.school, by=None), "Elders")

    assert send(client, cast, cast.marieke, subject=elsewhere.subject_key).status_code == 422
    assert not cast.lindeboom.gatherings.exists()


def test_the_agenda_says_when_a_theme_begins_and_which_feasts_there_are(client, cast, theme):
    make_gathering(cast.lindeboom, days=14)
    client.force_login(cast.samira)

    shown = client.get(reverse("ouderkamer:agenda", args=[cast.lindeboom.slug])).content.decode()

    assert "Vanaf maandag 7 december op school:" in shown
    assert "Lezen in groep 3" in shown
    assert "Chanoeka 5 dec" in shown


def test_the_page_of_the_theme_names_only_dates_the_reader_may_read_of(cast, names, theme):
    for title, facts in (
        ("Open", {"is_public": True}),
        ("Met school", {"audience": "everyone"}),
        ("Ouders", {}),
        ("Anders", {"subject": "theme-0"}),
    ):
        facts = {"subject": theme.subject_key, **facts}
        make_gathering(cast.lindeboom, title, **facts)
    gone = make_gathering(cast.lindeboom, "Weg", is_public=True, subject=theme.subject_key)
    gone.cancel("Ziek.", by=cast.marieke)

    def titles(reader):
        return {gathering.title for gathering in dates_about(theme, reader)}

    assert titles(AnonymousUser()) == {"Open"}
    assert titles(cast.bart) == {"Open"}
    assert [one.opens for one in dates_about(theme, cast.bart)] == [False]
    assert titles(cast.karin) == {"Open", "Met school"}
    assert titles(cast.samira) == {"Open", "Met school", "Ouders"}


def test_a_theme_that_is_not_live_any_more_is_not_named(client, cast, theme):
    gathering = make_gathering(cast.lindeboom, subject=theme.subject_key)
    theme.unpublish()
    client.force_login(cast.samira)

    assert "Lezen in groep 3" not in client.get(gathering.get_absolute_url()).content.decode()


def test_a_conversation_is_begun_about_a_theme_and_found_there_by_who_sees_it(
    client, cast, names, theme
):
    forum = make_forum(cast.lindeboom)
    client.force_login(cast.samira)
    path = reverse("forums:topic_new", args=[cast.lindeboom.slug])
    sent = {"kind": "question", "title": "Welke boeken?", "text": "Voor groep 3.", "once": uuid4()}
    make_topic(forum, cast.emre)

    answer = client.post(path, {**sent, "forum": forum.pk, "about": theme.subject_key})

    assert answer.status_code == 302
    assert f'href="{theme.address}"' in client.get(answer.url).content.decode()
    assert [topic.title for topic in talks_about(theme, cast.emre)] == ["Welke boeken?"]
    assert names(lambda person: talks_about(theme, person).exists()) == LINDEBOOM_PARENTS
    assert "Welke boeken?" in client.get(theme.address).content.decode()
    client.logout()
    assert "Welke boeken?" not in client.get(theme.address).content.decode()
