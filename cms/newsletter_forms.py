from datetime import datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.composing import offered
from cms.models import SchoolPage
from cms.models.newsletter import FEWEST, MOST, Newsletter, networks_with
from networks.models import School
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
            ("", _("All families")),
            *((n, _("Only families with a child in group %d") % n) for n in range(1, 9)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )

    school = forms.TypedChoiceField(
        label=_("In which networks?"), coerce=int, empty_value=None, required=False
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
        self.membership, home = membership, membership.network
        self.networks = _of_schools(membership)
        further = {one for networks in self.networks.values() for one in networks} - {home}
        self.offered = offered([home, *further], membership.user)
        self.fields["school"].choices = [
            ("", gettext("Only %(name)s") % {"name": home.name}),
            *((school.pk, _all_of(school, len(here))) for school, here in self.networks.items()),
        ]
        self.initial["school"] = self.instance.school_id
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

    def clean(self):
        """Only a letter to the whole school tells what other networks of the school do."""
        facts = super().clean()
        home = ("", self.membership.network.name)
        chosen = [item for item in self.offered if item.key in facts.get("items", ())]
        outside = [item for item in chosen if item.network not in home]
        if outside and not facts.get("school"):
            text = _("“%(title)s” is of %(network)s. Leave it out, or write to all networks.")
            said = {"title": outside[0].title, "network": outside[0].network}
            self.add_error("items", ValidationError(text, code="outside", params=said))
        return facts

    def save(self, commit=True):
        letter = self.instance
        letter.school_id = self.cleaned_data["school"]
        letter.by = self.membership.user
        letter.from_school = not self.membership.is_parent
        letter.audience = Audience.EVERYONE if letter.from_school else Audience.PARENTS
        return super().save(commit)


def _of_schools(membership):
    """``{school: its networks}``, of the schools of this network whose page the writer edits and
    that have more networks."""
    if membership.is_parent:
        return {}
    home = membership.network
    there = School.objects.filter(Q(networks=home) | Q(shared_networks=home)).distinct()
    mine = SchoolPage.objects.live().edited_by(membership.user)
    networks = {
        school: list(networks_with(school)) for school in there.filter(portal__in=mine.values("pk"))
    }
    return {school: here for school, here in networks.items() if len(here) > 1}


def _all_of(school, number):
    return gettext("All %(n)d networks of %(school)s") % {"n": number, "school": school.name}


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
