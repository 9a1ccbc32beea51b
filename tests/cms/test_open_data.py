"""Facts for who builds something: a read API, files, feeds and a map for search engines."""

import csv
import io
import json

import icalendar
import pytest

from networks.models import SchoolRegister
from tests.factories import make_gathering, make_practice, make_school, make_theme


def items(client, address):
    return client.get(address).json()["items"]


def rows(client, name):
    return list(csv.DictReader(io.StringIO(client.get(f"/api/{name}.csv").text)))


@pytest.fixture
def register(db):
    return SchoolRegister.objects.create(source="DUO", published_on="2026-11-01", rows=2)


def test_a_school_says_where_its_facts_come_from(client, schools, register):
    school = client.get("/api/schools/99zz01").json()

    assert (school["name"], school["source"], school["source_date"]) == (
        "De Lindeboom",
        "DUO",
        "2026-11-01",
    )
    assert school["page"].endswith("/scholen/de-lindeboom/")


def test_what_nobody_gave_is_absent_and_never_zero(client, schools):
    assert client.get("/api/schools/99ZZ01").json()["pupils"] is None
    assert {row["pupils"] for row in rows(client, "schools")} == {"geen gegevens"}
    assert "geen gegevens" in client.get("/scholen/de-lindeboom/").text


def test_schools_are_found_by_words_and_come_in_pages(client, schools):
    assert [one["name"] for one in items(client, "/api/schools?q=kompas")] == ["Het Kompas"]
    assert len(items(client, "/api/schools?limit=1")) == 1
    assert client.get("/api/schools?limit=0").status_code == 422
    assert client.get("/api/schools/00XX00").status_code == 404


def test_themes_are_those_that_are_live_on_a_live_page(client, schools):
    make_theme(schools.lindeboom, "Lezen")
    make_theme(schools.lindeboom, "Concept", live=False)
    make_theme(schools.kompas, "Van een gesloten school")
    schools.kompas.unpublish()

    assert [(one["school"], one["title"]) for one in items(client, "/api/themes")] == [
        ("99ZZ01", "Lezen")
    ]


def test_dates_are_those_announced_to_everybody_and_nothing_more(client, cast, schools):
    make_gathering(cast.lindeboom, "Open ochtend", is_public=True, intro="Binnen: Amal praat.")
    make_gathering(cast.lindeboom, "Besloten ochtend")

    found = items(client, "/api/dates")

    assert [one["title"] for one in found] == ["Open ochtend"]
    assert "Amal" not in json.dumps(found)
    assert set(found[0]) == {"network", "title", "starts_at", "ends_at", "place"}


def test_no_address_of_the_api_tells_of_people(client, cast, schools):
    make_theme(schools.lindeboom, owner=cast.karin)
    make_practice(owner=cast.ruud)
    make_gathering(cast.lindeboom, "Open", is_public=True, planned_by=cast.marieke)
    told = [client.get(f"/api/{name}").text for name in ("schools", "themes", "dates", "practices")]
    told += [client.get(f"/api/{name}.csv").text for name in ("schools", "themes", "dates")]

    for name in ("Samira", "Fatima", "Karin", "Ruud", "Marieke", "@voorbeeld.test"):
        assert not any(name in text for text in told), name


def test_it_is_read_only_and_may_lie_in_caches(client, schools):
    answer = client.get("/api/schools")

    assert "public" in answer.headers["Cache-Control"]
    assert client.post("/api/schools").status_code == 405


def test_its_description_names_every_address(client, schools):
    described = client.get("/api/openapi.json").json()

    assert set(described["paths"]) == {
        "/api/schools",
        "/api/schools/{code}",
        "/api/themes",
        "/api/dates",
        "/api/practices",
    }
    assert "/api/openapi.json" in client.get("/api/").text


@pytest.mark.django_db
@pytest.mark.parametrize("begins", ["=", "+", "-", "@"])
def test_a_file_never_calculates(client, begins):
    make_school(f"{begins}HYPERLINK(1)", "99ZZ05")

    assert [row["name"] for row in rows(client, "schools")] == [f"'{begins}HYPERLINK(1)"]


def test_the_news_of_a_school_is_a_feed(client, schools):
    theme = make_theme(schools.lindeboom, "Lezen & luisteren")
    theme.save_revision().publish()
    answer = client.get("/scholen/de-lindeboom/nieuws.atom")

    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert "Lezen &amp; luisteren" in answer.text
    assert theme.whole_address in answer.text


def test_the_announced_dates_of_a_school_are_a_calendar(client, cast, schools):
    make_gathering(cast.lindeboom, "Open ochtend", is_public=True)
    make_gathering(cast.lindeboom, "Besloten ochtend")
    make_gathering(cast.kompas, "Elders", is_public=True)

    calendar = icalendar.Calendar.from_ical(client.get("/scholen/de-lindeboom/agenda.ics").content)

    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Open ochtend"]


def test_the_map_for_search_engines_holds_live_pages_only(client, schools):
    make_theme(schools.lindeboom, "Lezen")
    make_theme(schools.lindeboom, "Concept", live=False)

    text = client.get("/sitemap.xml").text

    assert "/scholen/de-lindeboom/lezen/" in text
    assert "concept" not in text
    assert "Sitemap: " in client.get("/robots.txt").text


def test_a_page_says_what_it_is_about_to_who_shares_it(client, schools):
    theme = make_theme(schools.lindeboom, "Lezen")
    text = client.get(theme.address).text

    assert '<meta property="og:title" content="Lezen">' in text
    assert f'<link rel="canonical" href="{theme.whole_address}">' in text
