"""How often a series comes back, by the local calendar."""

from datetime import datetime, time

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.db import models
from django.template.defaultfilters import date as date_filter
from django.utils.translation import gettext, ngettext

LAST = -1
SHORTEST_MONTH = 28


class Step(models.TextChoices):
    WEEK = "week"
    NTH = "nth"  # months, on the same weekday of the month
    LAST = "last"  # months, on the last such weekday
    DAY = "day"  # months, on the same day of the month


def days(step, every, first, until):
    """Local days of a rhythm that begins on ``first``, up to and including ``until``.

    A fifth Monday is a last Monday, and who comes on the 31st comes on the last day of a
    shorter month: nobody's month is skipped.
    """
    start, end = (datetime.combine(day, time.min) for day in (first, until))
    found = rrule(dtstart=start, until=end, interval=every, **_rule(step, first))
    return [moment.date() for moment in found]


def spoken(step, every, first):
    """``Every Monday``, ``Every first Monday of the month``, ``Every 2 weeks on Monday``."""
    day = {"weekday": date_filter(first, "l"), "number": every, "day": first.day}
    if step == Step.WEEK:
        words = ngettext("Every %(weekday)s", "Every %(number)d weeks on %(weekday)s", every)
    elif step == Step.DAY:
        words = ngettext(
            "Every month on day %(day)d", "Every %(number)d months on day %(day)d", every
        )
    else:
        day["nth"] = _ordinal(_nth(step, first))
        words = ngettext(
            "Every %(nth)s %(weekday)s of the month",
            "Every %(number)d months on the %(nth)s %(weekday)s",
            every,
        )
    return words % day


def _rule(step, first):
    if step == Step.WEEK:
        return {"freq": WEEKLY}
    if step == Step.DAY:
        return {
            "freq": MONTHLY,
            "bymonthday": range(min(first.day, SHORTEST_MONTH), first.day + 1),
            "bysetpos": LAST,
        }
    return {"freq": MONTHLY, "byweekday": weekday(first.weekday(), _nth(step, first))}


def _nth(step, first):
    nth = (first.day - 1) // 7 + 1
    return LAST if step == Step.LAST or nth > 4 else nth


def _ordinal(nth):
    names = {1: gettext("first"), 2: gettext("second"), 3: gettext("third")}
    return {**names, 4: gettext("fourth"), LAST: gettext("last")}[nth]
