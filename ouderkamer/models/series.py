from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q
from django.template.defaultfilters import date as date_filter
from django.utils import timezone
from django.utils.translation import gettext

from community.activity.recording import record
from networks.holidays import Region
from networks.inside import InsideQuerySet
from networks.models import Network
from networks.models.life import Stage
from ouderkamer.free_days import why_free
from ouderkamer.models.gathering import Gathering
from ouderkamer.models.occasion import OCCASION_FIELDS, Occasion, local
from ouderkamer.models.rhythm import Step, days, spoken

AHEAD = timedelta(weeks=10)  # dates are made
SEEN_AHEAD = timedelta(weeks=26)
MOST_NAMED = 6


class SeriesQuerySet(InsideQuerySet):
    def running(self):
        """Those that still have a date to come, the earliest day of the week first."""
        endless = Q(last_on=None) | Q(last_on__gte=timezone.localdate())
        going = self.filter(endless).exclude(network__stage=Stage.ARCHIVED)
        return going.order_by("first_on__week_day", "starts")

    @transaction.atomic
    def plan(self, network, *, by, **facts):
        """A new series with its dates of the coming weeks; the first is told."""
        series = self.create(network=network, **facts)
        made = series.extend(max(timezone.localdate(), series.first_on) + AHEAD, by=by)
        if made:
            record("ouderkamer.planned", by=by, about=made[0], network=network)
        return series


class Series(Occasion):
    """A rhythm by the local clock, that counts from ``first_on``.

    The rule is kept as local dates and times, because a coffee of 8.45 stays a coffee of
    8.45 when summer time begins. Its dates are rows of their own, made some weeks ahead.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="series")
    step = models.CharField(max_length=8, choices=Step.choices, default=Step.WEEK)
    every = models.PositiveSmallIntegerField(default=1, help_text="steps from date to date")
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    starts = models.TimeField(help_text="local time")
    ends = models.TimeField(help_text="local time")
    region = models.CharField(
        max_length=8,
        choices=Region.choices,
        blank=True,
        help_text="of whose school holidays it is left out",
    )
    public_off = models.BooleanField(default=False, help_text="left out on public holidays")
    skips = models.JSONField(default=list, blank=True, help_text="days left out, as 2026-12-28")
    keeps = models.JSONField(default=list, blank=True, help_text="days that go ahead all the same")

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                name="ouderkamer_series_ends_after_it_starts", condition=Q(ends__gt=F("starts"))
            ),
            models.CheckConstraint(
                name="ouderkamer_series_last_after_first",
                condition=Q(last_on=None) | Q(last_on__gte=F("first_on")),
            ),
            models.CheckConstraint(
                name="ouderkamer_series_has_a_rhythm", condition=Q(every__gte=1)
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def rhythm(self):
        """``Every Monday``, ``Every last Friday of the month``."""
        return spoken(self.step, self.every, self.first_on)

    @property
    def days_off(self):
        """The first days left out that are still to come, in words."""
        today = timezone.localdate()
        coming = (day for day in self.rule_days(today + SEEN_AHEAD) if day >= today)
        listed = [date_filter(day, "j F") for day in coming if self.why_free(day)][:MOST_NAMED]
        return f" {gettext('and')} ".join(
            part for part in (", ".join(listed[:-1]), *listed[-1:]) if part
        )

    def rule_days(self, until):
        """Local days of this rhythm up to and including ``until``, also those left out."""
        return days(self.step, self.every, self.first_on, min(until, self.last_on or until))

    def days(self, until):
        """Those that go ahead."""
        return [day for day in self.rule_days(until) if not self.why_free(day)]

    def why_free(self, day):
        """Why ``day`` is left out, in words; empty when it goes ahead."""
        if day.isoformat() in self.keeps:
            return ""
        if day.isoformat() in self.skips:
            return gettext("day off")
        return why_free(day, region=self.region, public=self.public_off)

    def facts_of(self, day):
        """What the date of ``day`` says, unless it has something of its own."""
        said = {name: getattr(self, name) for name in OCCASION_FIELDS}
        clock = {"starts_at": local(day, self.starts), "ends_at": local(day, self.ends)}
        return {**said, **clock}

    @property
    def missing(self):
        """The next day of the coming weeks, if its date was not made; else None."""
        today = timezone.localdate()
        coming = next((day for day in self.days(today + AHEAD) if day > today), None)
        made = coming is None or self.gatherings.filter(series_day=coming).exists()
        return None if made else coming

    @property
    def to_come(self):
        return self.gatherings.upcoming().going_ahead()

    @transaction.atomic
    def enrol(self, answer, *, by):
        """The same answer to every lesson that is still to come, all or none."""
        for gathering in self.to_come.select_related("network"):
            gathering.answer(answer, by=by)

    @transaction.atomic
    def extend(self, until, *, by=None):
        """Make the dates up to ``until`` that are not there yet; what exists stays as it is.

        At most a few months ahead: dates people signed up for should be few when plans
        change. ``by`` is None when the house itself keeps the series going.
        """
        Series.objects.select_for_update().get(pk=self.pk)  # who changes it makes dates as well
        made = set(self.gatherings.values_list("series_day", flat=True))
        today = timezone.localdate()
        new = [day for day in self.days(until) if day >= today and day not in made]
        return [self.make(day, by=by) for day in new]

    def make(self, day, *, by):
        """The date of ``day``: the row that is there, or a new one."""
        gathering, _made = Gathering.objects.get_or_create(
            series=self,
            series_day=day,
            defaults={**self.facts_of(day), "planned_by": by},
        )
        return gathering
