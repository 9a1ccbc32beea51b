from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.composing import offered
from cms.models.newsletter import FEWEST, MOST, Newsletter
from networks.models.network import Audience

FURTHEST = timedelta(days=92)


class LetterForm(forms.ModelForm):
    """What stands in a letter and who gets it."""

    use_required_attribute = False

    items = forms.MultipleChoiceField(
        label=_("What goes in?"),
        help_text=_("This is on the site already. Choose 3 to 6."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    group = forms.TypedChoiceField(
        label=_("Who gets it?"),
        choices=[
            ("", _("All families of this network")),
            *((n, _("Only families with a child in group %d") % n) for n in range(1, 9)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = Newsletter
        fields = ["title", "greeting", "items", "closing", "group"]
        widgets = {
            "greeting": forms.Textarea(attrs={"rows": 3}),
            "closing": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"title": {"required": _("Give the letter a title.")}}

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership = membership
        self.offered = offered(membership.network, membership.user)
        self.fields["items"].choices = [(item.key, item.title) for item in self.offered]

    @property
    def rows(self):
        """Pairs of an ``Item`` and whether it is chosen."""
        chosen = self["items"].value() or []
        return [(item, item.key in chosen) for item in self.offered]

    def clean_items(self):
        items = self.cleaned_data["items"]
        fewest = min(FEWEST, len(self.offered))
        if not fewest <= len(items) <= MOST:
            raise ValidationError(_("Choose 3 to 6 subjects."), code="number")
        return items

    def save(self, commit=True):
        letter = self.instance
        letter.by = self.membership.user
        letter.from_school = not self.membership.is_parent
        letter.audience = Audience.EVERYONE if letter.from_school else Audience.PARENTS
        return super().save(commit)


class WhenForm(forms.Form):
    """The day and hour on which a letter goes."""

    use_required_attribute = False

    day = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Choose a day, for example 1-12-2026."),
        },
    )
    hour = forms.TypedChoiceField(
        label=_("From what time?"),
        choices=[(n, f"{n}.00") for n in range(8, 20)],
        coerce=int,
        initial=8,
        error_messages={"required": _("Choose a time.")},
    )

    def clean(self):
        facts = super().clean()
        if {"day", "hour"} <= facts.keys():
            moment = timezone.make_aware(datetime.combine(facts["day"], time(facts["hour"])))
            if moment < timezone.now():
                self.add_error("day", _("This moment is already over. Choose a later one."))
            elif moment > timezone.now() + FURTHEST:
                self.add_error("day", _("Choose a day within three months."))
            facts["moment"] = moment
        return facts
