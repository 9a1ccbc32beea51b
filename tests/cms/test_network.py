"""What the pages of a school show inside its network: on Start, at the door, in search."""

from datetime import timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.panels import ThemesPanel
from cms.sources import Portals, Themes
from community.management.commands import worker
from community.schedule import chores
from networks.panels import PANELS
from tests.factories import make_theme


@pytest.fixture
def panel():
    return next(panel for panel in PANELS if isinstance(panel, ThemesPanel))


def on_start(panel, network, reader):
    facts = panel.facts(network, reader)
    return [theme.title for theme in facts["themes"]] if facts else None


def test_start_shows_the_first_three_live_themes_of_this_school(cast, schools, panel):
    for n in range(5):
        make_theme(schools.lindeboom, f"Thema {n}", live=n != 1)
    make_theme(schools.kompas, "Van een ander")

    assert on_start(panel, cast.lindeboom, cast.samira) == ["Thema 0", "Thema 2", "Thema 3"]


def test_start_shows_the_newest_first(cast, schools, panel):
    for n in range(4):
        make_theme(schools.lindeboom, f"Thema {n}", live=False).get_latest_revision().publish()

    assert on_start(panel, cast.lindeboom, cast.samira) == ["Thema 3", "Thema 2", "Thema 1"]


def test_a_theme_of_a_later_moment_shows_everywhere_within_five_seconds_of_it(
    client, cast, schools
):
    moment = timezone.now() + timedelta(days=1)
    theme = make_theme(schools.lindeboom, live=False, from_date=moment.date() + timedelta(days=2))
    theme.go_live_at = moment
    theme.save_revision(user=cast.karin).publish()
    client.force_login(cast.samira)

    def places():
        agenda = reverse("ouderkamer:agenda", args=[cast.lindeboom.slug])
        pages = {"start": cast.lindeboom.get_absolute_url(), "agenda": agenda}
        return {name for name, url in pages.items() if theme.title in client.get(url).text}

    chores.run_due()
    assert places() == set()
    with time_machine.travel(moment + timedelta(seconds=5 - worker.PAUSE), tick=False):
        client.force_login(cast.samira)
        chores.run_due()
        assert places() == {"start", "agenda"}
    assert chores.CHORES["cms.tasks.publish_what_is_due"].interval <= timedelta(
        seconds=5 - worker.PAUSE
    )


def test_start_shows_nothing_without_a_live_theme_or_a_live_page(cast, schools, panel):
    theme = make_theme(schools.lindeboom)
    theme.unpublish()
    make_theme(schools.kompas)
    schools.kompas.unpublish()

    assert on_start(panel, cast.lindeboom, cast.samira) is None
    assert on_start(panel, cast.kompas, cast.bart) is None
    assert panel.door_facts(cast.kompas) is None


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_panel_costs_one_query(cast, schools, panel, how_many, django_assert_num_queries):
    for n in range(how_many):
        make_theme(schools.lindeboom, f"Thema {n}", tone="coral", icon="heart")

    with django_assert_num_queries(1):
        html = render_to_string(panel.main, panel.facts(cast.lindeboom, cast.samira))

    assert html.count("on-tone-coral") == how_many
    assert 'href="/scholen/de-lindeboom/thema-0/"' in html
    assert 'href="/scholen/de-lindeboom/"' in html


def test_the_door_leads_to_the_page_of_the_school(cast, schools, panel):
    html = render_to_string(panel.door, panel.door_facts(cast.lindeboom))

    assert 'href="/scholen/de-lindeboom/"' in html


def test_search_finds_live_themes_by_title_and_by_text_and_says_of_which_school(cast, schools):
    body = [("text", {"heading": "Pannenkoeken", "text": "<p>Met stroop.</p>"})]
    make_theme(schools.lindeboom, "Lezen", body=body)
    make_theme(schools.lindeboom, "Lezen in stilte", live=False)
    make_theme(schools.kompas, "Lezen bij het Kompas")

    def found(words):
        hits = Themes().find(words, cast.samira)
        return {(hit.title, hit.portal.title) for hit in hits}

    assert found("leze") == {("Lezen", "De Lindeboom"), ("Lezen bij het Kompas", "Het Kompas")}
    assert found("pannenkoek") == {("Lezen", "De Lindeboom")}
    assert found("stilte") == set()


def test_search_finds_nothing_that_is_shielded_nor_what_lies_below_it(cast, schools):
    make_theme(schools.lindeboom, "Lezen")
    make_theme(schools.kompas, "Lezen bij het Kompas")
    PageViewRestriction.objects.create(page=schools.lindeboom, restriction_type="login")

    def found(source, words):
        return [hit.title for hit in source.find(words, cast.samira)]

    assert found(Themes(), "lezen") == ["Lezen bij het Kompas"]
    assert found(Portals(), "lindeboom") == []
    assert found(Portals(), "kompas") == ["Het Kompas"]


def test_search_finds_schools_with_a_live_page(cast, schools):
    schools.kompas.unpublish()

    assert [hit.title for hit in Portals().find("lindeb", cast.samira)] == ["De Lindeboom"]
    assert list(Portals().find("kompas", cast.samira)) == []


def test_a_hit_shows_what_it_is_about(cast, schools):
    make_theme(schools.lindeboom)
    hit = Themes().find("lezen", cast.samira)[0]

    html = render_to_string(Themes.template, {"hit": hit, "words": "lezen"})

    assert 'href="/scholen/de-lindeboom/lezen-in-groep-3/"' in html
    assert "Tien minuten is genoeg." in html
    assert "De Lindeboom" in html


def test_taking_a_theme_off_takes_it_from_the_panel_the_search_and_the_site(
    client, cast, schools, panel
):
    theme = make_theme(schools.lindeboom)
    assert client.get(theme.address).status_code == 200

    theme.unpublish()

    assert on_start(panel, cast.lindeboom, cast.samira) is None
    assert Themes().find("lezen", cast.samira) == []
    assert client.get(theme.address).status_code == 404
