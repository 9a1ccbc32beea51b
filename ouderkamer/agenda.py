"""The agenda of one network as one reader sees it: a list by month, and a month grid."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.template.defaultfilters import date as date_filter
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from networks.panels import subjects_of
from ouderkamer.free_days import feasts_between
from ouderkamer.models import Gathering, Kind, Series
from ouderkamer.month import Month

MOST = 30  # dates on one page; half a year of Mondays


@dataclass(frozen=True)
class Filter:
    """A chip above the list."""

    key: str
    icon: str
    label: Promise
    condition: Q


FILTERS = (
    Filter("koffie", "cup", _("Coffee morning"), Q(kind=Kind.COFFEE)),
    Filter("doen", "hand", _("Doing together"), Q(kind=Kind.DO)),
    Filter("opvang", "child", _("With childcare"), Q(childcare=True)),
    Filter("tolk", "translate", _("With interpreter"), ~Q(interpreters=[])),
    Filter("avond", "clock", _("In the evening"), Q(kind=Kind.EVENING)),
)


@dataclass(frozen=True)
class Day:
    """A square of the month grid."""

    date: date
    gatherings: list
    url: str

    @property
    def is_today(self):
        return self.date == timezone.localdate()

    @property
    def label(self):
        titles = ", ".join(gathering.title for gathering in self.gatherings)
        return f"{date_filter(self.date, 'j F')}, {titles}"


class Agenda:
    def __init__(self, network, reader, *, chosen="", month=None):
        self.network = network
        self.reader = reader
        self.month = month
        self.filter = next((one for one in FILTERS if one.key == chosen), None)

    @cached_property
    def gatherings(self):
        """Those of the month asked for, or those to come; one more than fits tells of more."""
        mine = self._seen.for_listing(self.reader).filter(self._condition)
        return list((self._within(mine) if self.month else mine.upcoming())[: MOST + 1])

    @property
    def months(self):
        """Each month with its dates, what the school begins in it, and feasts in it."""
        by_month = {month: [] for month in self._of_school}
        for gathering in self.gatherings[:MOST]:
            by_month.setdefault(Month.of(gathering.starts_at), []).append(gathering)
        return [
            (month, by_month[month], self._begins(month), feasts_between(*month.days))
            for month in sorted(by_month, key=str)
        ]

    @property
    def _of_school(self):
        """The months of this list in which the school begins something, without a date or with."""
        if self.filter or len(self.gatherings) > MOST:
            return set()
        today = timezone.localdate()
        begin = {Month(one.day.year, one.day.month) for one in self._subjects if one.day >= today}
        return begin & {self.month} if self.month else begin

    @cached_property
    def _subjects(self):
        return [one for one in subjects_of(self.network).values() if one.day]

    def _begins(self, month):
        first, last = month.days
        return [one for one in self._subjects if first <= one.day <= last]

    @cached_property
    def series(self):
        visible = Series.objects.visible_to(self.reader).filter(network=self.network)
        return list(visible.running())

    @property
    def chips(self):
        return [
            (one, self._url(soort=one.key, maand=self.month), one == self.filter) for one in FILTERS
        ]

    @property
    def everything_url(self):
        return self._url(maand=self.month)

    @property
    def weekdays(self):
        """A week of dates that starts on Monday, for the heads of the grid."""
        monday = date(2024, 1, 1)
        return [monday + timedelta(days=n) for n in range(7)]

    @property
    def shown(self):
        """The month of the grid."""
        return self.month or Month.of(timezone.now())

    @property
    def previous_url(self):
        return self._url(soort=self._key, maand=self.shown.previous)

    @property
    def next_url(self):
        return self._url(soort=self._key, maand=self.shown.next)

    @property
    def month_url(self):
        return self._url(soort=self._key, maand=self.shown)

    @property
    def more_url(self):
        """Where the list goes on when not everything fitted."""
        if self.month or len(self.gatherings) <= MOST:
            return ""
        return self._url(soort=self._key, maand=Month.of(self.gatherings[MOST].starts_at))

    @cached_property
    def squares(self):
        """Days and empty squares of the month grid, in one query."""
        found = self._within(self._seen.select_related("network")).going_ahead()
        by_day = {}
        for gathering in found:
            by_day.setdefault(timezone.localdate(gathering.starts_at), []).append(gathering)
        return [day and self._day(day, by_day.get(day, [])) for day in self.shown.squares()]

    @property
    def _seen(self):
        return Gathering.objects.visible_to(self.reader).filter(network=self.network)

    @property
    def _condition(self):
        return self.filter.condition if self.filter else Q()

    @property
    def _key(self):
        return self.filter.key if self.filter else ""

    def _within(self, gatherings):
        first, after = self.shown.edges
        return gatherings.filter(starts_at__gte=first, starts_at__lt=after).order_by(
            "starts_at", "pk"
        )

    def _day(self, day, gatherings):
        """A day with one gathering leads to it, a fuller day to its place in the list."""
        if len(gatherings) == 1:
            return Day(day, gatherings, gatherings[0].get_absolute_url())
        first = f"#gathering-{gatherings[0].pk}" if gatherings else ""
        return Day(day, gatherings, f"{self._url(maand=self.shown)}{first}")

    def _url(self, **query):
        return "?" + urlencode({key: value for key, value in query.items() if value})
