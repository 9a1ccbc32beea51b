"""Forms of those who arrange the rooms of a network."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networks.chat.models import Entry, Hours, Room
from networks.models.network import Audience

MOST = 20  # rooms of one network
PAUSES = [
    (0, _("As often as they like")),
    (30, _("Every half a minute")),
    (120, _("Every two minutes")),
    (600, _("Every ten minutes")),
]


class HoursForm(forms.ModelForm):
    class Meta:
        model = Hours
        fields = ["opens", "closes"]
        widgets = dict.fromkeys(fields, forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def clean(self):
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if (opens is None) != (closes is None) and not self.errors:
            raise ValidationError(_("Fill in two times, or none."))
        if opens and closes and opens >= closes:
            self.add_error("closes", _("Choose a time after the first one."))
        return self.cleaned_data


class RoomForm(forms.ModelForm):
    pause = forms.TypedChoiceField(
        label=_("How often may somebody write?"), choices=PAUSES, coerce=int, initial=0
    )

    class Meta:
        model = Room
        fields = ["name", "entry", "audience", "writers", "pause"]
        labels = {
            "name": _("What is this chat called?"),
            "entry": _("Who is in?"),
            "audience": _("Who reads and writes here?"),
            "writers": _("Who writes?"),
        }
        widgets = dict.fromkeys(("entry", "audience", "writers"), forms.RadioSelect)
        error_messages = {"name": {"required": _("Give the chat a name.")}}

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        self.fields["name"].required = True
        self.fields["entry"].choices = [each for each in Entry.choices if each[0] != Entry.PAIR]
        asks = Room.Writers.ASK  # which comes with a guest, and with nothing else
        writers = self.fields["writers"]
        writers.choices = [each for each in Room.Writers.choices if each[0] != asks]
        if self.instance.writers == asks:
            del self.fields["writers"]
        if self.instance.pk:  # what was said among parents, or few of them, was said to those
            del self.fields["audience"], self.fields["entry"]

    def clean(self):
        others = self.network.rooms.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=self.cleaned_data.get("name", "")).exists():
            self.add_error("name", _("There is a chat of that name already."))
        if not self.instance.pk and others.exclude(entry=Entry.PAIR).count() >= MOST:
            raise ValidationError(_("There are many chats already. One more is hard to follow."))
        return self.cleaned_data


class SeatForm(forms.Form):
    """Who gets a seat in ``room``, or loses it: of those whom its audience lets in."""

    is_in = forms.BooleanField(required=False)

    def __init__(self, *args, room):
        super().__init__(*args)
        people = room.network.memberships.current().select_related("user")
        if room.audience == Audience.PARENTS:
            people = people.filter(kind="parent")
        self.fields["member"] = forms.ModelChoiceField(people)
