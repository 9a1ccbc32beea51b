"""Forms between parents and their school: asking it, its answer, and coming in for it."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.people.forms import FirstNameField
from networks.models import LastModerator, SchoolRequest
from networks.models.school_request import MOST


class ContactForm(forms.Form):
    """Whom at the school a letter goes to."""

    name = forms.CharField(
        label=_("Who at the school do we write to?"),
        help_text=_("For example the head, or the person you always talk to."),
        max_length=80,
        error_messages={"required": _("Write the name of somebody at the school.")},
    )
    email = forms.EmailField(
        label=_("What is their e-mail address at school?"),
        error_messages={
            "required": _("Write the e-mail address of this person."),
            "invalid": _("This e-mail address is not right. It needs an @ and a dot."),
        },
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class AskSchoolForm(ContactForm):
    """One person at the school gets one letter with one button, and nobody gets a second."""

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network

    def clean_email(self):
        email = super().clean_email()
        if self.network.school_requests.filter(email=email).exists():
            raise forms.ValidationError(_("We wrote to this address already."))
        return email

    def clean(self):
        if self.network.school_requests.count() >= MOST:
            raise forms.ValidationError(_("We wrote to the school often enough. Please call us."))
        return super().clean()

    def ask(self, *, by):
        SchoolRequest.objects.ask(self.network, **self.cleaned_data, by=by)


class SchoolAnswerForm(forms.Form):
    """What the school says: yes, not now, or whom to ask instead."""

    use_required_attribute = False

    choice = forms.ChoiceField(choices=SchoolRequest.Answer.choices)
    name = forms.CharField(label=_("Who decides this?"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("What is their e-mail address?"),
        required=False,
        error_messages={"invalid": _("This e-mail address is not right. It needs an @ and a dot.")},
    )

    def clean(self):
        facts = super().clean()
        if facts.get("choice") == SchoolRequest.Answer.ELSEWHERE:
            if not facts.get("name"):
                self.add_error("name", _("Write the name of this person."))
            if not facts.get("email") and "email" not in self.errors:
                self.add_error("email", _("Write the e-mail address of this person."))
        return facts

    def answer(self, asked):
        facts = self.cleaned_data
        if facts["choice"] == SchoolRequest.Answer.YES:
            asked.say_yes()
        elif facts["choice"] == SchoolRequest.Answer.NOT_NOW:
            asked.say_not_now()
        else:
            asked.pass_on(name=facts["name"], email=facts["email"].lower())


class StaffForm(forms.Form):
    """Who somebody at the school is, and when parents reach them."""

    first_name = FirstNameField(help_text=_("Parents see this name."))
    last_name = forms.CharField(
        label=_("Your last name"),
        max_length=60,
        error_messages={"required": _("Fill in your last name.")},
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "dir": "auto"}),
    )
    reachable = forms.CharField(
        label=_("When can parents reach you?"),
        help_text=_("For example: on Monday and Thursday from 8 to 9 o'clock."),
        max_length=80,
        error_messages={"required": _("Write when parents can reach you.")},
    )

    def __init__(self, *args, person, **kwargs):
        given = {"first_name": person.first_name, "last_name": person.last_name}
        super().__init__(*args, initial=given, **kwargs)
        self.person = person

    @transaction.atomic
    def join(self, asked):
        """The membership, or None with the reason among the errors."""
        answers = dict(self.cleaned_data)
        try:
            membership = asked.join(self.person, reachable=answers.pop("reachable"))
        except LastModerator:
            self.add_error(None, _("You moderate a network about a theme. Hand it over first."))
            return None
        if membership is None:
            self.add_error(None, _("You are in it as a parent. Use your address at school."))
            return None
        self.person.introduce_at_work(**answers)
        return membership
