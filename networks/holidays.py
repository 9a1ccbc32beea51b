"""Days on which schools are closed, as the government sets them; see ``data/README.md``."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

SATURDAY = 5
FILE = Path(__file__).resolve().parent / "data" / "school-holidays.csv"


class Holiday(NamedTuple):
    first: date
    last: date
    region: str
    name: str


class Region(models.TextChoices):
    """The three regions in which schools close at the same time."""

    NORTH = "noord", _("North")
    MIDDLE = "midden", _("Middle")
    SOUTH = "zuid", _("South")


# Gelderland, Flevoland and Noord-Brabant have towns in two regions: a proposal, never a fact.
NORTH = {"groningen", "friesland", "fryslân", "drenthe", "overijssel", "flevoland", "noord-holland"}
SOUTH = {"zeeland", "noord-brabant", "limburg"}


def region_of(province):
    """The region most schools of ``province`` are in; the north, our own, for what is unknown."""
    name = province.lower()
    if name in SOUTH:
        return Region.SOUTH
    return Region.NORTH if name in NORTH or not name else Region.MIDDLE


@cache
def holidays():
    """Every school holiday of all three regions."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Holiday(
                date.fromisoformat(row["first"]),
                date.fromisoformat(row["last"]),
                row["region"],
                row["name"],
            )
            for row in csv.DictReader(file)
        ]


def holiday_on(day, region):
    """The name of the school holiday of ``region`` on ``day``, in Dutch; empty without one."""
    here = (one.name for one in holidays() if one.region == region and _is_on(day, one))
    return next(here, "")


def known_until(region):
    """The last day of the last holiday that is known."""
    return max(one.last for one in holidays() if one.region == region)


def is_holiday(day):
    """Whether anywhere in the country schools are closed on ``day``."""
    return any(_is_on(day, one) for one in holidays())


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


def _is_on(day, holiday):
    return holiday.first <= day <= holiday.last
