from datetime import datetime

from dateutil.rrule import WEEKLY, rrule
from django.db import models, transaction
from django.db.models import F, Q
from django.template.defaultfilters import date as date_filter
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from networks.inside import InsideQuerySet
from networks.models import Network
from networks.models.life import Stage
from ouderkamer.models.gathering import Gathering
from ouderkamer.models.occasion import OCCASION_FIELDS, Occasion, local


class SeriesQuerySet(InsideQuerySet):
    def running(self):
        """Those that still have a date to come, the earliest day of the week first."""
        endless = Q(last_on=None) | Q(last_on__gte=timezone.localdate())
        going = self.filter(endless).exclude(network__stage=Stage.ARCHIVED)
        return going.order_by("first_on__week_day", "starts")


class Series(Occasion):
    """A rhythm: every so many weeks on the weekday of ``first_on``, by the local clock.

    The rule is kept as local dates and times, because a coffee of 8.45 stays a coffee of
    8.45 when summer time begins. Its dates are rows of their own, made some weeks ahead.
    """

    network = models.ForeignKey(Network, models.CASCADE, related_name="series")
    every = models.PositiveSmallIntegerField(default=1, help_text="weeks from date to date")
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)
    starts = models.TimeField(help_text="local time")
    ends = models.TimeField(help_text="local time")
    skips = models.JSONField(default=list, blank=True, help_text="days left out, as 2026-12-28")

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
        """``Every Monday``, ``Every 2 weeks on Monday``."""
        words = ngettext("Every %(weekday)s", "Every %(weeks)d weeks on %(weekday)s", self.every)
        return words % {"weekday": date_filter(self.first_on, "l"), "weeks": self.every}

    @property
    def days_off(self):
        """The days left out that are still to come, in words."""
        coming = sorted(day for day in self.skips if day >= timezone.localdate().isoformat())
        listed = [date_filter(datetime.fromisoformat(day), "j F") for day in coming]
        return f" {gettext('and')} ".join(
            part for part in (", ".join(listed[:-1]), *listed[-1:]) if part
        )

    def days(self, until):
        """Local days of this rhythm up to and including ``until``, without the skips."""
        last = min(until, self.last_on or until)
        naive = rrule(
            WEEKLY,
            dtstart=datetime.combine(self.first_on, self.starts),
            interval=self.every,
            until=datetime.combine(last, self.ends),
        )
        return [moment.date() for moment in naive if moment.date().isoformat() not in self.skips]

    @transaction.atomic
    def extend(self, until, *, by=None):
        """Make the dates up to ``until`` that are not there yet; what exists stays as it is.

        At most a few months ahead: dates people signed up for should be few when plans
        change. ``by`` is None when the house itself keeps the series going.
        """
        made = set(self.gatherings.values_list("series_day", flat=True))
        today = timezone.localdate()
        new = [day for day in self.days(until) if day >= today and day not in made]
        return [self.make(day, by=by) for day in new]

    def make(self, day, *, by):
        """The date of ``day``: the row that is there, or a new one."""
        gathering, _made = Gathering.objects.get_or_create(
            series=self,
            series_day=day,
            defaults={
                **{name: getattr(self, name) for name in OCCASION_FIELDS},
                "starts_at": local(day, self.starts),
                "ends_at": local(day, self.ends),
                "planned_by": by,
            },
        )
        return gathering
