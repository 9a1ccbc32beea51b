"""What somebody wants to hear: by which ways and at what hours, and how soon of what."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.notifications.models import Preferences
from community.notifications.push import is_push_service
from community.notifications.sorts import CHOSEN, Pace, Sort
from community.people.forms import ChoiceCards

HOURS = [(hour, f"{hour}.00") for hour in range(24)]
WAYS = ("by_mail", "by_text", "by_push")
DISCREET = {"": None, "yes": True, "no": False}


class HourField(forms.TypedChoiceField):
    def __init__(self, label):
        widget = forms.Select(attrs={"class": "on-input on-input--s"})
        super().__init__(label=label, choices=HOURS, coerce=int, widget=widget)


class WayField(forms.BooleanField):
    def __init__(self, label, icon):
        super().__init__(label=label, required=False)
        self.icon = icon


class WaysForm(forms.Form):
    """What ``Preferences`` keep. A way that this person or this site does not have is left out."""

    by_mail = WayField(_("E-mail"), "mail")
    by_text = WayField(_("Text message"), "chat")
    by_push = WayField(_("A sign on my phone"), "bell")
    quiet_from = HourField(_("from"))
    quiet_to = HourField(_("until"))
    rests_in_holidays = forms.BooleanField(
        label=_("Nothing in the school holidays"), required=False
    )
    essential_only = forms.BooleanField(
        label=_("Only what I must know"),
        help_text=_("A date that does not go on, a message from a moderator. Nothing else."),
        required=False,
    )
    is_discreet = forms.TypedChoiceField(
        label=_("What may an e-mail tell?"),
        choices=[
            ("", _("As my network does")),
            ("no", _("Who wrote, and what")),
            ("yes", _("Only who wrote, and where")),
        ],
        coerce=DISCREET.get,
        empty_value=None,
        required=False,
        widget=ChoiceCards(
            hints={
                "": _("In a network about a theme: only who and where."),
                "yes": _("For when somebody else reads your e-mail too."),
            }
        ),
    )

    def __init__(self, *args, person, texts, push, **kwargs):
        saved = Preferences.objects.of(person)
        initial = {name: getattr(saved, name) for name in self.base_fields}
        initial["by_text"] = saved.texts(person)
        words = {value: key for key, value in DISCREET.items()}
        initial["is_discreet"] = words[saved.is_discreet]
        super().__init__(*args, initial=initial, **kwargs)
        has = {"by_mail": person.email, "by_text": person.mobile and texts, "by_push": push}
        for name in WAYS:
            if not has[name]:
                del self.fields[name]

    def ways(self):
        return [self[name] for name in WAYS if name in self.fields]

    def clean(self):
        data = super().clean()
        offered = [name for name in WAYS if name in self.fields]
        if offered and not any(data.get(name) for name in offered):
            raise ValidationError(_("Choose at least one way. Otherwise you hear nothing."))
        return data


class PacesForm(forms.Form):
    """The table: a row for each sort, a choice for each pace."""

    def __init__(self, *args, table, has_task, **kwargs):
        super().__init__(*args, **kwargs)
        for sort in CHOSEN:
            if has_task or sort not in (Sort.TASKS, Sort.AROUND):
                self.fields[sort.value] = forms.ChoiceField(
                    label=sort.label,
                    choices=Pace.choices,
                    initial=table[sort],
                    widget=forms.RadioSelect,
                )

    @property
    def paces(self):
        return Pace.choices


class DeviceForm(forms.Form):
    """What a browser gives when it may be pushed."""

    endpoint = forms.URLField(max_length=500, assume_scheme="https")
    key = forms.RegexField(r"^[\w-]{80,120}={0,2}$")
    auth = forms.RegexField(r"^[\w-]{16,40}={0,2}$")

    def clean_endpoint(self):
        endpoint = self.cleaned_data["endpoint"]
        if not is_push_service(endpoint):
            raise ValidationError("unknown")
        return endpoint
