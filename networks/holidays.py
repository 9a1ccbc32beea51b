"""Days on which schools are closed, as the government sets them; see ``data/README.md``."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

SATURDAY = 5
FILE = Path(__file__).resolve().parent / "data" / "school-holidays.csv"


@cache
def holidays():
    """Pairs of the first and last day, of all three regions."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            (date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))
            for row in csv.DictReader(file)
        ]


def is_holiday(day):
    """Whether anywhere in the country schools are closed on ``day``."""
    return any(first <= day <= last for first, last in holidays())


def is_school_day(day):
    return day.weekday() < SATURDAY and not is_holiday(day)


def school_days_between(after, until):
    """How many school days there are from the day behind ``after`` up to ``until``."""
    days = (after + timedelta(days=n + 1) for n in range((until - after).days))
    return sum(map(is_school_day, days))


def school_day_after(day, number):
    """The school day that is ``number`` school days behind ``day``."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_school_day(day)
    return day


def days_at_school(after, until):
    """How many days from the day behind ``after`` up to ``until`` are in no holiday."""
    days = (after + timedelta(days=n + 1) for n in range((until - after).days))
    return sum(not is_holiday(day) for day in days)
