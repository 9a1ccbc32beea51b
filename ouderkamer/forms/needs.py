from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ouderkamer.forms.fields import INTERPRETED, Chips
from ouderkamer.models.sign_up import MOST, Answer

OLDEST = 3  # of the childcare; at four children go to school


def ages():
    years = range(1, OLDEST + 1)
    return [
        ("0", gettext("baby")),
        *((str(n), ngettext("%d year", "%d years", n) % n) for n in years),
    ]


class Needs(forms.Form):
    """What helps somebody to come."""

    use_required_attribute = False

    adults = forms.TypedChoiceField(
        label=_("How many grown-ups come with you, yourself included?"),
        choices=[(n, n) for n in range(1, MOST + 1)],
        coerce=int,
        empty_value=1,
    )
    toddlers = forms.TypedChoiceField(
        label=_("Childcare for my children"),
        help_text=_("For children of 0 to 4 years, next to the parents' room."),
        choices=[(0, _("No childcare needed")), *((n, n) for n in range(1, MOST + 1))],
        coerce=int,
        empty_value=0,
    )
    ages = forms.MultipleChoiceField(
        label=_("How old are they?"),
        help_text=_("We ask for no names of children."),
        choices=ages,
        widget=Chips,
    )
    interpreter = forms.ChoiceField(
        label=_("An interpreter"),
        help_text=_("Is your language not mentioned yet? We look for somebody."),
        choices=[("", _("No interpreter needed")), *INTERPRETED],
    )
    walk_in = forms.BooleanField(
        label=_("Somebody who walks along with me"),
        help_text=_("A contact parent meets you at the gate."),
    )
    wheels = forms.BooleanField(label=_("Room for my wheelchair or pram"))
    later = forms.BooleanField(label=_("I come a little later"))
    diet = forms.CharField(
        label=_("What do you not eat or drink?"),
        help_text=_("Only if there is something to eat. For instance: no pork, no nuts."),
        max_length=100,
    )


def optional(form):
    """Every need of ``form`` may stay open."""
    for name in Needs.base_fields:
        form.fields[name].required = False


class SignUpForm(Needs):
    """An answer with or without needs: what is not sent stays as it was."""

    answer = forms.ChoiceField(choices=Answer.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        optional(self)

    @property
    def given(self):
        """What was sent, as keywords for ``Gathering.answer``."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.data}


class EnrolForm(forms.Form):
    answer = forms.ChoiceField(choices=[(Answer.YES, Answer.YES), (Answer.NO, Answer.NO)])


class SlotForm(forms.Form):
    slot = forms.DateTimeField(
        error_messages={
            "required": _("Choose one of the times."),
            "invalid": _("Choose one of the times."),
        }
    )
