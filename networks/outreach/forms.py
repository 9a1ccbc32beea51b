"""What is written down of a family, of a round and of one call."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.outreach.care import touches_private_life
from networks.outreach.models import CallRound, Family, Need, Outcome
from networks.outreach.numbers import whole
from ouderkamer.forms.door import SPOKEN
from ouderkamer.models import Theme

GROUPS = [(n, str(n)) for n in range(1, 9)]
MOST_SENTENCES = 3


class AboutFamily(forms.ModelForm):
    """A family and its number, which is no field of the row: it is kept sealed."""

    use_required_attribute = False
    field_order = ["name", "number"]

    def clean_number(self):
        typed = self.cleaned_data["number"].strip()
        return whole(typed) if typed else ""


class FamilyForm(AboutFamily):
    number = forms.CharField(
        label=_("Telephone number"),
        help_text=_("Only a number that the parent gave. It is shown for a call and nowhere else."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    groups = forms.TypedMultipleChoiceField(
        label=_("In which groups are the children?"),
        choices=GROUPS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    said_yes = forms.BooleanField(
        label=_("This parent said yes"),
        help_text=_("Without this tick you cannot save it."),
        error_messages={"required": _("Ask the parent first. Then tick it.")},
    )

    class Meta:
        model = Family
        fields = ["name", "groups", "language", "way", "best_time", "ground"]
        error_messages = {"name": {"required": _("Write the first name of the parent.")}}

    def enter(self, network, *, by):
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return Family.objects.enter(network, number=self.cleaned_data["number"], by=by, **facts)


class PullForm(forms.Form):
    """Which family a caller would rather ring, and whether only in a language they speak."""

    turn = forms.IntegerField(required=False, min_value=1)
    own_language = forms.BooleanField(required=False)

    @property
    def wishes(self):
        """As keywords for ``CallRound.next_for``; what is no wish is none."""
        self.is_valid()
        facts = self.cleaned_data
        return {"wanted": facts.get("turn"), "own_language": facts.get("own_language", False)}


class BehalfForm(forms.Form):
    """How a parent said yes."""

    channel = forms.ChoiceField(choices=SPOKEN)


class RoundForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = CallRound
        fields = ["goal", "script"]
        widgets = {"script": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "goal": {"required": _("Write what it is about.")},
            "script": {"required": _("Write what a caller says.")},
        }

    def clean_script(self):
        script = self.cleaned_data["script"]
        if len([line for line in script.splitlines() if line.strip()]) > MOST_SENTENCES:
            raise ValidationError(_("Three sentences are enough. The parent talks as well."))
        return script


class ReportForm(forms.Form):
    """How a call went."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it went.")},
    )
    day = forms.DateField(
        label=_("Ring back on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day, for example 1-12-2026.")},
    )
    clock = forms.TimeField(
        label=_("At what time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    needs = forms.MultipleChoiceField(
        label=_("What helps this parent?"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Short note"),
        help_text=_(
            "Nothing about health, faith, money or trouble at home. The parent may read it all."
        ),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wish = forms.CharField(
        label=_("What does this parent want to talk about?"),
        help_text=_("It goes to the subjects of the parents’ room, without a name."),
        max_length=80,
        required=False,
    )
    backs = forms.ModelMultipleChoiceField(
        label=_("What does this parent want too?"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agrees = forms.BooleanField(
        label=_("This parent agrees with our agreements"),
        help_text=_("Read them out first."),
        required=False,
    )
    school = forms.BooleanField(label=_("The school has to do something"), required=False)
    stop = forms.BooleanField(label=_("This parent wants no telephone"), required=False)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    asks_again = False

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["backs"].queryset = themes

    def clean(self):
        facts = super().clean()
        if facts.get("outcome") == Outcome.LATER:
            self._clean_moment(facts)
        if touches_private_life(facts.get("note", "")) and not facts.get("sure"):
            self.asks_again = True
            self.add_error(
                "note",
                _("Does this have to be here? The parent reads it. Leave it out, or press again."),
            )
        return facts

    def _clean_moment(self, facts):
        if not facts.get("day"):
            self.add_error("day", _("Choose a day on which you ring back."))
            return
        at = datetime.combine(facts["day"], facts.get("clock") or time(9))
        facts["call_after"] = timezone.make_aware(at)
        if facts["call_after"] < timezone.now():
            self.add_error("day", _("This moment is already over. Choose a later one."))

    @property
    def said(self):
        """As keywords for ``Turn.report``."""
        names = ("outcome", "call_after", "needs", "note", "school", "stop")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def told(self):
        """What is said for the parent, as keywords for ``Said.objects.on_phone``."""
        names = ("wish", "backs", "agrees")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
