"""Forms on the page about the life of a network: ending it, and asking the school again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.models import SchoolRequest
from networks.models.school_request import MOST


class ClosingForm(forms.Form):
    """Why a network ends; the other moderators read it."""

    words = forms.CharField(
        label=_("Why does the network end?"),
        help_text=_("The other moderators read this."),
        max_length=500,
        error_messages={"required": _("Write why. The other moderators read it.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class AskSchoolForm(forms.Form):
    """One person at the school gets one letter with one button."""

    name = forms.CharField(
        label=_("Who at the school do we write to?"),
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

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if self.network.school_requests.filter(email=email).exists():
            raise forms.ValidationError(_("We wrote to this address already."))
        return email

    def clean(self):
        if self.network.school_requests.count() >= MOST:
            raise forms.ValidationError(_("We wrote to the school often enough. Please call us."))
        return super().clean()

    def ask(self, *, by):
        SchoolRequest.objects.ask(self.network, **self.cleaned_data, by=by)
