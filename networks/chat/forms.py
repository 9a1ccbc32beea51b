import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.limits import Limit
from networks.chat.models import LONGEST

LIMITS = (Limit("chat", 5, 5), Limit("chat-minute", 60, 60))
HIGHEST = 2**31 - 1


class MessageForm(forms.Form):
    """What somebody says; ``client_id`` makes a second sending of it harmless."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        error_messages={
            "required": _("Write something first."),
            "max_length": _(
                "Your text is too long: %(show_value)d letters. The most is %(limit_value)d."
            ),
        },
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean(self):
        if not self.errors and not all(limit.take(self.by.pk) for limit in LIMITS):
            raise ValidationError(_("That was fast. Wait a minute and send it again."))
        return super().clean()


class ShareForm(forms.Form):
    """A conversation that somebody wants to tell of here, by an address that names no subject."""

    deel = forms.RegexField(r"^/netwerk/[\w-]{1,60}/gesprekken/\d{1,18}-gesprek/$")

    @classmethod
    def read(cls, data):
        """The whole address, or an empty text."""
        form = cls(data)
        return f"{settings.BASE_URL}{form.cleaned_data['deel']}" if form.is_valid() else ""


class WindowForm(forms.Form):
    """Which messages a page or fragment is asked for."""

    na = forms.IntegerField(min_value=0, max_value=HIGHEST, required=False)
    voor = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False)


class ReadForm(forms.Form):
    up_to = forms.IntegerField(min_value=0, max_value=HIGHEST)


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you hide this message?"),
        help_text=_("Everyone in the chat reads this reason."),
        max_length=300,
        error_messages={"required": _("Say why you hide this message.")},
    )
