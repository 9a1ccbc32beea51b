"""One date is changed: what it says, when it is, and who still has a place."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories import make_gathering, make_series
from tests.ouderkamer.answers import stands

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def gathering(cast):
    return make_gathering(
        cast.lindeboom, audience="everyone", limit=4, childcare=True, childcare_limit=3
    )


@pytest.fixture
def address(cast):
    return lambda gathering: reverse("ouderkamer:change", args=[cast.lindeboom.slug, gathering.pk])


def facts(gathering, **others):
    """What the form sends when nothing is touched but ``others``."""
    day = gathering.starts_at.date().isoformat()
    return {
        **{"title": gathering.title, "kind": "coffee", "day": day, "starts": "12:00"},
        **{"ends": "13:00", "place": "Ouderkamer", "audience": "everyone", "childcare": "on"},
        **{"limit": gathering.limit or "", "childcare_limit": gathering.childcare_limit or ""},
        **others,
    }


@pytest.fixture
def surely(client, address):
    """Send the form, see who loses a place, and send it again."""

    def send(gathering, **others):
        sent = facts(gathering, **others)
        seen = client.post(address(gathering), sent).context["form"].seen
        assert client.post(address(gathering), {**sent, "sure": seen}).status_code == 302

    return send


def told(names, verb):
    return names(lambda p: p.is_authenticated and p.notifications.filter(kind=verb).exists())


def test_who_counts_on_it_hears_when_and_where_it_is_now(
    client, cast, names, gathering, address, django_capture_on_commit_callbacks
):
    gathering.answer("yes", by=cast.samira)
    gathering.answer("maybe", by=cast.emre)
    gathering.answer("no", by=cast.naima)
    client.force_login(cast.marieke)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address(gathering), facts(gathering, day="2026-12-02"))

    assert answer.status_code == 302
    assert told(names, "ouderkamer.moved") == {"samira", "emre"}
    words = cast.samira.notifications.get(kind="ouderkamer.moved").words
    assert "woensdag 2 december, 12.00 uur" in words
    gathering.refresh_from_db()
    assert gathering.moved_from == NOON + timedelta(days=7)
    assert gathering.sequence == 1
    shown = client.get(gathering.get_absolute_url()).content.decode()
    assert "<s>Dinsdag 1 december, 12.00</s>" in shown


def test_another_title_is_no_reason_to_call_anybody(
    client, cast, names, gathering, address, django_capture_on_commit_callbacks
):
    gathering.place = "Ouderkamer"
    gathering.save()
    gathering.answer("yes", by=cast.samira)
    client.force_login(cast.marieke)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(gathering), facts(gathering, title="Soep"))

    assert told(names, "ouderkamer.moved") == set()
    gathering.refresh_from_db()
    assert (gathering.title, gathering.own, gathering.moved_from) == ("Soep", [], None)


def test_a_date_of_a_series_remembers_what_is_its_own(client, cast, address):
    series = make_series(cast.lindeboom, "2026-11-30", place="Ouderkamer", audience="everyone")
    [first, *_others] = series.extend(series.first_on + timedelta(days=14))
    client.force_login(cast.marieke)
    same = {"starts": "08:45", "ends": "10:00", "childcare": ""}

    client.post(address(first), facts(first, title="Soep", **same))

    first.refresh_from_db()
    assert (first.title, first.own) == ("Soep", ["title"])
    assert {g.title for g in series.gatherings.all()} == {"Soep", "Koffieochtend"}


def test_fewer_seats_show_first_who_loses_one_and_nothing_is_saved(
    client, cast, names, gathering, address, django_capture_on_commit_callbacks
):
    gathering.answer("yes", by=cast.samira)
    gathering.answer("yes", by=cast.emre, interpreter="tr")
    gathering.answer("yes", by=cast.naima, toddlers=1)
    gathering.answer("yes", by=cast.fatima)
    client.force_login(cast.marieke)

    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(address(gathering), facts(gathering, limit="2", title="Soep"))

    assert asked.status_code == 422
    shown = asked.content.decode()
    assert "2 gezinnen komen op de wachtlijst:" in shown
    names_in_list = shown[shown.index('id="losers"') : shown.index('name="keep"')]
    assert [n in names_in_list for n in ("Samira", "Fatima", "Emre", "Naima")] == [
        *(True, True, False, False),
    ]
    assert 'value="Soep"' in shown  # what was typed is still there
    gathering.refresh_from_db()
    assert (gathering.limit, gathering.title) == (4, "Koffie en lezen")
    assert told(names, "ouderkamer.place_lost") == set()


def test_the_places_can_be_kept_as_they_were(client, cast, names, gathering, address):
    for person in (cast.samira, cast.emre, cast.naima):
        gathering.answer("yes", by=person)
    client.force_login(cast.marieke)

    client.post(address(gathering), facts(gathering, limit="2", title="Soep", keep="true"))

    gathering.refresh_from_db()
    assert (gathering.limit, gathering.title) == (4, "Soep")
    assert set(stands(gathering).values()) == {"held"}


def test_who_loses_a_seat_waits_in_front_and_hears_of_it(
    client, cast, names, gathering, surely, django_capture_on_commit_callbacks
):
    gathering.answer("yes", by=cast.samira, adults=3)
    gathering.answer("yes", by=cast.emre)
    with time_machine.travel(NOON + timedelta(hours=1)):
        gathering.answer("yes", by=cast.naima)
    client.force_login(cast.marieke)

    with django_capture_on_commit_callbacks(execute=True):
        surely(gathering, limit="3")

    assert stands(gathering) == {"Samira": "held", "Emre": "waits", "Naima": "waits"}
    assert gathering.sign_ups.get(person=cast.emre).seat_number == 1
    assert told(names, "ouderkamer.place_lost") == {"emre"}


def test_children_wait_with_parents_who_lose_their_seat_and_these_hear_it_once(
    client, cast, gathering, surely, django_capture_on_commit_callbacks
):
    gathering.answer("yes", by=cast.samira, adults=2, toddlers=1)
    gathering.answer("yes", by=cast.emre, adults=2, toddlers=2)
    client.force_login(cast.marieke)

    with django_capture_on_commit_callbacks(execute=True):
        surely(gathering, limit="2", childcare_limit="1")

    assert stands(gathering) == {"Samira": "held", "Emre": "waits"}
    assert stands(gathering, "care") == {"Samira": "held", "Emre": "waits"}
    assert cast.emre.notifications.filter(kind="ouderkamer.place_lost").count() == 1


def test_who_agreed_to_other_families_is_asked_again(client, cast, gathering, address):
    gathering.answer("yes", by=cast.samira)
    gathering.answer("yes", by=cast.emre)
    client.force_login(cast.marieke)
    seen = client.post(address(gathering), facts(gathering, limit="1")).context["form"].seen
    gathering.answer("yes", by=cast.naima)

    again = client.post(address(gathering), facts(gathering, limit="1", sure=seen))

    assert again.status_code == 422
    assert "2 gezinnen komen op de wachtlijst:" in again.content.decode()
    assert set(stands(gathering).values()) == {"held"}


def test_more_seats_are_offered_to_who_waits(client, cast, gathering, address):
    gathering.answer("yes", by=cast.samira, adults=4)
    gathering.answer("yes", by=cast.emre)
    client.force_login(cast.marieke)

    client.post(address(gathering), facts(gathering, limit="5"))

    assert stands(gathering) == {"Samira": "held", "Emre": "offered"}


def test_without_childcare_the_children_have_no_place_any_more(
    client, cast, gathering, address, surely
):
    gathering.answer("yes", by=cast.samira, toddlers=2)
    client.force_login(cast.marieke)
    asked = client.post(address(gathering), facts(gathering, childcare=""))
    assert "1 gezin heeft geen plek meer in de opvang:" in asked.content.decode()

    surely(gathering, childcare="")

    assert stands(gathering) == {"Samira": "held"}
    assert stands(gathering, "care") == {}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": "2026-11-23"}, "day"),
        ({"ends": "11:00"}, "ends"),
        ({"limit": "0"}, "limit"),
        ({"title": ""}, "title"),
    ],
)
def test_nonsense_gets_a_sentence_and_changes_nothing(
    client, cast, gathering, address, wrong, field
):
    client.force_login(cast.marieke)

    answer = client.post(address(gathering), facts(gathering, **{"place": "Elders", **wrong}))

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    gathering.refresh_from_db()
    assert (gathering.place, gathering.sequence) == ("", 0)


@pytest.mark.parametrize(
    ("name", "status"), [("samira", 403), ("bart", 404), ("karin", 200), ("marieke", 200)]
)
def test_only_planners_change_a_date(client, cast, gathering, address, name, status):
    client.force_login(getattr(cast, name))

    assert client.get(address(gathering)).status_code == status


def test_what_does_not_go_ahead_is_not_changed(client, cast, gathering, address):
    gathering.cancel("De gast is ziek.", by=cast.marieke)
    client.force_login(cast.marieke)

    assert client.get(address(gathering)).status_code == 403


def test_what_is_said_to_who_loses_a_place_is_in_their_notice(
    cast, gathering, surely, client, django_capture_on_commit_callbacks
):
    for name in ("samira", "emre"):
        gathering.answer("yes", by=getattr(cast, name))
    client.force_login(cast.marieke)

    with django_capture_on_commit_callbacks(execute=True):
        surely(gathering, limit=1, words="Volgende week is er wel plek.")

    words = cast.emre.notifications.get(kind="ouderkamer.place_lost").words
    assert words.endswith("Volgende week is er wel plek.")
    assert not cast.samira.notifications.filter(kind="ouderkamer.place_lost").exists()


def test_the_school_reads_how_many_lose_a_place_and_not_who(client, cast, gathering, address):
    for name in ("samira", "emre"):
        gathering.answer("yes", by=getattr(cast, name))

    def shown(person):
        client.force_login(person)
        return client.post(address(gathering), facts(gathering, limit=1)).content.decode()

    assert "Emre" in shown(cast.marieke)
    for_school = shown(cast.karin)
    assert ("1 gezin komt op de wachtlijst" in for_school, "Emre" in for_school) == (True, False)
