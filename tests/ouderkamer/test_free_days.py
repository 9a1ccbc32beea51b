"""Holidays that are proposed as days off, and feasts that are only information."""

from datetime import date

import pytest

from networks.holidays import Region, holidays, known_until, region_of
from ouderkamer.free_days import feasts_between, why_free


@pytest.mark.parametrize(
    ("day", "region", "public", "why"),
    [
        ("2026-12-21", "noord", False, "kerstvakantie"),
        ("2027-02-15", "noord", False, ""),
        ("2027-02-15", "zuid", False, "voorjaarsvakantie"),
        ("2027-03-01", "zuid", False, ""),  # the source had a month too many here
        ("2029-03-01", "zuid", False, ""),
        ("2027-03-29", "", True, "Pasen"),
        ("2027-03-29", "", False, ""),
        ("2027-04-27", "", True, "Koningsdag"),
        ("2027-05-17", "noord", True, "Pinksteren"),
        ("2026-11-30", "noord", True, ""),
    ],
)
def test_a_day_is_free_for_a_reason(day, region, public, why):
    assert why_free(date.fromisoformat(day), region=region, public=public) == why


def test_every_region_knows_its_holidays_for_years():
    assert {one.region for one in holidays()} == set(Region.values)
    assert all(known_until(region) > date(2030, 7, 1) for region in Region.values)


@pytest.mark.parametrize(
    ("province", "region"),
    [("Noord-Holland", "noord"), ("Zuid-Holland", "midden"), ("Limburg", "zuid"), ("", "noord")],
)
def test_a_school_lies_in_a_region(province, region):
    assert region_of(province) == region


def test_feasts_of_several_religions_are_named_once():
    found = [
        f"{feast.day:%m-%d} {feast.words}"
        for feast in feasts_between(date(2026, 11, 1), date(2027, 6, 1))
    ]

    assert found == [
        *("11-08 Divali", "12-05 Sinterklaas", "12-05 Chanoeka", "12-25 Kerst"),
        *("02-06 Chinees Nieuwjaar", "03-09 rond deze dag Suikerfeest", "03-22 Holi"),
        *("03-28 Pasen", "04-22 Pesach", "05-16 rond deze dag Offerfeest"),
    ]


def test_hanukkah_around_new_year_is_one_feast():
    found = feasts_between(date(2027, 12, 1), date(2028, 1, 31))
    assert [feast.day for feast in found if str(feast.name) == "Chanoeka"] == [date(2027, 12, 25)]
