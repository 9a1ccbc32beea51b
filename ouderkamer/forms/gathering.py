from django import forms
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.panels import subjects_of
from ouderkamer.forms.fields import day_field, words_field
from ouderkamer.forms.occasion import OccasionForm
from ouderkamer.models.occasion import Kind, local

TALKS = (10, 15, 20, 30, 45)  # minutes


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it not going ahead?"),
        help_text=_("Everyone who wanted to come reads this."),
        max_length=300,
        error_messages={"required": _("Write why it is not going ahead.")},
    )


class GatheringForm(OccasionForm):
    """One date."""

    day = day_field(_("On which day?"))
    guest = forms.CharField(label=_("Who is the guest?"), max_length=120, required=False)
    subject = forms.ChoiceField(label=_("Does it belong to a theme of the school?"), required=False)
    slot_minutes = forms.TypedChoiceField(
        label=_("How long does one talk take?"),
        help_text=_("Only for a consultation hour. Parents choose a time."),
        choices=[("", _("No talks one by one")), *((n, _("%d minutes") % n) for n in TALKS)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, membership=membership, **kwargs)
        offered = subjects_of(membership.network).values()
        titles = [(one.key, one.title) for one in offered]
        self.fields["subject"].choices = [("", _("No, it stands by itself")), *titles]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is already over. Choose a day after today."))
        return day

    def clean(self):
        facts = super().clean()
        complete = {"day", "ends"} <= facts.keys()
        if complete and local(facts["day"], facts["ends"]) <= timezone.now():
            self.add_error("day", _("This day is already over. Choose a day after today."))
        return facts

    def clean_slot_minutes(self):
        minutes = self.cleaned_data["slot_minutes"]
        if self.cleaned_data.get("kind") == Kind.CONSULT and not minutes:
            raise ValidationError(_("Choose how long one talk takes."))
        return minutes

    @property
    def facts(self):
        """The cleaned values as keywords for ``plan``."""
        facts = dict(self.cleaned_data)
        day, starts, ends = (facts.pop(name) for name in ("day", "starts", "ends"))
        return {**facts, "starts_at": local(day, starts), "ends_at": local(day, ends)}


class ChangeForm(GatheringForm):
    """Other facts for one date. Asks before anybody loses a place: ``keep``, or ``sure`` with
    who was seen to lose one. When they are others meanwhile, it asks again."""

    losers, seen = {}, ""
    sure = forms.CharField(required=False, widget=forms.HiddenInput)
    keep = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = words_field()

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, initial=self._facts_of(gathering), **kwargs)
        self.gathering = gathering

    def clean(self):
        facts = super().clean()
        sure, keeps = facts.pop("sure", ""), facts.pop("keep", False)
        if keeps:
            kept = {name: getattr(self.gathering, name) for name in ("limit", "childcare_limit")}
            facts.update(kept)
        losers = {} if self.errors else self.gathering.losers(facts)
        seen = " ".join(f"{line.name}-{one.pk}" for line, lost in losers.items() for one in lost)
        if losers and sure != seen:
            self.losers, self.seen = losers, seen
            raise ValidationError(_("See first who loses a place."))
        return facts

    @staticmethod
    def _facts_of(gathering):
        starts, ends = map(timezone.localtime, (gathering.starts_at, gathering.ends_at))
        clock = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        return {**model_to_dict(gathering), **clock}
