"""A month of the agenda: its edges in local time, its neighbours and its weeks."""

import calendar
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone

from ouderkamer.models.occasion import local


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, moment):
        there = timezone.localtime(moment)
        return cls(there.year, there.month)

    @classmethod
    def parse(cls, text):
        """``"2026-11"`` -> November; None for anything that is not a month."""
        try:
            first = date.fromisoformat(f"{text}-01")
        except ValueError:
            return None
        return cls(first.year, first.month) if 2000 < first.year < 2100 else None

    def __str__(self):
        return f"{self.year}-{self.month:02}"

    @property
    def first(self):
        return date(self.year, self.month, 1)

    @property
    def previous(self):
        before = self.first - timedelta(days=1)
        return Month(before.year, before.month)

    @property
    def next(self):
        after = self.first + timedelta(days=32)
        return Month(after.year, after.month)

    @property
    def days(self):
        """Its first and its last day."""
        return self.first, self.next.first - timedelta(days=1)

    @property
    def edges(self):
        """Its first moment and the first moment after it."""
        return local(self.first, time.min), local(self.next.first, time.min)

    def squares(self):
        """Its dates from Monday on, with None for the squares before the first."""
        first_weekday, days = calendar.monthrange(self.year, self.month)
        return [None] * first_weekday + [date(self.year, self.month, n + 1) for n in range(days)]
