"""What is written down at the door, by whoever receives the parents."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ouderkamer.forms.needs import Needs, optional
from ouderkamer.models.attendance import MOST_WALK_INS, FollowUp
from ouderkamer.models.by_name import Channel

SPOKEN = [(one, one.label) for one in (Channel.PHONE, Channel.SMS, Channel.GATE, Channel.COFFEE)]


class TickForm(forms.Form):
    here = forms.BooleanField(required=False)


class AfterwardsForm(forms.Form):
    walk_ins = forms.IntegerField(
        label=_("Extra parents"), min_value=0, max_value=MOST_WALK_INS, required=False
    )
    head_count = forms.IntegerField(
        label=_("Or just count: how many people were there?"),
        help_text=_("Leave this empty if you ticked the names."),
        min_value=0,
        max_value=MOST_WALK_INS,
        required=False,
    )
    afterwards = forms.CharField(
        label=_("How was it?"),
        help_text=_("One sentence is enough. No names."),
        max_length=300,
        required=False,
    )

    def clean_walk_ins(self):
        return self.cleaned_data["walk_ins"] or 0


class FollowUpForm(forms.Form):
    deed = forms.ChoiceField(
        choices=[(one, one) for one in FollowUp.values if one != FollowUp.SENT], required=False
    )


class FamilyForm(Needs):
    """What a family without an account asked for; the needs may all stay open."""

    name = forms.CharField(
        label=_("First name"),
        max_length=40,
        error_messages={"required": _("Write a first name.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        optional(self)

    @property
    def said(self):
        """The cleaned values as keywords for ``answer_for``."""
        return {name: value for name, value in self.cleaned_data.items() if name != "said_yes"}


class ForParentForm(FamilyForm):
    """Somebody of us writes it down for a parent, and says aloud what is written."""

    channel = forms.ChoiceField(
        label=_("How did you speak with each other?"),
        choices=SPOKEN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you spoke with each other.")},
    )
    said_yes = forms.BooleanField(
        label=_("This parent said yes in person"),
        help_text=_("Without this tick you cannot save."),
        error_messages={"required": _("Set a tick: this parent said yes in person.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("First name of the parent")
