"""How often a series comes back: the table of the calendar's bad days."""

from datetime import date

import pytest

from ouderkamer.models.rhythm import Step, days, spoken


def told(step, first, until, every=1):
    found = days(step, every, date.fromisoformat(first), date.fromisoformat(until))
    return [f"{day:%Y-%m-%d}" for day in found]


@pytest.mark.parametrize(
    ("step", "first", "until", "expected"),
    [
        (
            "week",
            "2026-12-21",
            "2027-01-11",
            ["2026-12-21", "2026-12-28", "2027-01-04", "2027-01-11"],
        ),
        (
            "nth",
            "2026-12-07",
            "2027-03-01",
            ["2026-12-07", "2027-01-04", "2027-02-01", "2027-03-01"],
        ),
        (
            "nth",
            "2026-11-30",
            "2027-02-28",
            ["2026-11-30", "2026-12-28", "2027-01-25", "2027-02-22"],
        ),
        ("last", "2026-11-27", "2027-01-31", ["2026-11-27", "2026-12-25", "2027-01-29"]),
        (
            "day",
            "2027-01-31",
            "2027-04-30",
            ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"],
        ),
        ("day", "2028-01-30", "2028-03-30", ["2028-01-30", "2028-02-29", "2028-03-30"]),
        ("day", "2026-12-15", "2027-02-15", ["2026-12-15", "2027-01-15", "2027-02-15"]),
    ],
    ids=[
        *("week 53", "first Monday", "a fifth Monday is the last", "last Friday"),
        *("last day of the month", "leap year", "15th"),
    ],
)
def test_no_month_is_skipped_and_the_last_day_counts(step, first, until, expected):
    assert told(step, first, until) == expected


def test_the_29th_of_february_comes_back_every_year():
    assert told("day", "2028-02-29", "2032-03-01", every=12) == [
        *("2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29")
    ]


def test_the_last_day_is_a_local_day_and_belongs_to_it():
    """A coffee late in the evening is on the same day as its UNTIL, also in summer."""
    assert told("week", "2027-03-21", "2027-03-28") == ["2027-03-21", "2027-03-28"]


@pytest.mark.parametrize(
    ("step", "every", "first", "words"),
    [
        (Step.WEEK, 1, "2026-11-30", "Elke maandag"),
        (Step.WEEK, 2, "2026-11-30", "Elke 2 weken op maandag"),
        (Step.NTH, 1, "2026-12-01", "Elke eerste dinsdag van de maand"),
        (Step.NTH, 2, "2026-12-16", "Elke 2 maanden op de derde woensdag"),
        (Step.NTH, 1, "2026-11-30", "Elke laatste maandag van de maand"),
        (Step.LAST, 1, "2026-11-27", "Elke laatste vrijdag van de maand"),
        (Step.DAY, 1, "2026-12-15", "Elke maand op de 15e"),
    ],
)
def test_a_rhythm_reads_as_people_say_it(step, every, first, words):
    assert str(spoken(step, every, date.fromisoformat(first))) == words
