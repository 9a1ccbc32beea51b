"""The form with which a moderator proposes that the network ends."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ClosingForm(forms.Form):
    """Why a network ends; the other moderators read it."""

    words = forms.CharField(
        label=_("Why does the network end?"),
        help_text=_("The other moderators read this."),
        max_length=500,
        error_messages={"required": _("Write why. The other moderators read it.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
