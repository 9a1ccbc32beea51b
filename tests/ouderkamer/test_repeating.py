"""Planners make a series and change it: all dates, or this one and those after it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from tests.factories import make_series

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday
COFFEE = {
    **{"title": "Koffie", "kind": "coffee", "rhythm": "week-1", "place": "Ouderkamer"},
    **{"first_on": "2026-11-30", "last_on": "2027-01-18", "starts": "8.45", "ends": "10.00"},
    **{"region": "noord", "public_off": "on", "audience": "everyone", "childcare": "on"},
    "interpreters": ["tr", "ar"],
}
MONDAYS = ["2026-11-30", "2026-12-07", "2026-12-14"]
CHRISTMAS = ["2026-12-21", "2026-12-28"]
AFTER = ["2027-01-04", "2027-01-11", "2027-01-18"]


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def send(client, cast):
    """Post the form as somebody; ``ahead`` and ``shown`` are what the page showed before."""

    def post(series=None, *, by=cast.marieke, **changes):
        client.force_login(by)
        name = "series_change" if series else "series_new"
        args = [cast.lindeboom.slug, *([series.pk] if series else [])]
        return client.post(reverse(f"ouderkamer:{name}", args=args), {**COFFEE, **changes})

    return post


@pytest.fixture
def save(send):
    """Look at the dates, and at who loses a place, and save."""

    def post(series=None, *, untick=(), tick=(), **changes):
        form = send(series, **changes).context["form"]
        assert form.is_asking, form.errors
        ahead = {f"{one.day}" for one in form.dates if one.goes_ahead} - {*untick} | {*tick}
        seen = {"ahead": sorted(ahead), "shown": form.rule}
        answer = send(series, **changes, **seen)
        if answer.status_code == 422:
            seen["sure"] = answer.context["form"].replan.signature
            answer = send(series, **changes, **seen)
        assert answer.status_code == 302
        return answer

    return post


@pytest.fixture
def coffee(cast):
    """Every Monday until the middle of January, without holidays."""
    facts = {name: COFFEE[name] for name in ("place", "last_on", "audience", "interpreters")}
    series = make_series(cast.lindeboom, "2026-11-30", title="Koffie", childcare=True, **facts)
    series.extend(date(2027, 2, 1))
    return series


def days(series):
    going = series.gatherings.going_ahead().order_by("starts_at")
    return [f"{gathering.series_day}" for gathering in going]


def on(series, day):
    return series.gatherings.get(series_day=day)


def told(names, verb):
    return names(lambda p: p.is_authenticated and p.notifications.filter(kind=verb).exists())


def test_holidays_are_proposed_as_days_off_and_nothing_is_saved_yet(cast, send):
    answer = send()

    dates = answer.context["form"].dates
    assert [f"{one.day}" for one in dates if one.goes_ahead] == [*MONDAYS, *AFTER]
    assert {f"{one.day}": one.why for one in dates if one.why} == dict.fromkeys(
        CHRISTMAS, "kerstvakantie"
    )
    assert "Chanoeka" in answer.content.decode()
    assert not cast.lindeboom.series.exists()


def test_a_series_is_made_with_the_dates_that_were_ticked(cast, save):
    save(tick=["2026-12-28"], untick=["2026-12-14"])

    series = cast.lindeboom.series.get()
    assert (series.keeps, series.skips) == (["2026-12-28"], ["2026-12-14"])
    assert days(series) == ["2026-11-30", "2026-12-07", "2026-12-28", *AFTER]
    first = on(series, "2026-11-30")
    assert (first.interpreters, first.childcare, first.planned_by) == (
        ["tr", "ar"],
        True,
        cast.marieke,
    )
    assert series.days_off == "14 december en 21 december"


@pytest.mark.parametrize(
    ("rhythm", "first_on", "expected"),
    [
        ("week-2", "2026-11-30", ["2026-11-30", "2026-12-14", "2027-01-11"]),
        ("nth-1", "2026-12-07", ["2026-12-07", "2027-01-04"]),
        ("last-1", "2026-11-27", ["2026-11-27"]),
        ("day-1", "2026-12-15", ["2026-12-15", "2027-01-15"]),
    ],
)
def test_each_rhythm_makes_its_own_dates(cast, save, rhythm, first_on, expected):
    save(rhythm=rhythm, first_on=first_on)

    assert days(cast.lindeboom.series.get()) == expected


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"first_on": "2026-11-23"}, "first_on", "al geweest"),
        ({"first_on": "30 november"}, "first_on", "Schrijf de dag zo"),
        ({"ends": "8:00"}, "ends", "later"),
        ({"last_on": ""}, "last_on", "Kies een dag"),
        ({"last_on": "2026-11-29"}, "last_on", "na de eerste"),
        ({"last_on": "2028-01-01"}, "last_on", "hoogstens een jaar"),
        ({"rhythm": "day-0"}, "rhythm", ""),
        ({"first_on": "2026-12-21", "last_on": "2026-12-28"}, "__all__", "geen dag over"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_saved(cast, send, changes, field, words):
    answer = send(**changes)

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), form.is_asking) == (422, [field], False)
    assert words in str(form.errors)
    assert "Koffie" in answer.content.decode()
    assert not cast.lindeboom.series.exists()


def test_another_rule_than_was_seen_is_shown_first(cast, send):
    seen = send().context["form"].rule

    answer = send(shown=seen, ahead=MONDAYS, rhythm="week-2")

    assert answer.context["form"].is_asking
    assert not cast.lindeboom.series.exists()


def test_who_may_not_plan_makes_no_series(cast, names, send, coffee):
    def makes(person):
        return person.is_authenticated and send(by=person).status_code == 422

    def changes(person):
        return person.is_authenticated and send(coffee, by=person).status_code == 422

    planners = {"fatima", "emre", "marieke", "karin"}
    assert names(makes) == planners
    assert names(changes) == planners


def test_a_series_only_parents_see_is_not_there_for_the_school(cast, send):
    private = make_series(cast.lindeboom, "2026-11-30")

    assert send(private, by=cast.karin).status_code == 404
    assert send(private, by=cast.bart).status_code == 404


def test_all_dates_change_and_what_is_ones_own_stays(cast, coffee, save):
    on(coffee, "2026-12-07").set_theme(by=cast.marieke, title="Lezen")
    on(coffee, "2026-12-14").cancel("De gast is ziek.", by=cast.marieke)

    save(coffee, title="Thee", starts="9.00", region="", tick=CHRISTMAS)

    assert cast.lindeboom.series.get() == coffee
    assert {f"{g.series_day}": g.title for g in coffee.gatherings.order_by("starts_at")} == {
        **dict.fromkeys([*MONDAYS, *CHRISTMAS, *AFTER], "Thee"),
        **{"2026-12-07": "Lezen", "2026-12-14": "Koffie"},
    }
    starts = {f"{g.starts_at:%H:%M}" for g in coffee.gatherings.going_ahead()}
    assert starts == {"08:00"}  # 9.00 in the Netherlands
    assert on(coffee, "2026-12-14").is_cancelled


def test_dates_before_the_chosen_day_stay_behind_in_a_series_that_ends(cast, coffee, save):
    save(coffee, title="Thee", first_on="2027-01-04")

    old, new = cast.lindeboom.series.order_by("pk")
    assert (days(old), days(new)) == ([*MONDAYS, *CHRISTMAS], AFTER)
    assert (old.title, f"{old.last_on}", new.title) == ("Koffie", "2027-01-03", "Thee")
    assert set(new.gatherings.values_list("title", flat=True)) == {"Thee"}
    assert set(old.gatherings.values_list("title", flat=True)) == {"Koffie"}


def test_another_weekday_moves_every_date_within_its_week_and_all_hear_of_it(
    cast, names, coffee, save, django_capture_on_commit_callbacks
):
    before = {g.pk: f"{g.uid}" for g in coffee.gatherings.all()}
    on(coffee, "2026-12-07").answer("yes", by=cast.samira, toddlers=1)
    on(coffee, "2026-12-07").answer("no", by=cast.emre)

    with django_capture_on_commit_callbacks(execute=True):
        save(coffee, first_on="2026-11-26", last_on="2027-01-14", tick=["2026-12-24", "2026-12-31"])

    coffee.refresh_from_db()
    thursdays = ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31"]
    assert days(coffee) == ["2026-11-26", *thursdays, "2027-01-07", "2027-01-14"]
    moved = on(coffee, "2026-12-10")
    assert moved.sign_ups.get(person=cast.samira).toddlers == 1
    assert before[moved.pk] == f"{moved.uid}"
    assert told(names, "ouderkamer.moved") == {"samira"}


def test_a_date_without_a_day_is_cancelled_if_somebody_comes_and_else_forgotten(
    cast, names, coffee, send, save, django_capture_on_commit_callbacks
):
    on(coffee, "2026-12-07").answer("yes", by=cast.samira)
    on(coffee, "2027-01-04").answer("no", by=cast.naima)

    shown = send(coffee, rhythm="week-2").context["form"].replan
    assert {f"{g.series_day}": n for g, n in shown.missed.items()} == {"2026-12-07": 1}
    with django_capture_on_commit_callbacks(execute=True):
        save(coffee, rhythm="week-2")

    assert days(coffee) == ["2026-11-30", "2026-12-14", "2027-01-11"]
    gone = coffee.gatherings.exclude(cancelled_at=None).order_by("starts_at")
    assert [f"{g.series_day}" for g in gone] == ["2026-12-07", "2027-01-04"]
    assert told(names, "ouderkamer.cancelled") == {"samira"}


def test_fewer_seats_show_who_loses_one_before_anything_is_saved(
    cast, names, coffee, send, save, django_capture_on_commit_callbacks
):
    for day, people in (("2026-12-07", ("samira", "emre")), ("2027-01-11", ("naima", "amal"))):
        for name in people:
            on(coffee, day).answer("yes", by=getattr(cast, name))
    on(coffee, "2027-01-11").answer("yes", by=cast.amal, interpreter="ar")
    form = send(coffee, limit=1, tick=CHRISTMAS).context["form"]

    assert [
        (f"{g.series_day}", [one.person.first_name for one in lost])
        for g, lines in form.replan.losers.items()
        for lost in lines.values()
    ] == [("2026-12-07", ["Emre"]), ("2027-01-11", ["Naima"])]
    coffee.refresh_from_db()
    assert coffee.limit is None

    with django_capture_on_commit_callbacks(execute=True):
        save(coffee, limit=1)
    assert told(names, "ouderkamer.place_lost") == {"emre", "naima"}


def test_the_places_can_be_kept_as_they_were(cast, names, coffee, send):
    on(coffee, "2026-12-07").answer("yes", by=cast.samira)
    on(coffee, "2026-12-07").answer("yes", by=cast.emre)
    shown = send(coffee, limit=1).context["form"]
    seen = {"shown": shown.rule, "ahead": [*MONDAYS, *AFTER]}

    answer = send(coffee, limit=1, title="Thee", keep="true", **seen)

    assert answer.status_code == 302
    coffee.refresh_from_db()
    assert (coffee.limit, coffee.title) == (None, "Thee")
    assert told(names, "ouderkamer.place_lost") == set()


def test_a_parent_who_answers_while_a_date_is_dropped_is_not_forgotten(cast, coffee):
    gathering = on(coffee, "2026-12-07")
    gathering.answer("maybe", by=cast.samira)

    gathering.drop("Andere dagen.", by=cast.marieke)

    assert on(coffee, "2026-12-07").is_cancelled
