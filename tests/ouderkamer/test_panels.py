"""What the parents' room shows on Start, on the invitation page and in the directory."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils.translation import override

from ouderkamer.panels import Agenda
from tests.factories import make_gathering

MORNING = datetime(2026, 11, 20, 7, 45, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_friday_in_november():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def panel():
    return Agenda()


def test_start_shows_the_next_date_that_goes_ahead(cast, panel):
    make_gathering(cast.lindeboom, "Geweest", days=-1)
    make_gathering(cast.lindeboom, "Ziek", days=1).cancel("Ziek.", by=cast.marieke)
    make_gathering(cast.lindeboom, "Alleen ouders", days=2)
    make_gathering(cast.lindeboom, "Samen", days=3, audience="everyone")

    assert panel.facts(cast.lindeboom, cast.samira)["gathering"].title == "Alleen ouders"
    assert panel.facts(cast.lindeboom, cast.karin)["gathering"].title == "Samen"
    assert panel.facts(cast.kompas, cast.bart) is None


def test_start_costs_two_queries(cast, panel, django_assert_num_queries):
    for days in (1, 2, 3):
        gathering = make_gathering(cast.lindeboom, days=days)
        for person in (cast.samira, cast.emre, cast.amal, cast.naima, cast.fatima):
            gathering.answer("yes", by=person)

    with django_assert_num_queries(2):
        facts = panel.facts(cast.lindeboom, cast.samira)
        html = render_to_string(panel.main, {**facts, "csrf_token": "secret"})

    assert ("Emre" in html, "Amal" in html) == (True, False)
    assert 'value="secret"' in html


def test_the_door_shows_public_dates_and_no_names(cast, panel, django_assert_num_queries):
    make_gathering(cast.lindeboom, "Besloten", days=1)
    make_gathering(cast.lindeboom, "Ziek", days=2, is_public=True).cancel("Ziek.", by=cast.emre)
    public = make_gathering(cast.lindeboom, "Kom erbij", days=3, is_public=True, intro="Verhaal")
    public.answer("yes", by=cast.samira)

    with django_assert_num_queries(1):
        facts = panel.door_facts(cast.lindeboom)
        html = render_to_string(panel.door, facts)

    assert "Kom erbij" in html
    for inside in ("Samira", "Verhaal", public.get_absolute_url()):
        assert inside not in html
    assert panel.door_facts(cast.kompas) is None


def test_cards_have_one_line_each_in_one_query(cast, panel, django_assert_num_queries):
    make_gathering(cast.lindeboom, "Besloten", days=1)
    make_gathering(cast.lindeboom, "Later", days=10, is_public=True)
    make_gathering(cast.lindeboom, "Eerst", days=3, is_public=True)
    make_gathering(cast.kompas, "Avond", days=4, kind="evening", is_public=True)

    with django_assert_num_queries(1), override("en"):
        lines = panel.card_lines([cast.lindeboom, cast.kompas])

    assert lines == {
        cast.lindeboom.pk: "Coffee: Monday 23 November, 8.45 o'clock.",
        cast.kompas.pk: "An evening with a theme: Tuesday 24 November, 8.45 o'clock.",
    }
