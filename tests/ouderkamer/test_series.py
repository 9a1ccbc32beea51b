"""A rhythm by the clock on the wall, and the dates that are made from it."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from ouderkamer.checks import next_dates
from ouderkamer.models.occasion import local
from ouderkamer.tasks import keep_series_going
from tests.factories import make_series

NOVEMBER = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


def clocks(gatherings):
    moments = [timezone.localtime(gathering.starts_at) for gathering in gatherings]
    return [f"{moment:%Y-%m-%d %H:%M %z}" for moment in moments]


@pytest.mark.parametrize(
    ("now", "first_on", "expected"),
    [
        (
            datetime(2027, 3, 20, tzinfo=UTC),
            "2027-03-22",
            ["2027-03-22 08:45 +0100", "2027-03-29 08:45 +0200", "2027-04-05 08:45 +0200"],
        ),
        (
            datetime(2027, 10, 24, tzinfo=UTC),
            "2027-10-25",
            ["2027-10-25 08:45 +0200", "2027-11-01 08:45 +0100", "2027-11-08 08:45 +0100"],
        ),
    ],
    ids=["summer time begins", "summer time ends"],
)
def test_a_coffee_of_quarter_to_nine_stays_there(cast, now, first_on, expected):
    with time_machine.travel(now, tick=False):
        series = make_series(cast.lindeboom, first_on)
        series.extend(date.fromisoformat(expected[-1][:10]), by=cast.fatima)

    assert clocks(series.gatherings.order_by("starts_at")) == expected


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (date(2027, 3, 28), time(2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2027, 10, 31), time(2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (date(2027, 10, 31), time(19, 30), datetime(2027, 10, 31, 18, 30, tzinfo=UTC)),
        (date(2028, 2, 29), time(8, 45), datetime(2028, 2, 29, 7, 45, tzinfo=UTC)),
    ],
    ids=["skipped hour is the next", "double hour is the first", "evening after", "leap day"],
)
def test_local_times_become_moments(day, clock, expected):
    assert local(day, clock) == expected


def test_extending_twice_makes_no_date_twice(cast):
    series = make_series(cast.lindeboom, "2026-11-30")

    first = series.extend(date(2026, 12, 14), by=cast.fatima)
    again = series.extend(date(2026, 12, 21), by=cast.fatima)

    assert clocks(first) == [
        *("2026-11-30 08:45 +0100", "2026-12-07 08:45 +0100", "2026-12-14 08:45 +0100")
    ]
    assert clocks(again) == ["2026-12-21 08:45 +0100"]


def test_what_somebody_changed_stays_when_a_series_is_extended(cast):
    series = make_series(cast.lindeboom, "2026-11-30")
    [gathering] = series.extend(date(2026, 11, 30), by=cast.fatima)
    gathering.set_theme(by=cast.marieke, title="Lezen")

    series.extend(date(2026, 11, 30), by=cast.fatima)

    assert list(series.gatherings.values_list("title", flat=True)) == ["Lezen"]


def test_days_left_out_and_days_after_the_last_are_not_made(cast):
    series = make_series(
        cast.lindeboom, "2026-11-30", every=2, last_on="2027-01-11", skips=["2026-12-28"]
    )

    made = series.extend(date(2027, 3, 1), by=cast.fatima)

    days = [gathering.series_day.isoformat() for gathering in made]
    assert days == ["2026-11-30", "2026-12-14", "2027-01-11"]
    assert str(series.days_off) == "28 december"


def test_the_past_is_not_filled_in(cast):
    series = make_series(cast.lindeboom, "2026-09-07")

    assert [g.series_day.isoformat() for g in series.extend(date(2026, 11, 30))] == ["2026-11-30"]


def test_a_date_takes_over_what_its_series_says(cast):
    series = make_series(
        cast.lindeboom, "2026-11-30", audience="everyone", place="Ouderkamer", childcare=True
    )

    [made] = series.extend(date(2026, 11, 30), by=cast.fatima)

    assert (made.network, made.audience, made.place, made.childcare, made.title) == (
        *(cast.lindeboom, "everyone", "Ouderkamer", True, "Koffieochtend"),
    )
    assert made.planned_by == cast.fatima


def test_the_database_refuses_a_second_date_on_one_day_of_a_series(cast):
    series = make_series(cast.lindeboom, "2026-11-30")
    [gathering] = series.extend(date(2026, 11, 30), by=cast.fatima)
    gathering.pk, gathering.uid = None, "6d0c8bd1-7d1f-4e3f-9f04-0d7b8a3b0c11"

    with pytest.raises(IntegrityError), transaction.atomic():
        gathering.save()


def test_the_house_keeps_running_series_going(cast):
    running = make_series(cast.lindeboom, "2026-11-30")
    ended = make_series(cast.kompas, "2026-09-07", last_on="2026-10-05")

    keep_series_going()
    keep_series_going()

    assert running.gatherings.count() == 10
    assert ended.gatherings.count() == 0


def test_a_check_warns_when_the_next_date_was_not_made(cast):
    going = make_series(cast.lindeboom, "2026-11-30")
    stopped = make_series(cast.kompas, "2026-09-07")
    make_series(cast.kompas, "2026-09-07", last_on="2026-11-23")
    going.extend(date(2026, 12, 14))

    assert [one.msg for one in next_dates(None)] == [
        f"Series {stopped.pk} of {cast.kompas.pk} has no date on 2026-11-30."
    ]
    stopped.extend(date(2026, 12, 14))
    assert next_dates(None) == []


def test_a_rhythm_reads_as_people_say_it(cast):
    weekly = make_series(cast.lindeboom, "2026-11-30")
    fortnightly = make_series(cast.lindeboom, "2026-12-01", every=2)

    assert str(weekly.rhythm).split()[-1] == "maandag"
    assert "2" in str(fortnightly.rhythm)
    assert str(fortnightly.rhythm).split()[-1] == "dinsdag"
