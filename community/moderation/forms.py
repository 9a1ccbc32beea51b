from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.moderation.models import Concern, Deed, Precaution
from community.moderation.models.choice import RESTS, STEPS, USUAL_REST

# What a moderator may begin with; in the language of the reader, to be made their own.
SENTENCES = (
    _("I see that you worry. Would you write it without the name?"),
    _("This can hurt others. Shall we talk on the phone?"),
    _("This belongs with the teacher. I help you with an appointment."),
)
NONE = "-"
ONLY_SO = {"required": _("Only when this is so.")}
MEANINGS = {
    Deed.LEAVE: ("check", _("Honest criticism is allowed, also when it hurts.")),
    Deed.TALK: ("talk", _("You ask to say it differently. The message stays.")),
    Deed.HIDE: ("hide", _("Nobody reads it any more. The writer may say it again.")),
    Deed.REST: ("clock", _("Some days of reading and not writing. It takes a second moderator.")),
    Deed.SLOW: ("pause", _("For a while everybody writes less often. Nobody is blamed.")),
    Deed.CLOSE: ("lock", _("It can be read. Nobody writes in it any more.")),
}


class ReportForm(forms.Form):
    use_required_attribute = False

    concern = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(one.value, one.label) for one in Concern.of_readers()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ChoiceForm(forms.Form):
    """What a moderator does, by which agreement, and why."""

    use_required_attribute = False

    deed = forms.ChoiceField(
        label=_("What do you do?"),
        error_messages={"required": _("Choose what you do.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long does a rest last?"),
        choices=[(n, ngettext_lazy("%d day", "%d days", n) % n) for n in RESTS],
        coerce=int,
        initial=USUAL_REST,
        required=False,
        empty_value=USUAL_REST,
    )
    rule = forms.ChoiceField(
        label=_("Which agreement is it about?"),
        error_messages={"required": _("Choose an agreement.")},
    )
    on_school = forms.BooleanField(
        label=_("It is criticism of the school"),
        help_text=_("Taking that away takes two moderators."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why do you choose this?"),
        help_text=_("Other moderators read this. The writer too."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why. The writer reads this.")},
    )
    to_writer = forms.CharField(
        label=_("Message to the writer"),
        help_text=_("The writer reads “From the moderators”, and not your name."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, rules, around=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.around = around
        self.fields["deed"].choices = [(deed.value, deed.label) for deed in (*STEPS, *around)]
        agreements = [(rule[:200], rule[:200]) for rule in rules]
        none = (NONE, _("No agreement: leave it as it is"))
        self.fields["rule"].choices = [("", _("Choose an agreement.")), *agreements, none]

    @property
    def steps(self):
        """Tuples of number, ``Deed``, icon, what it means and whether it is chosen."""
        return [(number, *self._shown(deed)) for number, deed in enumerate(STEPS, start=1)]

    @property
    def around_it(self):
        """The same without a number, for what touches the whole conversation."""
        return [self._shown(deed) for deed in self.around]

    def _shown(self, deed):
        return deed, *MEANINGS[deed], deed == self["deed"].value()

    def clean(self):
        facts = super().clean()
        deed, rule = facts.get("deed"), facts.get("rule")
        if rule == NONE:
            facts["rule"] = ""
            if deed and deed != Deed.LEAVE:
                self.add_error("rule", _("Choose an agreement."))
        if deed == Deed.TALK and not facts.get("to_writer"):
            self.add_error("to_writer", _("Write what you ask of the writer."))
        return facts


class NoteForm(forms.Form):
    words = forms.CharField(
        label=_("Note for the other moderators"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write something first.")},
    )


class PrecautionForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = Precaution
        fields = ["newcomers", "links", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}


class EmergencyForm(forms.Form):
    """Asking who wrote something: only when nothing lighter helps."""

    use_required_attribute = False

    talked = forms.BooleanField(label=_("Talking is not enough"), error_messages=ONLY_SO)
    hidden = forms.BooleanField(label=_("Hiding it is not enough"), error_messages=ONLY_SO)
    soon = forms.BooleanField(label=_("It cannot wait until tomorrow"), error_messages=ONLY_SO)
    why = forms.CharField(
        label=_("What may happen?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what may happen.")},
    )
