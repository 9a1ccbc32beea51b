"""Forms between parents who ask and the school that answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.fields import WrittenField
from forums.models import Heard, SchoolQuestion
from forums.writing import TEXT
from networks.models import Membership

DATE = {"type": "date"}
FURTHEST = 366  # days


class LaterField(forms.DateField):
    """A day after today, on which parents may count."""

    widget = forms.DateInput(attrs=DATE, format="%Y-%m-%d")

    def __init__(self, **options):
        wrong = _("Choose a day, for example 1-12-2026.")
        needed = _("Choose a date. Without one parents do not know when the answer comes.")
        super().__init__(error_messages={"invalid": wrong, "required": needed}, **options)

    def validate(self, value):
        super().validate(value)
        if value and not 0 < (value - timezone.localdate()).days <= FURTHEST:
            raise ValidationError(_("Choose a day after today, within a year."))


class AnswerForm(forms.Form):
    text = WrittenField(
        label=_("Your answer"),
        help_text=_("Parents may read this in another language. Write short sentences."),
        most=TEXT,
        empty=_("Write at least one sentence."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    outcome = forms.ChoiceField(
        label=_("Is this all, or will more come?"),
        choices=SchoolQuestion.Outcome.choices,
        widget=forms.RadioSelect,
        initial=SchoolQuestion.Outcome.FINAL,
        error_messages={"required": _("Say whether this is all.")},
    )
    promised_on = LaterField(label=_("When will more come?"), required=False)

    def clean(self):
        facts = super().clean()
        final = facts.get("outcome") in (None, SchoolQuestion.Outcome.FINAL)
        if not final and not facts.get("promised_on") and "promised_on" not in self.errors:
            self.add_error("promised_on", self.fields["promised_on"].error_messages["required"])
        return facts


class DelayForm(forms.Form):
    promised_on = LaterField(label=_("When does the answer come?"))


class HeardForm(forms.Form):
    feeling = forms.ChoiceField(
        label=_("Did you feel heard?"),
        help_text=_("It is not about a yes or a no. It is about how the school listened."),
        choices=Heard.Feeling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )


class DeskForm(forms.Form):
    """How many school days an answer takes, as agreed with the parents."""

    reply_days = forms.IntegerField(
        label=_("We answer within how many school days?"),
        min_value=1,
        max_value=20,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Choose a number from 1 to 20."),
            "invalid": _("Choose a number from 1 to 20."),
            "min_value": _("Choose a number from 1 to 20."),
            "max_value": _("Choose a number from 1 to 20."),
        },
    )


class AwayForm(forms.Form):
    """Until when the clock stands still, and who of the school is there meanwhile."""

    back_on = LaterField(label=_("When are you back?"))
    stand_in = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Who does it meanwhile?"),
        empty_label=_("Nobody"),
        required=False,
    )

    def __init__(self, data=None, *, network, keeper):
        super().__init__(data)
        staff = network.memberships.current().filter(kind=Membership.Kind.SCHOOL)
        colleagues = staff.exclude(user=keeper).select_related("user").order_by("pk")
        self.fields["stand_in"].queryset = colleagues
        self.fields["stand_in"].label_from_instance = lambda colleague: colleague.who.shown_name
