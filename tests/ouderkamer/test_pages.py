"""The agenda, one date, and the forms around them, all without JavaScript."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ouderkamer.models import Gathering
from tests.factories import make_gathering, make_series

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def agenda(cast):
    return reverse("ouderkamer:agenda", args=[cast.lindeboom.slug])


@pytest.fixture
def gathering(cast):
    return make_gathering(cast.lindeboom, audience="everyone", childcare=True)


def at(gathering, verb):
    return reverse(f"ouderkamer:{verb}", args=[gathering.network.slug, gathering.pk])


def titles(response):
    """The titles in the list, in their order; the month grid names them in labels."""
    return re.findall(r'<a class="on-card__link"[^>]*>([^<]+)</a>', response.content.decode())


def test_the_agenda_shows_what_is_to_come_by_month(client, cast, agenda):
    make_gathering(cast.lindeboom, "Volgende maand", days=20)
    make_gathering(cast.lindeboom, "Straks", days=1)
    make_gathering(cast.lindeboom, "Geweest", days=-3)
    make_gathering(cast.kompas, "Elders", days=1)
    client.force_login(cast.samira)

    response = client.get(agenda)

    assert titles(response) == ["Straks", "Volgende maand"]
    headings = re.findall(r'<h2 id="maand-([\d-]+)">', response.content.decode())
    assert headings == ["2026-11", "2026-12"]
    assert titles(client.get(agenda, {"maand": "2026-11"})) == ["Geweest", "Straks"]
    assert titles(client.get(agenda, {"maand": "2026-10"})) == []
    assert titles(client.get(agenda, {"maand": "2026-13"})) == ["Straks", "Volgende maand"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("", ["Koffie", "Doen", "Avond"]),
        ("koffie", ["Koffie"]),
        ("doen", ["Doen"]),
        ("avond", ["Avond"]),
        ("opvang", ["Doen"]),
        ("tolk", ["Koffie", "Avond"]),
        ("bestaat-niet", ["Koffie", "Doen", "Avond"]),
    ],
)
def test_chips_narrow_the_list(client, cast, agenda, chosen, expected):
    make_gathering(cast.lindeboom, "Koffie", days=1, interpreters=["tr"])
    make_gathering(cast.lindeboom, "Doen", days=2, kind="do", childcare=True)
    make_gathering(cast.lindeboom, "Avond", days=3, kind="evening", interpreters=["ar", "pl"])
    client.force_login(cast.samira)

    assert titles(client.get(agenda, {"soort": chosen})) == expected


def test_the_school_sees_what_is_for_everyone(client, cast, agenda):
    make_gathering(cast.lindeboom, "Alleen ouders", days=1)
    make_gathering(cast.lindeboom, "Samen", days=2, audience="everyone")
    make_series(cast.lindeboom, "2026-11-30", title="Alleen ouders")
    client.force_login(cast.karin)

    response = client.get(agenda)

    assert titles(response) == ["Samen"]
    assert "Alleen ouders" not in response.content.decode()


def test_a_cancelled_date_stays_with_its_reason(client, cast, agenda, gathering):
    gathering.cancel("De gast is ziek.", by=cast.marieke)
    client.force_login(cast.samira)

    page = client.get(agenda).content.decode()

    assert titles(client.get(agenda)) == ["Koffie en lezen"]
    assert 'class="is-cancelled"' in page
    assert "De gast is ziek." in page


def test_the_month_grid_leads_to_the_day(client, cast, agenda):
    one = make_gathering(cast.lindeboom, "Een", days=1)
    first = make_gathering(cast.lindeboom, "Ochtend", days=2)
    make_gathering(cast.lindeboom, "Avond", days=2, kind="evening")
    client.force_login(cast.samira)

    page = client.get(agenda).content.decode()

    links = dict(re.findall(r'class="has-event" href="([^"]+)" aria-label="([^"]+)"', page))
    assert list(links) == [one.get_absolute_url(), f"?maand=2026-11#gathering-{first.pk}"]
    assert [label.split(", ", 1)[1] for label in links.values()] == ["Een", "Ochtend, Avond"]


@pytest.mark.parametrize("stranger", ["bart", "joost", "ruud", "beheer"])
def test_strangers_find_nothing(client, cast, agenda, gathering, stranger):
    client.force_login(getattr(cast, stranger))

    for path in (agenda, gathering.get_absolute_url(), at(gathering, "gathering_ics")):
        assert client.get(path).status_code == 404
    assert client.post(at(gathering, "sign_up"), {"answer": "yes"}).status_code == 404
    assert not gathering.sign_ups.exists()


def test_a_date_is_not_found_in_another_network(client, cast, gathering):
    cast.kompas.memberships.create(user=cast.samira)
    client.force_login(cast.samira)

    path = reverse("ouderkamer:gathering", args=[cast.kompas.slug, gathering.pk, "x"])

    assert client.get(path).status_code == 404


def test_coming_takes_one_form_and_needs_another(client, cast, gathering):
    client.force_login(cast.samira)

    response = client.post(at(gathering, "sign_up"), {"answer": "yes"}, follow=True)
    assert response.redirect_chain == [(gathering.get_absolute_url(), 302)]
    assert 'value="yes" aria-pressed="true"' in response.content.decode()

    needs = {"adults": "2", "toddlers": "1", "interpreter": "tr", "walk_in": ["false", "on"]}
    client.post(at(gathering, "sign_up"), {"answer": "yes", **needs})
    client.post(at(gathering, "sign_up"), {"answer": "maybe"})

    [sign_up] = gathering.sign_ups.all()
    assert (sign_up.answer, sign_up.adults, sign_up.toddlers) == ("maybe", 2, 1)
    assert (sign_up.interpreter, sign_up.walk_in) == ("tr", True)

    client.post(at(gathering, "sign_up"), {"answer": "yes", "walk_in": "false"})
    assert not gathering.sign_ups.get().walk_in

    client.post(at(gathering, "withdraw"))
    assert not gathering.sign_ups.exists()


def test_who_waits_reads_their_number_and_who_may_have_a_place_until_when(client, cast):
    small = make_gathering(cast.lindeboom, limit=1)
    small.answer("yes", by=cast.emre)
    small.answer("yes", by=cast.fatima)
    client.force_login(cast.samira)
    client.post(at(small, "sign_up"), {"answer": "yes"})
    assert "U bent nummer 2" in client.get(small.get_absolute_url()).content.decode()

    small.withdraw(by=cast.fatima)
    small.withdraw(by=cast.emre)

    page = client.get(small.get_absolute_url()).content.decode()
    assert "Wilt u de plek?" in page
    assert "Antwoord vóór woensdag 25 november, 12.00 uur." in page
    client.post(at(small, "sign_up"), {"answer": "yes"})
    assert "Wilt u de plek?" not in client.get(small.get_absolute_url()).content.decode()
    assert [sign_up.seat for sign_up in small.sign_ups.all()] == ["held"]


def test_asking_for_more_than_there_is_keeps_what_one_has(client, cast):
    small = make_gathering(cast.lindeboom, limit=1)
    small.answer("yes", by=cast.samira)
    client.force_login(cast.samira)

    response = client.post(at(small, "sign_up"), {"answer": "yes", "adults": "2"})

    assert response.status_code == 422
    assert "U houdt uw plek." in response.content.decode()
    assert [(one.seat, one.adults) for one in small.sign_ups.all()] == [("held", 1)]


def test_a_place_in_the_childcare_can_be_refused_and_one_still_comes(client, cast):
    small = make_gathering(cast.lindeboom, childcare=True, childcare_limit=1)
    small.answer("yes", by=cast.emre, toddlers=1)
    small.answer("yes", by=cast.samira, toddlers=1)
    client.force_login(cast.samira)
    page = client.get(small.get_absolute_url()).content.decode()
    assert "De opvang is vol. U mag zelf wel komen." in page

    small.withdraw(by=cast.emre)
    assert "Wilt u de plek in de opvang?" in client.get(small.get_absolute_url()).content.decode()
    client.post(at(small, "sign_up"), {"answer": "yes", "toddlers": "0"})

    [own] = small.sign_ups.all()
    assert (own.seat, own.care, own.toddlers) == ("held", "", 0)


def test_what_a_family_needs_is_asked_without_a_name_of_a_child(client, cast, gathering):
    client.force_login(cast.samira)
    needs = {"answer": "yes", "adults": "2", "toddlers": "1", "ages": ["", "0"], "walk_in": "true"}
    client.post(at(gathering, "sign_up"), {**needs, "wheels": "on", "diet": "geen noten"})

    [own] = gathering.sign_ups.all()
    assert (own.ages, own.wheels, own.later, own.diet) == (["0"], True, False, "geen noten")
    client.post(at(gathering, "sign_up"), {"answer": "yes", "ages": ""})
    assert gathering.sign_ups.get().ages == []


@pytest.mark.parametrize("wrong", [{"answer": "perhaps"}, {"answer": "yes", "adults": "40"}, {}])
def test_a_wrong_answer_is_refused(client, cast, gathering, wrong):
    client.force_login(cast.samira)

    assert client.post(at(gathering, "sign_up"), wrong).status_code == 422
    assert not gathering.sign_ups.exists()


def test_a_page_left_open_too_long_shows_what_became_of_it(client, cast):
    over = make_gathering(cast.lindeboom, days=-1)
    cancelled = make_gathering(cast.lindeboom)
    cancelled.cancel("De gast is ziek.", by=cast.marieke)
    client.force_login(cast.samira)

    for closed in (over, cancelled):
        response = client.post(at(closed, "sign_up"), {"answer": "yes"}, follow=True)
        page = response.content.decode()
        assert f'id="rsvp-{closed.pk}-form"' in page  # so that htmx has something to show
        assert 'name="answer"' not in page
        assert not closed.sign_ups.exists()
        assert client.post(at(closed, "withdraw")).status_code == 403


def test_shielded_people_are_not_named_on_the_page(client, cast, gathering):
    for person in (cast.amal, cast.fatima):
        gathering.answer("yes", by=person)
    client.force_login(cast.samira)

    page = client.get(gathering.get_absolute_url()).content.decode()

    assert ("Fatima" in page, "Amal" in page) == (True, False)


def test_needs_are_shown_to_those_who_receive_parents(client, cast, gathering):
    gathering.answer("yes", by=cast.samira, interpreter="uk")
    pages = {}
    for name in ("emre", "naima", "marieke", "amal", "karin"):
        client.force_login(getattr(cast, name))
        pages[name] = client.get(gathering.get_absolute_url()).content.decode()

    shown = {name for name, page in pages.items() if 'aria-labelledby="asked"' in page}
    assert shown == {"emre", "naima", "marieke"}


@pytest.mark.parametrize(
    ("need", "words"),
    [
        ({"toddlers": 2}, "opvang voor 2 kinderen"),
        ({"walk_in": True}, "iemand die meeloopt"),
        ({"wheels": True}, "plek voor een rolstoel of kinderwagen"),
        ({"later": True}, "komt iets later"),
        ({"diet": "geen noten"}, "geen noten"),
    ],
)
def test_whatever_is_asked_is_read_by_who_receives(client, cast, gathering, need, words):
    gathering.answer("yes", by=cast.samira, **need)
    client.force_login(cast.marieke)

    assert words in client.get(gathering.get_absolute_url()).content.decode()


def test_cancelling_asks_for_a_reason(client, cast, gathering):
    client.force_login(cast.marieke)

    assert client.post(at(gathering, "cancel"), {"reason": " "}).status_code == 422
    client.post(at(gathering, "cancel"), {"reason": "De gast is ziek."})
    assert Gathering.objects.get().cancel_reason == "De gast is ziek."

    client.post(at(gathering, "resume"))
    assert Gathering.objects.get().is_open


def test_parents_without_a_task_plan_and_cancel_nothing(client, cast, gathering):
    client.force_login(cast.samira)

    new = reverse("ouderkamer:gathering_new", args=[cast.lindeboom.slug])
    assert client.get(new).status_code == 403
    for verb in ("cancel", "resume"):
        assert client.post(at(gathering, verb), {"reason": "Zomaar."}).status_code == 403
    assert Gathering.objects.get().is_open


@pytest.mark.parametrize("verb", ["sign_up", "withdraw", "resume"])
def test_looking_changes_nothing(client, cast, gathering, verb):
    client.force_login(cast.marieke)

    assert client.get(at(gathering, verb)).status_code == 405


def test_reading_costs_the_same_for_20_and_2000_dates(client, cast, agenda):
    client.force_login(cast.samira)
    series = make_series(cast.lindeboom, "2026-11-30")
    gatherings = [
        Gathering(
            network=cast.lindeboom,
            title=f"Koffie {n}",
            series=series,
            series_day=timezone.localdate() + timedelta(days=n - 1000),
            starts_at=NOON + timedelta(days=n - 1000),
            ends_at=NOON + timedelta(days=n - 1000, hours=1),
        )
        for n in range(2000)
    ]
    Gathering.objects.bulk_create(gatherings[990:1010])
    few = Gathering.objects.filter(series_day__gte="2026-11-28").first()
    few.answer("yes", by=cast.samira)
    paths = (agenda, f"{agenda}?maand=2026-11", few.get_absolute_url())
    client.get(agenda)  # the first reading looks up content types
    costs = {path: _queries(client, path) for path in paths}
    assert list(costs.values()) == [10, 10, 12]
    Gathering.objects.bulk_create(gatherings[:990] + gatherings[1010:])

    assert {path: _queries(client, path) for path in paths} == costs
    assert max(costs.values()) <= 12


def test_receiving_parents_stays_within_the_budget(client, cast, gathering):
    client.force_login(cast.marieke)
    for person in (cast.marieke, cast.samira, cast.emre, cast.amal):
        gathering.answer("yes", by=person, interpreter="tr")
    client.get(gathering.get_absolute_url())

    assert _queries(client, gathering.get_absolute_url()) <= 12


def _queries(client, path):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_a_year_of_two_mornings_a_week_with_forty_changes_costs_ten_questions(client, cast):
    for first in ("2026-11-23", "2026-11-26"):
        make_series(cast.lindeboom, first, last_on="2027-11-25").extend(date(2027, 11, 25))
    dates = list(cast.lindeboom.gatherings.order_by("starts_at"))
    assert len(dates) > 100
    for number, gathering in enumerate(dates[:80:2]):
        gathering.set_theme(by=cast.marieke, title=f"Thema {number}", guest="Hind")
    for gathering in dates[1:20:2]:
        gathering.answer("yes", by=cast.emre)
    dates[3].cancel("Ziek.", by=cast.marieke)
    client.force_login(cast.samira)
    path = reverse("ouderkamer:agenda", args=[cast.lindeboom.slug])
    client.get(path)

    assert _queries(client, path) == 10
