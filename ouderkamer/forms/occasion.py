from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from networks.models.network import Audience
from ouderkamer.forms.fields import INTERPRETED, clock_field
from ouderkamer.models import Kind


class OccasionForm(forms.Form):
    """What one date says, or a whole series."""

    title = forms.CharField(
        label=_("What is it about?"),
        max_length=100,
        error_messages={"required": _("Write what it is about.")},
    )
    kind = forms.ChoiceField(label=_("What kind of date is it?"), choices=Kind.choices)
    starts = clock_field(pgettext_lazy("time", "From"), _("Write when it starts."))
    ends = clock_field(pgettext_lazy("time", "Until"), _("Write when it ends."))
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
    closes_before = forms.IntegerField(
        label=_("How many hours before the start does signing up end?"),
        help_text=_("Leave this empty if people can say so until the end. No is always possible."),
        min_value=1,
        max_value=336,
        required=False,
    )
    materials = forms.CharField(
        label=_("What do we set ready?"),
        help_text=_("One thing on each line. Only who receives the parents sees it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    audience = forms.ChoiceField(label=_("For whom is it?"), choices=Audience.choices)
    is_public = forms.BooleanField(
        label=_("Everybody may read the title, the time and the place"),
        help_text=_("Parents who are not in the network yet then see it on the invitation."),
        required=False,
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        # Who may read the names of those who lose a place; others read how many.
        self.receives = membership.hosts or membership.calls or membership.moderates
        if not membership.is_parent:  # staff could not see what they made for parents only
            self.fields["audience"].choices = [(Audience.EVERYONE, Audience.EVERYONE.label)]

    def clean(self):
        facts = super().clean()
        if {"starts", "ends"} <= facts.keys() and facts["ends"] <= facts["starts"]:
            self.add_error("ends", _("The end must be later than the start."))
        return facts
