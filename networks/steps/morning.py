from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community.people.forms import ChoiceCards
from networks.panels import PANELS, Morning
from networks.steps.step import Step

CLOCK_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
EARLIEST, LATEST = time(7), time(21)


class FirstMorning(Step):
    number, title, template = 6, _("First coffee morning"), "networks/start_morning.html"

    when = forms.ChoiceField(
        label=_("Do you plan the first coffee now?"),
        choices=[("now", _("Yes, every week on one morning")), ("later", _("Not yet"))],
        error_messages={"required": _("Choose whether you plan now.")},
        widget=ChoiceCards(hints={"later": _("You can plan it in the agenda of your network.")}),
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day?"),
        choices=[
            *((0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday"))),
            *((3, _("Thursday")), (4, _("Friday"))),
        ],
        coerce=int,
        empty_value=0,
    )
    starts = forms.TimeField(
        label=pgettext_lazy("time", "From"),
        input_formats=CLOCK_FORMATS,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Write when it starts."),
            "invalid": _("Write the time like this: 8:45."),
        },
    )
    place = forms.CharField(
        label=_("Where?"),
        max_length=100,
        error_messages={"required": _("Write where it is.")},
    )
    childcare = forms.BooleanField(
        label=_("There is childcare"),
        help_text=_("Free, for children of 0 to 4 years."),
        required=False,
    )

    def skipped(self):
        return () if self.chose("when", "now") else ("weekday", "starts", "place")

    def present(self):
        return {"when": "now", "starts": time(8, 45), "place": gettext("Parents' room")}

    @cached_property
    def planned(self):
        """Public lines of what is planned already; then nothing is asked again."""
        lines = [panel.card_lines([self.network]) for panel in PANELS]
        return [line[self.network.pk] for line in lines if self.network.pk in line]

    def clean_starts(self):
        starts = self.cleaned_data["starts"]
        if starts and not EARLIEST <= starts <= LATEST:
            raise ValidationError(_("Choose a time between 7.00 and 21.00."))
        return starts

    def save(self):
        facts = dict(self.cleaned_data)
        is_now = facts.pop("when") == "now"
        self.founding.plan(Morning(**facts) if is_now else None, by=self.person)
