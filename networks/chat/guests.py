"""Forms of the conversation with a guest."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networks.models.network import Audience
from networks.panels import pointed_at

DAYS, CLOCKS = ["%Y-%m-%d", "%d-%m-%Y"], ["%H:%M", "%H.%M"]


def _clock(label):
    return forms.TimeField(
        label=label,
        input_formats=CLOCKS,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Write a time."),
            "invalid": _("Write the time like this: 8:45."),
        },
    )


class LiveHourForm(forms.Form):
    """``bij`` is the address of the gathering that it belongs to, if there is one."""

    name = forms.CharField(
        label=_("What is it about?"),
        max_length=60,
        error_messages={"required": _("Write what it is about.")},
    )
    guest = forms.CharField(
        label=_("Who is the guest?"),
        max_length=80,
        error_messages={"required": _("Write who comes.")},
    )
    day = forms.DateField(
        label=_("On which day?"),
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day like this: 23-11-2026."),
        },
    )
    starts = _clock(pgettext_lazy("time", "From"))
    ends = _clock(pgettext_lazy("time", "Until"))
    audience = forms.ChoiceField(
        label=_("Who reads and writes here?"),
        choices=Audience.choices,
        initial=Audience.PARENTS,
        widget=forms.RadioSelect,
    )
    bij = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network

    def clean(self):
        data = super().clean()
        if self.network.rooms.filter(name__iexact=data.get("name", "")).exists():
            self.add_error("name", _("There is a chat of that name already."))
        if not self.errors and data["ends"] <= data["starts"]:
            self.add_error("ends", _("Choose a time after the first one."))
        if not self.errors and self._at(data["ends"]) <= timezone.now():
            raise ValidationError(_("This moment is past. Choose a later one."))
        return data

    @property
    def facts(self):
        data = self.cleaned_data
        return {
            "name": data["name"],
            "audience": data["audience"],
            "guest": data["guest"],
            "starts_at": self._at(data["starts"]),
            "ends_at": self._at(data["ends"]),
            "points_at": pointed_at(data["bij"], self.network),
        }

    def _at(self, clock):
        """The clock is the one on the wall of the school."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], clock))


class SummaryForm(forms.Form):
    title = forms.CharField(
        label=_("What was it about, in one sentence?"),
        max_length=120,
        error_messages={"required": _("Write in one sentence what it was about.")},
    )
    summary = forms.CharField(
        label=_("What did we learn?"),
        help_text=_("This becomes a conversation that everybody finds again."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what you learned.")},
    )
