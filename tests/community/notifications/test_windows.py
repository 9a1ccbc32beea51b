"""Decent hours, by the clock of Amsterdam, also on the nights it changes."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from community.notifications.sorts import Pace
from community.notifications.windows import is_time_for_post, last_morning, next_open

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day, clock):
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("now", "begins", "ends", "opens"),
    [
        (("2026-11-30", "12:00"), 20, 8, ("2026-11-30", "12:00")),
        (("2026-11-30", "20:00"), 20, 8, ("2026-12-01", "08:00")),
        (("2026-11-30", "23:59"), 20, 8, ("2026-12-01", "08:00")),
        (("2026-12-01", "07:59"), 20, 8, ("2026-12-01", "08:00")),
        (("2026-12-01", "13:00"), 12, 14, ("2026-12-01", "14:00")),
        (("2026-12-01", "13:00"), 9, 9, ("2026-12-01", "13:00")),
        (("2027-03-28", "01:30"), 20, 8, ("2027-03-28", "08:00")),  # this night has 23 hours
        (("2027-10-31", "01:30"), 20, 8, ("2027-10-31", "08:00")),  # and this one 25
        (("2027-03-28", "01:30"), 0, 2, ("2027-03-28", "03:00")),  # 2 o'clock does not exist
    ],
)
def test_a_phone_waits_for_the_end_of_its_quiet_hours(now, begins, ends, opens):
    opened = next_open(at(*now), quiet_from=begins, quiet_to=ends)
    assert opened.timestamp() == at(*opens).timestamp()


@pytest.mark.parametrize(
    ("now", "pace", "morning"),
    [
        (("2026-12-01", "08:00"), Pace.DAILY, ("2026-12-01", "08:00")),
        (("2026-12-01", "07:59"), Pace.DAILY, ("2026-11-30", "08:00")),
        (("2026-12-01", "09:00"), Pace.WEEKLY, ("2026-11-30", "08:00")),
        (("2026-11-30", "07:00"), Pace.WEEKLY, ("2026-11-23", "08:00")),
        (("2026-10-25", "12:00"), Pace.DAILY, ("2026-10-25", "08:00")),
        (("2027-01-01", "07:00"), Pace.DAILY, ("2026-12-31", "08:00")),
    ],
)
def test_the_post_of_the_morning_goes_at_eight_and_that_of_the_week_on_monday(now, pace, morning):
    assert last_morning(at(*now), pace) == at(*morning)


def test_post_is_made_by_day():
    hours = [hour for hour in range(24) if is_time_for_post(at("2026-12-01", f"{hour:02}:30"))]

    assert hours == list(range(8, 20))
