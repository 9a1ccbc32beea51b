"""Days on which few people come: holidays of schools and of everybody, and feasts."""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from holidays import country_holidays

from networks.holidays import holiday_on

SCHOOL_HOLIDAYS = {
    "zomervakantie": _("summer holiday"),
    "herfstvakantie": _("autumn holiday"),
    "kerstvakantie": _("Christmas holiday"),
    "voorjaarsvakantie": _("spring holiday"),
    "meivakantie": _("May holiday"),
}
PUBLIC = {
    "New Year's Day": _("New Year's Day"),
    "Good Friday": _("Good Friday"),
    "Easter Sunday": _("Easter"),
    "Easter Monday": _("Easter"),
    "King's Day": _("King's Day"),
    "Liberation Day": _("Liberation Day"),
    "Ascension Day": _("Ascension Day"),
    "Pentecost": _("Pentecost"),
    "Pentecost Monday": _("Pentecost"),
    "Christmas Day": _("Christmas"),
    "Second Day of Christmas": _("Christmas"),
}
# Country and category in which the dates of a feast are kept, and what we call it.
FEASTS = {
    ("SR", "public"): {
        "Chinese New Year": _("Chinese New Year"),
        "Holi": _("Holi"),
        "Eid al-Fitr": _("Eid al-Fitr"),
        "Eid al-Adha": _("Eid al-Adha"),
        "Diwali": _("Diwali"),
        "Day of Freedoms": _("Keti Koti"),
    },
    ("IL", "public"): {
        "Pesach": _("Pesach"),
        "Rosh Hashanah": _("Rosh Hashanah"),
        "Yom Kippur": _("Yom Kippur"),
    },
    ("IL", "school"): {"Hanukkah": _("Hanukkah")},
    ("NL", "public"): {"Easter Sunday": _("Easter"), "Christmas Day": _("Christmas")},
}
SAINT_NICHOLAS = (12, 5)
ABOUT = " (estimated)"  # a moon must be seen first


class Feast(NamedTuple):
    day: date
    name: Promise
    is_about: bool = False  # the day of some feasts is not known before the moon is seen

    @property
    def words(self):
        return (
            gettext("about %(feast)s") % {"feast": self.name} if self.is_about else str(self.name)
        )


def why_free(day, *, region, public):
    """Why few people come on ``day``, in words; empty when they do.

    ``region`` is one of the three of schools, or empty; ``public`` counts public holidays.
    """
    if name := region and holiday_on(day, region):
        return str(SCHOOL_HOLIDAYS.get(name, name))
    return str(_public(day.year).get(day, "")) if public else ""


def feasts_between(first, last):
    """Feasts of several religions from ``first`` up to and including ``last``, in order."""
    years = range(first.year, last.year + 1)
    return [feast for year in years for feast in _feasts(year) if first <= feast.day <= last]


@cache
def _public(year):
    found = country_holidays("NL", years=year, language="en_US")
    return {day: PUBLIC[name] for day, name in found.items() if name in PUBLIC}


@cache
def _feasts(year):
    found = [Feast(date(year, *SAINT_NICHOLAS), _("Saint Nicholas"))]
    for (country, category), names in FEASTS.items():
        two = (year - 1, year)  # Hanukkah begins in one year and ends in the next
        calendar = country_holidays(country, years=two, categories=category, language="en_US")
        found += [feast for feast in _named(calendar, names) if feast.day.year == year]
    return sorted(found, key=lambda feast: feast.day)


def _named(calendar, names):
    """The first day of every feast; one that lasts eight days is named once."""
    last_seen = {}
    for day, name in sorted(calendar.items()):
        plain = name.removesuffix(ABOUT)
        if plain in names and day - last_seen.get(plain, date.min) > timedelta(days=9):
            yield Feast(day, names[plain], is_about=name.endswith(ABOUT))
        last_seen[plain] = day
