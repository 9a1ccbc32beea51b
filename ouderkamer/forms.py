from django import forms
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community.people.languages import SPOKEN
from networks.models.network import Audience
from ouderkamer.models import Kind
from ouderkamer.models.occasion import local
from ouderkamer.models.sign_up import MOST, Answer

INTERPRETED = [(spoken.code, spoken.name) for spoken in SPOKEN if spoken.code != "nl"]
DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
CLOCK_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
OLDEST = 3  # of the childcare; at four children go to school


def ages():
    years = range(1, OLDEST + 1)
    return [
        ("0", gettext("baby")),
        *((str(n), ngettext("%d year", "%d years", n) % n) for n in years),
    ]


class Chips(forms.CheckboxSelectMultiple):
    """None chosen is an answer too: the page then sends one empty choice."""

    def value_from_datadict(self, data, files, name):
        return [value for value in super().value_from_datadict(data, files, name) if value]


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


class SignUpForm(Needs):
    """An answer with or without needs: what is not sent stays as it was."""

    answer = forms.ChoiceField(choices=Answer.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Needs.base_fields:
            self.fields[name].required = False

    @property
    def given(self):
        """What was sent, as keywords for ``Gathering.answer``."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.data}


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it not going ahead?"),
        help_text=_("Everyone who wanted to come reads this."),
        max_length=300,
        error_messages={"required": _("Write why it is not going ahead.")},
    )


class GatheringForm(forms.Form):
    """One date. The clock is the one on the wall of the school."""

    title = forms.CharField(
        label=_("What is it about?"),
        max_length=100,
        error_messages={"required": _("Write what it is about.")},
    )
    kind = forms.ChoiceField(label=_("What kind of date is it?"), choices=Kind.choices)
    day = forms.DateField(
        label=_("On which day?"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day like this: 23-11-2026."),
        },
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
    ends = forms.TimeField(
        label=pgettext_lazy("time", "Until"),
        input_formats=CLOCK_FORMATS,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Write when it ends."),
            "invalid": _("Write the time like this: 8:45."),
        },
    )
    place = forms.CharField(
        label=_("Where?"),
        max_length=100,
        error_messages={"required": _("Write where it is.")},
    )
    directions = forms.CharField(
        label=_("How do people find it?"),
        help_text=_("For instance: first door on the left in the playground."),
        max_length=200,
        required=False,
    )
    intro = forms.CharField(
        label=_("What are you going to do?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    guest = forms.CharField(label=_("Who is the guest?"), max_length=120, required=False)
    interpreters = forms.MultipleChoiceField(
        label=_("For which languages is there an interpreter?"),
        choices=INTERPRETED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    childcare = forms.BooleanField(
        label=_("There is childcare"),
        help_text=_("Free, for children of 0 to 4 years."),
        required=False,
    )
    childcare_limit = forms.IntegerField(
        label=_("How many small children can the childcare take?"),
        min_value=1,
        max_value=100,
        required=False,
        error_messages={"min_value": _("At least 1 child can come.")},
    )
    limit = forms.IntegerField(
        label=_("How many people can come at most?"),
        min_value=1,
        max_value=500,
        required=False,
        error_messages={"min_value": _("At least 1 person can come.")},
    )
    audience = forms.ChoiceField(label=_("For whom is it?"), choices=Audience.choices)
    is_public = forms.BooleanField(
        label=_("Everybody may read the title, the time and the place"),
        help_text=_("Parents who are not in the network yet then see it on the invitation."),
        required=False,
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        if not membership.is_parent:  # staff could not see what they made for parents only
            self.fields["audience"].choices = [(Audience.EVERYONE, Audience.EVERYONE.label)]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is already over. Choose a day after today."))
        return day

    def clean(self):
        facts = super().clean()
        if not {"day", "starts", "ends"} <= facts.keys():
            return facts
        if facts["ends"] <= facts["starts"]:
            self.add_error("ends", _("The end must be later than the start."))
        elif local(facts["day"], facts["ends"]) <= timezone.now():
            self.add_error("day", _("This day is already over. Choose a day after today."))
        return facts

    @property
    def facts(self):
        """The cleaned values as keywords for ``plan``."""
        facts = dict(self.cleaned_data)
        day, starts, ends = (facts.pop(name) for name in ("day", "starts", "ends"))
        return {**facts, "starts_at": local(day, starts), "ends_at": local(day, ends)}


class ChangeForm(GatheringForm):
    """Other facts for one date. Asks before anybody loses a place: ``keep``, or ``sure`` with
    who was seen to lose one. When they are others meanwhile, it asks again."""

    losers, seen = {}, ""
    sure = forms.CharField(required=False, widget=forms.HiddenInput)
    keep = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, initial=self._facts_of(gathering), **kwargs)
        self.gathering = gathering

    def clean(self):
        facts = super().clean()
        sure, keeps = facts.pop("sure", ""), facts.pop("keep", False)
        if keeps:
            kept = {name: getattr(self.gathering, name) for name in ("limit", "childcare_limit")}
            facts.update(kept)
        losers = {} if self.errors else self.gathering.losers(facts)
        seen = " ".join(f"{line.name}-{one.pk}" for line, lost in losers.items() for one in lost)
        if losers and sure != seen:
            self.losers, self.seen = losers, seen
            raise ValidationError(_("See first who loses a place."))
        return facts

    @staticmethod
    def _facts_of(gathering):
        starts, ends = map(timezone.localtime, (gathering.starts_at, gathering.ends_at))
        clock = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        return {**model_to_dict(gathering), **clock}
