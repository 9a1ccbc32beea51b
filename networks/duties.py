"""Asking somebody to take a task: what may be asked, of whom, from which day."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community.stops import row
from networks.models import Membership, Term
from networks.models.role import FOR_PARENTS, MARKS, Role

ELSE = "else"


class CandidateCards(forms.RadioSelect):
    """A card for each parent in ``near`` ({value: line}); the others in one list below."""

    template_name = "networks/_candidates.html"
    near = {}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        near = [option for option in options if str(option["value"]) in self.near]
        for option in near:
            option["hint"] = self.near[str(option["value"])]
        others = [option for option in options if option["value"] and option not in near]
        is_else = not near or any(option["selected"] for option in others)
        context["widget"] |= {"near": near, "others": others, "else": ELSE, "is_else": is_else}
        return context

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        return data.get(f"{name}-{ELSE}") if chosen == ELSE else chosen


class OfferForm(forms.Form):
    """Moderators ask for any task; somebody else only for the tasks that she hands over."""

    role = forms.ChoiceField(
        label=_("Which task?"), error_messages={"required": _("Choose a task.")}
    )
    to = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        label=_("Whom do you ask?"),
        empty_label=_("Choose a parent"),
        widget=CandidateCards,
        error_messages={
            "required": _("Choose a parent."),
            "invalid_choice": _("This parent is no longer in your network. Choose somebody else."),
        },
    )
    instead_of_me = forms.BooleanField(
        label=_("I stop with this task when the other begins"), required=False
    )

    def __init__(self, data=None, *, membership):
        super().__init__(data)
        self.membership = membership
        roles = _for_moderators(membership) if membership.moderates else _held_by(membership)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["to"].queryset = _who_may_be_asked(membership.network, membership)
        self.fields["to"].label_from_instance = _as_one_asks
        if not membership.moderates:
            del self.fields["instead_of_me"]

    def show_near(self, held, asked):
        """Parents who do something here already come first, each with what."""
        lines = {str(term.membership_id): term.get_role_display() for term in held}
        lines |= {str(term.membership_id): _("Was asked already") for term in asked}
        self.fields["to"].widget.near = lines

    def clean(self):
        """The contact at school is somebody of the school, every other task is a parent's."""
        facts = super().clean()
        role, to = facts.get("role"), facts.get("to")
        if role and to and (role == Role.SCHOOL) == to.is_parent:
            self.add_error("to", _("This person cannot do this task. Choose somebody else."))
        return facts

    def offer(self):
        """The open term: a second press of the button asks nobody twice."""
        facts = self.cleaned_data
        return Term.objects.offer(
            facts["role"],
            to=facts["to"],
            by=self.membership.user,
            instead_of=self.membership if facts.get("instead_of_me", True) else None,
        )


class DayForm(forms.Form):
    """From which day the one goes on for the other."""

    starts_on = forms.DateField(
        label=_("Date"),
        help_text=_("Choose a day on which you are both there."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day, for example 1-12-2026."),
            "invalid": _("Choose a day, for example 1-12-2026."),
        },
    )

    def __init__(self, data=None, *, term):
        super().__init__(data, initial={"starts_on": term.starts_on})
        self.term = term

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day <= timezone.localdate():
            raise ValidationError(_("Choose a day after today."))
        return day

    def clean(self):
        if not self.term.is_to_come:
            raise ValidationError(_("This parent has not said yes yet."))
        return super().clean()


def stops_of(term, *, left):
    """How far a task is on its way to somebody else; ``term`` may be None: nobody was asked.

    ``left`` is how many points the two have still to go through together.
    """
    name = term.membership.who.shown_name if term else ""
    asked = _on(name, term.offered_at) if term else ""
    thinks = gettext("%(name)s thinks about it") % {"name": name} if term else _("A yes or a no")
    day = _day(term.starts_on) if term and term.starts_on else ""
    reached = 0
    if term:
        reached = (3 if term.starts_on or not left else 2) if term.is_to_come else 1
    return row(
        (_("Somebody was asked"), "people", asked),
        (gettext("%(name)s said yes") % {"name": name} if reached > 1 else thinks, "clock", ""),
        (_("Go through it together"), "note", _things(left)),
        (_("Hand over"), "key", day),
        reached=reached,
    )


def _things(left):
    words = ngettext("%(count)d thing", "%(count)d things", left) % {"count": left}
    return words if left else ""


def _on(name, moment):
    return f"{name}, {_day(timezone.localdate(moment))}"


def _day(day):
    return date_format(day, "MONTH_DAY_FORMAT")


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
