"""What parents want to talk about, and what planners do with it."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.enclosures.forms import EnclosingForm
from networks.models import Membership
from ouderkamer.forms.fields import INTERPRETED
from ouderkamer.models import Recording, Speaker, Theme
from ouderkamer.models.by_name import Channel
from ouderkamer.models.speaker import State

HEARD = [
    (Channel.OWN, _("I want this")),
    *((one, one.label) for one in (Channel.PHONE, Channel.GATE, Channel.COFFEE)),
]


class ThemeForm(EnclosingForm):
    """A wish of one's own, typed or spoken; who receives parents may pass one on."""

    rows = Recording.objects
    title = forms.CharField(
        label=_("What do you want to talk about?"),
        max_length=80,
        error_messages={"required": _("Write what you want to talk about.")},
    )
    note = forms.CharField(
        label=_("What do you want to know?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    channel = forms.ChoiceField(label=_("Who wants this?"), choices=HEARD, required=False)

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.writer = membership.user
        if not (membership.calls or membership.hosts or membership.moderates):
            del self.fields["channel"]

    def clean(self):
        """Spoken words need no typed ones."""
        data = super().clean()
        recordings = data.pop("enclosures")
        if any(row.kind != Recording.Kind.VOICE for row in recordings):
            self.add_error("files", _("Only a recording goes with a theme."))
        if recordings and self.has_error("title", "required"):
            del self.errors["title"]
            data["title"] = gettext("A spoken wish")
        return {**data, "recordings": recordings}


class BackForm(forms.Form):
    off = forms.BooleanField(required=False)


class PlaceForm(forms.Form):
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.none(),
        error_messages={
            "required": _("Choose a theme."),
            "invalid_choice": _("This theme is no longer there. Choose another one."),
        },
    )
    swap = forms.BooleanField(required=False)

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes


class WhenForm(forms.Form):
    """On which date a theme goes: the key of a date, or a day that is free."""

    on = forms.CharField(error_messages={"required": _("Choose a day.")})


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        queryset=Theme.objects.none(),
        error_messages={
            "required": _("Choose another theme."),
            "invalid_choice": _("This theme is no longer there. Choose another one."),
        },
    )

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = themes


class AsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not now?"),
        help_text=_("Parents who wanted this read it."),
        max_length=200,
        error_messages={"required": _("Write why not now.")},
    )


class DecisionForm(forms.Form):
    text = forms.CharField(
        label=_("What did you agree?"),
        max_length=300,
        error_messages={"required": _("Write what you agreed.")},
    )


class SpeakerForm(forms.ModelForm):
    person = forms.ModelChoiceField(
        label=_("Is it a parent of this network?"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("No, somebody from outside"),
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages does this guest speak?"),
        choices=INTERPRETED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Speaker
        fields = ("name", "subject", "email", "phone", "languages", "fee")
        labels = {
            "name": _("Name"),
            "subject": _("What can this guest tell about?"),
            "email": _("E-mail"),
            "phone": _("Telephone"),
            "fee": _("What does it cost?"),
        }
        help_texts = {
            "email": _("Only planners see this. We send the question to it."),
            "phone": _("Only planners see this."),
        }
        error_messages = {"name": {"required": _("Write a name.")}}

    def __init__(self, *args, network, reader, **kwargs):
        super().__init__(*args, **kwargs)
        visible = Membership.objects.visible_to(reader).filter(network=network)
        known = visible.filter(user__shielded=False)
        self.fields["person"].queryset = known.select_related("user").exclude(user__first_name="")
        self.fields["person"].label_from_instance = lambda one: network.known(one.user)
        if self.instance.person_id:
            self.initial["person"] = known.filter(user=self.instance.person_id).first()

    def clean_person(self):
        """The person behind the membership that was chosen."""
        chosen = self.cleaned_data["person"]
        return chosen and chosen.user


class AskForm(forms.Form):
    """For which date a guest is asked."""

    on = forms.ModelChoiceField(queryset=None, error_messages={"required": _("Choose a day.")})

    def __init__(self, *args, dates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].queryset = dates


class SpeakerAnswerForm(forms.Form):
    state = forms.ChoiceField(choices=[(one, one.label) for one in State if one != State.INVITED])

    def clean_state(self):
        return State(self.cleaned_data["state"])


def one_error(form):
    """The first sentence of what is wrong."""
    return next(iter(form.errors.values()))[0]
