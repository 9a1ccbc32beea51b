from datetime import date, timedelta
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from networks.holidays import Region, holidays
from ouderkamer.forms.fields import Chips, day_field, words_field
from ouderkamer.forms.occasion import OccasionForm
from ouderkamer.free_days import feasts_between
from ouderkamer.models import Series
from ouderkamer.models.replanning import Replan

LONGEST = timedelta(days=366)
RHYTHMS = {
    "week-1": _("Every week"),
    "week-2": _("Every other week"),
    "week-3": _("Every 3 weeks"),
    "nth-1": _("Once a month, on the same weekday (for instance the first Monday)"),
    "last-1": _("Once a month, on the last such weekday"),
    "day-1": _("Once a month, on the same day of the month"),
}
LIMITS = ("limit", "childcare_limit")
NO_FACTS = {"rhythm", "ahead", "shown", "sure", "keep", "words"}
RULE = ("rhythm", "first_on", "last_on", "region", "public_off")


class SeriesDate(NamedTuple):
    """A line of the list of dates: ``why`` it is left out, the date that is there already."""

    day: date
    why: str
    goes_ahead: bool
    gathering: object = None


class SeriesForm(OccasionForm):
    """A series, with all its dates to look at before it is saved.

    ``shown`` says by which rule the dates that were ticked were found, and ``sure`` who was seen
    to lose a date or a place: when it is otherwise meanwhile, the form asks again.
    """

    first_on = day_field(_("From which day?"))
    last_on = day_field(_("Until which day?"), help_text=_("At most a year after the first."))
    rhythm = forms.ChoiceField(label=_("How often?"), choices=RHYTHMS.items())
    region = forms.ChoiceField(
        label=_("Not in the school holidays"),
        choices=[("", _("It goes on in the school holidays")), *Region.choices],
        required=False,
    )
    public_off = forms.BooleanField(label=_("Not on public holidays"), required=False)
    ahead = forms.MultipleChoiceField(required=False, widget=Chips)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    sure = forms.CharField(required=False, widget=forms.HiddenInput)
    keep = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = words_field()

    asks, replan = False, None

    def __init__(self, *args, series=None, region="", **kwargs):
        initial = _facts_of(series) if series else _proposal(region)
        super().__init__(*args, initial=initial, **kwargs)
        self.series = series
        sent = self.data.getlist("ahead") if self.is_bound else ()
        self.fields["ahead"].choices = [(day, day) for day in sent]
        if series and initial["rhythm"] not in RHYTHMS:
            self.fields["rhythm"].choices = [*RHYTHMS.items(), (initial["rhythm"], series.rhythm)]

    @property
    def is_asking(self):
        return self.asks and len(self.errors) == 1

    def clean_first_on(self):
        day = self.cleaned_data["first_on"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is already over. Choose a day after today."))
        return day

    def clean(self):
        facts = super().clean()
        if {"first_on", "last_on"} <= facts.keys():
            self._check_length(facts["first_on"], facts["last_on"])
        if not self.errors:
            self._ask_first()
        return facts

    @cached_property
    def facts(self):
        """The cleaned values of the rule and of what is said."""
        facts = {name: self.cleaned_data[name] for name in self.cleaned_data.keys() - NO_FACTS}
        step, every = self.cleaned_data["rhythm"].split("-")
        if self.cleaned_data["keep"]:
            facts |= {name: getattr(self.series, name) for name in LIMITS}
        return {**facts, "step": step, "every": int(every)}

    @cached_property
    def dates(self):
        """Every day of the rhythm, those left out as well."""
        rule = Series(**{**self.facts, "skips": [], "keeps": []})
        whole = [(day, rule.why_free(day)) for day in rule.rule_days(rule.last_on)]
        made = self._made
        return [
            SeriesDate(day, why, self._goes_ahead(day.isoformat(), why), made.get(day))
            for day, why in whole
        ]

    @property
    def planned(self):
        """All facts, with what was ticked against the rule."""
        return {
            **self.facts,
            "skips": [one.day.isoformat() for one in self.dates if not (one.why or one.goes_ahead)],
            "keeps": [one.day.isoformat() for one in self.dates if one.why and one.goes_ahead],
        }

    @property
    def feasts(self):
        """Feasts of these months, as information: nothing is left out for them."""
        return feasts_between(self.cleaned_data["first_on"], self.cleaned_data["last_on"])

    @property
    def rule(self):
        return " ".join(str(self.cleaned_data[name]) for name in RULE)

    @property
    def _was_shown(self):
        return self.cleaned_data["shown"] == self.rule

    def _goes_ahead(self, day, why):
        """As it was ticked, as the series has it, or as is proposed."""
        if self._was_shown:
            return day in self.cleaned_data["ahead"]
        known = self.series or Series()
        return day in known.keeps or not (why or day in known.skips)

    @property
    def _made(self):
        """``{day: date}`` of what is there already and says something of its own."""
        if self.series is None:
            return {}
        rows = self.series.gatherings.filter(series_day__gte=self.cleaned_data["first_on"])
        return {row.series_day: row for row in rows if row.own or row.is_cancelled}

    def _check_length(self, first, last):
        if last < first:
            self.add_error("last_on", _("The last day must come after the first."))
        elif last - first > LONGEST:
            self.add_error("last_on", _("A series lasts at most a year. Choose an earlier day."))

    def _ask_first(self):
        if not any(one.goes_ahead for one in self.dates):
            raise ValidationError(_("There is no date left in this series."))
        if self.series:
            self.replan = Replan(self.series, self.planned)
        if not self._was_shown:
            self.asks = True
            raise ValidationError(_("Look at the dates. Then save the series."))
        if self.replan and self.replan.signature != self.cleaned_data["sure"]:
            self.asks = True
            raise ValidationError(_("See first who loses a place."))


def _facts_of(series):
    """What the form shows of a series: it changes from its next date on, unless told otherwise."""
    coming = series.to_come.values_list("series_day", flat=True).first()
    today = timezone.localdate()
    return {
        **model_to_dict(series),
        "rhythm": f"{series.step}-{series.every}",
        "first_on": coming or max(series.first_on, today),
        "last_on": series.last_on or _end_of_year(today),
    }


def _proposal(region):
    """A coffee every week, until the summer and not in the holidays."""
    today = timezone.localdate()
    return {"region": region, "public_off": True, "last_on": _end_of_year(today)}


def _end_of_year(today):
    """The day before the first summer holiday that is still to come."""
    summers = (one.first for one in holidays() if one.name == "zomervakantie")
    later = (first - timedelta(days=1) for first in sorted(summers) if first > today)
    return next(later, today + LONGEST)
