"""The steps that ask one thing: who you are, what you agree, and whom to invite."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.people.forms import FirstNameField
from networks.steps.step import Step


class Yourself(Step):
    number, title, template = 2, _("Your name"), "networks/start_name.html"

    first_name = FirstNameField(help_text=_("Other parents see only your first name."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = not self.person.shielded

    def present(self):
        return {"first_name": self.person.first_name}

    def save(self):
        self.founding.introduce(self.cleaned_data["first_name"], by=self.person)


class Agreements(Step):
    number, title, template = 5, _("Our agreements"), "networks/start_agreements.html"

    name = forms.CharField(
        label=_("What is your network called?"),
        max_length=80,
        error_messages={"required": _("Fill in a name for the network.")},
    )
    rules = forms.CharField(
        label=_("Our agreements"),
        help_text=_("One on each line. You can change them, or leave them as they are."),
        max_length=2000,
        error_messages={"required": _("Write at least one agreement.")},
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def present(self):
        return {"name": self.network.name, "rules": self.network.rules}

    def save(self):
        self.founding.agree(**self.cleaned_data, by=self.person)


class Invite(Step):
    number, title, template = 7, _("Inviting parents"), "networks/start_invite.html"

    def save(self):
        self.founding.finish(by=self.person)
