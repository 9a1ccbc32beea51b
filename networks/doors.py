"""Forms of those who let people in, and let them go."""

import uuid
from datetime import timedelta

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.accounts.forms import SignInForm
from community.limits import Limit
from community.people.forms import ChoiceCards
from networks.inviting import post
from networks.kinds import AliasField, refuse_taken
from networks.models import Letter
from networks.models.invitation import TWO_WEEKS, YEAR, until_summer
from networks.models.letter import MOST_FAMILIES

MOST_USES = 500
DAY = 24 * 60 * 60
LETTERS = Limit("personal-invitation", most=20, seconds=DAY)
LETTERS_OF_MODERATORS = Limit("personal-invitation", most=100, seconds=DAY)
BARRED_FOR = {"no": None, "year": timedelta(days=365), "always": None}


def letters_of(membership):
    """How many personal invitations this member may send in a day."""
    return LETTERS_OF_MODERATORS if membership.moderates else LETTERS


def _until(choice):
    if choice == "school_year":
        return until_summer()
    return timezone.now() + (TWO_WEEKS if choice == "two_weeks" else YEAR)


def _this_school_year():
    return gettext("This school year, until %(day)s") % {
        "day": date_format(timezone.localtime(until_summer()), "j F Y")
    }


class InviteForm(forms.Form):
    label = forms.CharField(
        label=_("Where will this code hang?"),
        help_text=_("For example: the door of group 5. Only those who invite see this."),
        max_length=60,
        error_messages={"required": _("Write where this code will hang.")},
    )
    lets_in = forms.TypedChoiceField(
        label=_("What does this code do?"),
        choices=[("yes", _("Comes in at once")), ("ask", _("Asks first"))],
        coerce=lambda answer: answer == "yes",
        empty_value=True,
        required=False,
        initial="yes",
        widget=ChoiceCards(
            icons={"yes": "key", "ask": "talk"},
            hints={
                "yes": _("For paper that only parents get."),
                "ask": _("For a door that everybody passes. You say yes or not now."),
            },
        ),
    )
    expires = forms.ChoiceField(
        label=_("How long does it work?"),
        choices=[
            ("school_year", _("This school year")),
            ("two_weeks", _("2 weeks")),
            ("year", _("1 year")),
        ],
        initial="school_year",
        required=False,
    )
    most_uses = forms.IntegerField(
        label=_("How many people may use it?"),
        help_text=_("Empty means: as many as want to."),
        min_value=1,
        max_value=MOST_USES,
        required=False,
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("You may skip this. For example: the parents' evening of March."),
        max_length=80,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        expires = self.fields["expires"]
        expires.choices = [("school_year", _this_school_year()), *expires.choices[1:]]

    def invite(self, network, *, by):
        limits = dict(self.cleaned_data)
        expires_at = _until(limits.pop("expires") or "school_year")
        return network.invite(**limits, expires_at=expires_at, by=by)


class PersonalInviteForm(SignInForm):
    """Where one invitation goes; whether we know the address is never said."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        where = self.fields["where"]
        where.label = _("E-mail address or mobile number of the parent")
        where.help_text = _("We send one fixed message. Others do not see the address.")
        where.error_messages["required"] = _("Fill in an e-mail address or a mobile number.")
        where.widget.attrs["autocomplete"] = "off"

    def invite(self, network, *, by):
        """The invitation, or None when today's letters are used up."""
        if not letters_of(network.membership_of(by)).take(by.pk):
            self.add_error("where", _("You sent many invitations today. Go on tomorrow."))
            return None
        with transaction.atomic():  # no invitation without its letter
            invitation = network.invite_personally(self.cleaned_data["where"], by=by)
            post(invitation)
        return invitation


class LetterForm(forms.Form):
    """For which class, and how many families; ``once`` makes a double press harmless."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    label = forms.CharField(
        label=_("For which class?"),
        help_text=_("For example: group 5b."),
        max_length=60,
        error_messages={"required": _("Write for which class this letter is.")},
    )
    families = forms.IntegerField(
        label=_("How many families?"),
        help_text=_("Every family gets a letter with a code of its own."),
        min_value=1,
        max_value=MOST_FAMILIES,
        error_messages={"required": _("Write how many families there are.")},
    )

    def write(self, network, *, by):
        return Letter.objects.write(network, **self.cleaned_data, by=by)


class RemovalForm(forms.Form):
    """Why somebody goes, and whether they may come back."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Only the moderators read this."),
        max_length=300,
        error_messages={"required": _("Write why. The other moderators read it.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    bar = forms.ChoiceField(
        label=_("May this parent come back?"),
        choices=[
            ("no", _("Yes, by a code or by asking")),
            ("year", _("Not for one year")),
            ("always", _("No, not any more")),
        ],
        initial="no",
        error_messages={"required": _("Choose whether this parent may come back.")},
        widget=forms.RadioSelect,
    )

    def remove(self, membership, *, by):
        choice, term = self.cleaned_data["bar"], BARRED_FOR[self.cleaned_data["bar"]]
        membership.network.revoke(
            membership.user,
            reason=self.cleaned_data["reason"],
            by=by,
            bar=choice != "no",
            until=timezone.now() + term if term else None,
        )


class PresentForm(forms.Form):
    """What others see of me in this network; when to call is asked of who holds a role."""

    shows_groups = forms.BooleanField(label=_("Parents may see my groups"), required=False)
    reachable = forms.CharField(
        label=_("When can others reach you?"),
        help_text=_("For example: every morning by the gate."),
        max_length=80,
        required=False,
    )

    alias = AliasField()

    def __init__(self, *args, membership, **kwargs):
        given = {name: getattr(membership, name) for name in self.base_fields}
        super().__init__(*args, initial=given, **kwargs)
        self.membership = membership
        if not membership.role:
            del self.fields["reachable"]
        if not membership.groups:
            del self.fields["shows_groups"]
        if not membership.network.is_theme:
            del self.fields["alias"]

    def clean_alias(self):
        alias = self.cleaned_data["alias"]
        refuse_taken(self.membership.network, alias, person=self.membership.user)
        return alias

    def save(self):
        self.membership.present(**self.cleaned_data)
