from itertools import chain

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.accounts.phone import mobile
from community.people.forms import ChoiceCards
from networks.models import cofounder
from networks.steps.step import Step

PLACES = (("name", "where", "calls"), ("name_2", "where_2"))  # what is asked of whom


class Together(Step):
    number, title, template = 3, _("Beginning together"), "networks/start_together.html"

    company = forms.ChoiceField(
        label=_("Choose what suits you"),
        choices=[
            ("known", _("I know another parent")),
            ("nobody", _("I know nobody yet")),
            ("alone", _("I begin alone")),
        ],
        error_messages={"required": _("Choose with whom you begin.")},
        widget=ChoiceCards(
            hints={
                "known": _("We send this parent an invitation."),
                "nobody": _("We ask the school to think along."),
                "alone": _("You can. Later you may ask somebody."),
            }
        ),
    )
    name = forms.CharField(
        label=_("What is this parent called?"),
        max_length=40,
        error_messages={"required": _("Write the name of this parent.")},
    )
    where = forms.CharField(
        label=_("What is the mobile number or e-mail address?"),
        help_text=_("For example 06 12 34 56 78. Only to send the invitation."),
        max_length=254,
        error_messages={"required": _("Write a mobile number or an e-mail address.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    calls = forms.BooleanField(
        label=_("This parent also calls parents who do not take part yet"),
        help_text=_("Together you are the moderators: you keep it kind and fair."),
        required=False,
    )
    name_2 = forms.CharField(
        label=_("What is the third parent called?"), max_length=40, required=False
    )
    where_2 = forms.CharField(
        label=_("What is their mobile number or e-mail address?"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in chain.from_iterable(PLACES[: len(self.asked)]):
            del self.fields[name]

    def skipped(self):
        return () if self.asked or self.chose("company", "known") else ("name", "where")

    def present(self):
        return {"company": self.founding.company or "known"}

    @cached_property
    def asked(self):
        return list(self.network.cofounders.select_related("asked_by").order_by("pk"))

    @property
    def preview(self):
        """The message for a parent who is not asked yet."""
        return cofounder.message(
            name=("name" in self.fields and self["name"].value()) or gettext("(name)"),
            starter=self.person.shown_name,
            school=self.network.school.name,
            link=gettext("(a link of their own)"),
        )

    def clean_where(self):
        return _where(self.cleaned_data["where"], self.person)

    def clean_where_2(self):
        return _where(self.cleaned_data["where_2"], self.person)

    def clean(self):
        facts = super().clean()
        if "name_2" in self.fields and facts.get("company") == "known":
            if facts.get("name_2") and not facts.get("where_2") and "where_2" not in self.errors:
                self.add_error("where_2", _("Write a mobile number or an e-mail address."))
            if facts.get("where_2") and not facts.get("name_2"):
                self.add_error("name_2", _("Write the name of this parent."))
        return facts

    @property
    def others(self):
        """The facts of those to ask now."""
        facts = self.cleaned_data
        if facts["company"] != "known":
            return []
        found = [(facts.get("name"), facts.get("where"), facts.get("calls", False))]
        found.append((facts.get("name_2"), facts.get("where_2"), False))
        return [
            {"name": name, "where": where, "calls": calls} for name, where, calls in found if name
        ]

    def save(self):
        self.founding.gather(self.cleaned_data["company"], self.others, by=self.person)


def _where(typed, person):
    """An e-mail address or a mobile number of somebody else, as it is kept."""
    where = typed.strip().lower()
    if not where:
        return ""
    if "@" in where or any(letter.isalpha() for letter in where):
        try:
            validate_email(where)
        except ValidationError:
            raise ValidationError(
                _("This e-mail address is not right. It needs an @ and a dot.")
            ) from None
    else:
        where = mobile(where)
    if where in (person.email, person.mobile):
        raise ValidationError(_("This is you. Write where the other parent gets messages."))
    return where
