"""Asking somebody to take a task: what may be asked, of whom, from which day."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Membership, Term
from networks.models.role import FOR_PARENTS, MARKS, Role


class OfferForm(forms.Form):
    """Moderators ask for any task; somebody else only for the tasks that she hands over."""

    role = forms.ChoiceField(
        label=_("Which task?"), error_messages={"required": _("Choose a task.")}
    )
    to = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        label=_("Whom do you ask?"),
        help_text=_("This parent says yes or no. Until then nothing changes."),
        empty_label=_("Choose a parent"),
        error_messages={
            "required": _("Choose a parent."),
            "invalid_choice": _("This parent is no longer in your network. Choose somebody else."),
        },
    )
    starts_on = forms.DateField(
        label=_("From which day?"),
        help_text=_("Empty means: at once after a yes."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day, for example 1-12-2026.")},
    )
    instead_of_me = forms.BooleanField(label=_("I stop with this task on that day"), required=False)

    def __init__(self, data=None, *, membership):
        super().__init__(data)
        self.membership = membership
        roles = _for_moderators(membership) if membership.moderates else _held_by(membership)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["to"].queryset = _who_may_be_asked(membership.network, membership)
        self.fields["to"].label_from_instance = _as_one_asks
        if not membership.moderates:
            del self.fields["instead_of_me"]

    def clean(self):
        """The contact at school is somebody of the school, every other task is a parent's."""
        facts = super().clean()
        role, to = facts.get("role"), facts.get("to")
        if role and to and (role == Role.SCHOOL) == to.is_parent:
            self.add_error("to", _("This person cannot do this task. Choose somebody else."))
        return facts

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day is not None and day <= timezone.localdate():
            raise ValidationError(_("Choose a day after today."))
        return day

    def offer(self):
        """The open term: a second press of the button asks nobody twice."""
        facts = self.cleaned_data
        return Term.objects.offer(
            facts["role"],
            to=facts["to"],
            by=self.membership.user,
            starts_on=facts["starts_on"],
            instead_of=self.membership if facts.get("instead_of_me", True) else None,
        )


def _for_moderators(membership):
    staff = membership.network.memberships.current().filter(kind=Membership.Kind.SCHOOL)
    return (*FOR_PARENTS, Role.SCHOOL) if staff.exists() else FOR_PARENTS


def _held_by(membership):
    return [role for role in FOR_PARENTS if getattr(membership, MARKS[role])]


def _who_may_be_asked(network, asker):
    """Who shows their name; whoever is shielded offers herself. Staff are asked by moderators."""
    people = network.memberships.current()
    if not asker.moderates:
        people = people.filter(kind=Membership.Kind.PARENT)
    named = people.filter(user__shielded=False).exclude(user__first_name="")
    return named.exclude(pk=asker.pk).select_related("user").order_by("user__first_name", "pk")


def _as_one_asks(membership):
    """``Samira, group 5``, or ``Karin de Vries, School``"""
    if not membership.is_parent:
        return f"{membership.who}, {membership.get_kind_display()}"
    return ", ".join(part for part in (membership.who.shown_name, membership.group_line) if part)
