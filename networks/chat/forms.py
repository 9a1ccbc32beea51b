import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.care import warning
from community.enclosures.forms import EnclosingForm
from community.limits import Limit
from networks.chat.models import (
    LONGEST,
    Enclosure,
    Message,
    Reaction,
    Reading,
    Seat,
)

LIMITS = (Limit("chat", 5, 5), Limit("chat-minute", 60, 60))
HIGHEST = 2**31 - 1
PINS = 3  # more is a conversation of its own
PAIRS = Limit("chat-pairs", most=20, seconds=86_400)


class TextForm(forms.Form):
    """Words for a room. Asks once before it takes a telephone number or the name of a child."""

    is_asking = False
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
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        is_sure = data.pop("sure", False)
        if not self.errors and not is_sure and (asked := warning(data["text"])):
            self.is_asking, self.data = True, {**self.data.dict(), "sure": "1"}
            raise ValidationError(asked)
        return data


class MessageForm(EnclosingForm, TextForm):
    """What ``by`` says in ``room``; ``client_id`` makes a second sending harmless.

    Without a room they are the first words of a network.
    """

    rows = Enclosure.objects
    field_order = ["client_id"]  # before the files, see ``clean_files``
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    answers = forms.ModelChoiceField(
        Message.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, by=None, room=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = self.writer = by
        self.room = room
        if room is None:
            del self.fields["answers"]
        else:
            said = room.messages.shown().met_by(by) if by else room.messages.shown()
            self.fields["answers"].queryset = said.select_related("author")

    def clean_files(self):
        """What was stored already is not drawn anew."""
        if self.cleaned_data["files"] and self._is_stored:
            return []
        return super().clean_files()

    def clean(self):
        """A photo needs no words."""
        if self.enclosures and self.has_error("text", "required"):
            del self.errors["text"]
            self.cleaned_data["text"] = ""
        data = super().clean()
        if not self.errors and (refusal := self._refusal()) and not self._is_stored:
            raise ValidationError(refusal)
        return data

    def _refusal(self):
        """Why it cannot be said now, in a sentence; empty when it can."""
        if self.room and (refusal := self.room.refusal(self.membership)):
            return refusal
        if self.room and self.enclosures and self.room.is_asked_by(self.membership):
            return _("To a guest only words go. Write your question.")
        if not all(limit.take(self.by.pk) for limit in LIMITS) or not self._has_paused():
            return _("That was fast. Wait a minute and send it again.")
        return ""

    @property
    def membership(self):
        return self.room.standing_of(self.by)

    @cached_property
    def _is_stored(self):
        client_id = self.cleaned_data.get("client_id")
        return bool(client_id and self.room and self.room.has_said(client_id, by=self.by))

    @property
    def answered(self):
        """The message that these words answer, which is shown above the box."""
        return (self.cleaned_data if self.is_bound else self.initial).get("answers")

    def _has_paused(self):
        pause = self.room.pause if self.room else 0
        return not pause or Limit("chat-pause", 1, pause).take(f"{self.room.pk}:{self.by.pk}")


class LevelForm(forms.Form):
    level = forms.ChoiceField(
        label=_("What do you want to hear of this chat?"),
        choices=Reading.Level.choices,
        widget=forms.RadioSelect,
    )


class StandingForm(forms.Form):
    standing = forms.ChoiceField(choices=Seat.Standing.choices)


class ReactionForm(forms.Form):
    """``kind`` to give it, ``off`` to take it back."""

    kind = forms.ChoiceField(choices=Reaction.Kind.choices, required=False)
    off = forms.ChoiceField(choices=Reaction.Kind.choices, required=False)

    def clean(self):
        kind, off = self.cleaned_data.get("kind"), self.cleaned_data.get("off")
        if bool(kind) == bool(off):
            raise ValidationError("One word at a time.")
        return {"kind": kind or off, "is_on": bool(kind)}


class PinForm(forms.Form):
    is_on = forms.BooleanField(required=False)

    def __init__(self, *args, message):
        super().__init__(*args)
        self.message = message

    def clean_is_on(self):
        others = self.message.room.messages.pinned().exclude(pk=self.message.pk)
        if self.cleaned_data["is_on"] and others.count() >= PINS:
            raise ValidationError(_("Three messages are at the top already. Take one off first."))
        return self.cleaned_data["is_on"]


class ShareForm(forms.Form):
    """What somebody wants to tell of here, by an address that names no subject."""

    deel = forms.RegexField(
        r"^/netwerk/[\w-]{1,60}/(gesprekken/\d{1,18}-gesprek|ouderkamer/\d{1,18}-afspraak)/$"
    )

    @classmethod
    def read(cls, data):
        """The whole address, or an empty text."""
        form = cls(data)
        return f"{settings.BASE_URL}{form.cleaned_data['deel']}" if form.is_valid() else ""


class WindowForm(forms.Form):
    """Which messages a page or fragment is asked for."""

    na = forms.IntegerField(min_value=0, max_value=HIGHEST, required=False)
    antwoord = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False)
    kamer = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False)
    opnieuw = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False)
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
    on_school = forms.BooleanField(
        label=_("It is criticism of the school"),
        help_text=_("Taking that away takes two moderators."),
        required=False,
    )
