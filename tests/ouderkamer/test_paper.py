"""The agenda on paper: the month for the door, the year on one page, a leaflet."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from pypdfium2 import PdfDocument

from tests.factories import make_gathering, make_series

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
POINTS = 72 / 25.4  # in a millimetre
A4 = [210, 297]
PLANNERS = {"fatima", "emre", "marieke", "karin"}
MEMBERS = PLANNERS | {"samira", "naima", "amal"}


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def printed(client, cast):
    """``(pages, size, words)`` of what ``person`` prints."""

    def get(person, name, *keys, **query):
        client.force_login(person)
        path = reverse(f"ouderkamer:{name}", args=[cast.lindeboom.slug, *keys])
        answer = client.get(path, query)
        assert answer.headers["Content-Type"] == "application/pdf", answer.status_code
        document = PdfDocument(answer.content)
        size = [round(side / POINTS) for side in document[0].get_size()]
        return len(document), size, document[0].get_textpage().get_text_bounded()

    return get


@pytest.fixture
def may(client, cast, names):
    def ask(name, *keys):
        path = reverse(f"ouderkamer:{name}", args=[cast.lindeboom.slug, *keys])

        def prints(person):
            if not person.is_authenticated:
                return False
            client.force_login(person)
            return client.get(path).status_code == 200

        return names(prints)

    return ask


def test_the_door_of_the_school_shows_public_dates_only(cast, printed):
    make_gathering(cast.lindeboom, "Koffie met Hind", is_public=True, audience="everyone", days=3)
    make_gathering(cast.lindeboom, "Besloten avond", audience="everyone", days=4)
    make_gathering(cast.lindeboom, "Gaat niet door", is_public=True, days=5).cancel(
        "Ziek.", by=cast.marieke
    )
    make_gathering(cast.lindeboom, "In december", is_public=True, days=20)

    pages, size, words = printed(cast.marieke, "month_pdf")

    assert (pages, size) == (1, A4)
    assert "November 2026" in words
    assert "Koffie met Hind" in words
    for left_out in ("Besloten avond", "Gaat niet door", "In december"):
        assert left_out not in words
    assert "In december" in printed(cast.marieke, "month_pdf", maand="2026-12")[2]


def test_a_month_without_open_dates_says_so(cast, printed):
    assert "geen open afspraak" in printed(cast.marieke, "month_pdf")[2]


@pytest.mark.parametrize("dates", [1, 12, 31])
def test_however_full_a_month_is_it_stays_one_page(cast, printed, dates):
    for n in range(dates):
        starts_at = datetime(2026, 12, n % 31 + 1, 8, tzinfo=UTC)
        title = f"Nummer {n}: een titel die over meer dan een regel loopt, met koffie en taart"
        make_gathering(cast.lindeboom, title, starts_at=starts_at, is_public=True)

    pages, _size, words = printed(cast.marieke, "month_pdf", maand="2026-12")

    assert pages == 1
    assert all(f"Nummer {n}:" in words for n in range(dates))


def test_a_school_year_of_two_mornings_a_week_is_one_page(cast, printed):
    with time_machine.travel(datetime(2026, 8, 3, tzinfo=UTC), tick=False):
        for first in ("2026-08-31", "2026-09-03"):
            make_series(cast.lindeboom, first).extend(datetime(2027, 7, 9).date())

    pages, size, words = printed(cast.samira, "year_pdf")

    assert (pages, size) == (1, A4)
    assert "Ouderkamer 2026 – 2027" in words
    assert words.count("Koffieochtend") == 2 * 45
    assert all(month in words for month in ("Augustus 2026", "Januari 2027", "Juli 2027"))


def test_on_the_year_each_reader_finds_what_they_see(cast, printed):
    make_gathering(cast.lindeboom, "Onder ouders")
    make_gathering(cast.lindeboom, "Met school", audience="everyone")

    assert "Onder ouders" in printed(cast.samira, "year_pdf")[2]
    for_school = printed(cast.karin, "year_pdf")[2]
    assert ("Met school" in for_school, "Onder ouders" in for_school) == (True, False)


def test_a_leaflet_says_when_where_and_what_there_is(cast, printed):
    gathering = make_gathering(
        cast.lindeboom,
        "Hoe help ik mijn kind met lezen?",
        place="Ouderkamer",
        guest="juf Anouk",
        childcare=True,
        interpreters=["tr"],
        is_public=True,
    )
    gathering.answer("yes", by=cast.samira)

    pages, size, words = printed(cast.marieke, "leaflet_pdf", gathering.pk)

    assert (pages, size) == (1, A4)
    told = ("Dinsdag 1 december", "12.00", "Ouderkamer", "juf Anouk", "gratis opvang", "Turks")
    assert all(fact in words for fact in told)
    assert "Samira" not in words


def test_who_may_print_what(cast, may):
    gathering = make_gathering(
        cast.lindeboom, audience="everyone", starts_at=NOON + timedelta(days=1)
    )

    assert may("month_pdf") == PLANNERS
    assert may("leaflet_pdf", gathering.pk) == PLANNERS
    assert may("year_pdf") == MEMBERS
