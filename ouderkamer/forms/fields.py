"""Fields that forms of the agenda share. The clock is the one on the wall of the school."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.languages import SPOKEN

INTERPRETED = [(spoken.code, spoken.name) for spoken in SPOKEN if spoken.code != "nl"]
DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
CLOCK_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]


class Chips(forms.CheckboxSelectMultiple):
    """None chosen is an answer too: the page then sends one empty choice."""

    def value_from_datadict(self, data, files, name):
        return [value for value in super().value_from_datadict(data, files, name) if value]


def day_field(label, **options):
    return forms.DateField(
        label=label,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day like this: 23-11-2026."),
        },
        **options,
    )


def clock_field(label, required):
    return forms.TimeField(
        label=label,
        input_formats=CLOCK_FORMATS,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": required,
            "invalid": _("Write the time like this: 8:45."),
        },
    )


def words_field():
    """What who loses a place reads besides."""
    return forms.CharField(
        label=_("What do you want to say to these families?"), max_length=300, required=False
    )
