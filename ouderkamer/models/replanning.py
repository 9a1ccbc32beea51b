"""What becomes of the dates of a series when it is by other facts: seen first, then done."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext

from ouderkamer.models.series import AHEAD, Series

TOLERANCE = timedelta(days=6)  # a date moves within its week, never to another


class Replan:
    """``series`` by other ``facts`` from their ``first_on``; dates before it stay as they are.

    A date goes to the nearest day of the new rhythm. One without such a day is cancelled if
    somebody counts on it, and forgotten if nobody answered.
    """

    def __init__(self, series, facts):
        self.series = series
        self.since = facts["first_on"]
        kept = {field.attname: getattr(series, field.attname) for field in Series._meta.fields}
        self.target = Series(**{**kept, **facts})

    @cached_property
    def rows(self):
        later = self.series.to_come.filter(series_day__gte=self.since)
        return list(later.select_related("network"))

    @cached_property
    def days(self):
        """``{date: its day}`` of the dates that have one in the new rhythm."""
        wanted = set(self.target.days(self._until)) - self._cancelled
        found = {row: row.series_day for row in self.rows if row.series_day in wanted}
        wanted -= set(found.values())
        for row in self.rows:
            near = [day for day in wanted if abs(day - row.series_day) <= TOLERANCE]
            if row not in found and near:
                found[row] = min(near, key=lambda day: (abs(day - row.series_day), day))
                wanted.remove(found[row])
        return found

    @cached_property
    def dropped(self):
        """``{date: how many families count on it}`` of those that have no day any more."""
        left = [row for row in self.rows if row not in self.days]
        return {row: row.sign_ups.counted_on().count() for row in left}

    @property
    def missed(self):
        return {row: families for row, families in self.dropped.items() if families}

    @cached_property
    def losers(self):
        """``{date: {line: answers}}`` of who would lose a place."""
        found = {row: row.losers(self._facts(row)) for row in self.days}
        return {row: lines for row, lines in found.items() if lines}

    @property
    def signature(self):
        """Names exactly who was shown to lose a date or a place."""
        places = [
            f"{line.name}-{one.pk}"
            for lines in self.losers.values()
            for line, lost in lines.items()
            for one in lost
        ]
        return " ".join([*places, *(f"date-{row.pk}-{n}" for row, n in self.missed.items())])

    @transaction.atomic
    def carry_out(self, *, by, words=""):
        """The series that has the later dates: a new one when earlier ones stay behind.

        ``words`` are for who loses a place or a date.
        """
        Series.objects.select_for_update().get(pk=self.series.pk)
        if self.series.to_come.filter(series_day__lt=self.since).exists():
            self.target.pk = None
            self.series.last_on = self.since - timedelta(days=1)
            self.series.save(update_fields=["last_on"])
        self.target.save()
        for row, day in self.days.items():
            row.follow(self.target, day, by=by, words=words)
        for row in self.dropped:
            row.drop(words or gettext("The parents' room is on other days from now on."), by=by)
        self.target.extend(timezone.localdate() + AHEAD, by=by)
        return self.target

    @property
    def _until(self):
        last = max((row.series_day for row in self.rows), default=self.since)
        return max(last + TOLERANCE, timezone.localdate() + AHEAD)

    @cached_property
    def _cancelled(self):
        gone = self.series.gatherings.exclude(cancelled_at=None)
        return set(gone.values_list("series_day", flat=True))

    def _facts(self, row):
        said = self.target.facts_of(self.days[row])
        return {**said, **{name: getattr(row, name) for name in row.own}}
