"""What parents write down of themselves."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from networks.outreach.forms import GROUPS, AboutFamily
from networks.outreach.models import Family, Ground, LetterAnswered

USED = _("This code was used already. Do you have a slip of your own? Use its code.")


class CorrectForm(AboutFamily):
    """What a parent changes itself, with the code of its slip; an empty number stays as it is."""

    number = forms.CharField(
        label=_("Another telephone number"),
        help_text=_("Leave this empty when nothing changed."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    class Meta:
        model = Family
        fields = ["name", "language", "way", "best_time"]
        labels = {"name": _("Your first name"), "way": _("How do we reach you best?")}
        error_messages = {"name": {"required": _("Write a first name.")}}

    def correct(self):
        self.instance.correct(**self.cleaned_data)


class CallMeForm(AboutFamily):
    """A parent who would rather be rung than join by itself."""

    number = forms.CharField(
        label=_("Your telephone number"),
        help_text=_("Only contact parents see it, when they ring you. Who looked is written down."),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Write your number, then we ring you.")},
    )
    groups = forms.TypedMultipleChoiceField(
        label=_("In which groups are your children?"),
        choices=GROUPS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    said_yes = forms.BooleanField(
        label=_("Yes, a contact parent may ring me"),
        error_messages={"required": _("Tick it when we may ring you.")},
    )

    class Meta:
        model = Family
        fields = ["name", "groups", "language", "way", "best_time"]
        labels = {"name": _("Your first name"), "way": _("How do we reach you best?")}
        error_messages = {"name": {"required": _("Write a first name.")}}

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self):
        """The code of a letter is one family's, also here."""
        if self.of_letter and LetterAnswered.objects.filter(invitation=self.invitation).exists():
            raise ValidationError(USED)
        return super().clean()

    @property
    def of_letter(self):
        return self.invitation.letter_id is not None

    @transaction.atomic
    def enter(self):
        """Raises ``ValidationError`` when another was quicker with the code of a letter."""
        if self.of_letter:
            _row, is_new = LetterAnswered.objects.get_or_create(invitation=self.invitation)
            if not is_new:
                raise ValidationError(USED)
        facts = {name: self.cleaned_data[name] for name in [*self.Meta.fields, "number"]}
        facts["ground"] = Ground.LETTER if self.of_letter else Ground.SELF
        Family.objects.enter(self.invitation.network, by=None, **facts)
