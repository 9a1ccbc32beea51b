from django import forms
from django.utils.translation import gettext_lazy as _

from forums.fields import WrittenField
from forums.models import Place, Reaction, Topic, Watch


class NameForm(forms.Form):
    """Why a moderator must know who wrote something without a name."""

    reason = WrittenField(
        label=_("Why must you know who wrote this?"),
        help_text=_("The other moderators and the writer read this."),
        most=300,
        empty=_("Say why you must know this. The writer reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DraftForm(forms.Form):
    """``device`` only to throw away what waits on another one: then there are no words."""

    device = forms.RegexField(r"^[0-9a-f]{32}$", required=False)
    title = forms.CharField(max_length=300, required=False)
    text = forms.CharField(max_length=20_000, required=False, strip=False)

    def clean(self):
        facts = super().clean()
        if facts.get("device") and (facts.get("title") or facts.get("text")):
            raise forms.ValidationError("A device writes its own draft.")
        return facts


class HeardTextForm(forms.Form):
    text = WrittenField(
        label=_("What is said?"),
        help_text=_("Write it as it is said, in the same language."),
        most=2000,
        empty=_("Write what is said."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class HideForm(forms.Form):
    reason = WrittenField(
        label=_("Why do you hide this?"),
        help_text=_("The writer reads this. Say kindly what should change."),
        most=300,
        empty=_("Say why you hide this. The writer reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    on_school = forms.BooleanField(
        label=_("It is criticism of the school"),
        help_text=_("Taking that away takes two moderators."),
        required=False,
    )


class ReactionForm(forms.Form):
    """``kind`` to say it, ``off`` to say it no longer."""

    kind = forms.ChoiceField(choices=Reaction.Kind.choices, required=False)
    off = forms.ChoiceField(choices=Reaction.Kind.choices, required=False)

    def __init__(self, *args, post):
        super().__init__(*args)
        if not (post.is_first and post.topic.is_proposal):
            fitting = [kind for kind in Reaction.Kind.choices if kind[0] != Reaction.Kind.IDEA]
            self.fields["kind"].choices = self.fields["off"].choices = fitting


class WatchForm(forms.Form):
    level = forms.ChoiceField(choices=[("", ""), *Watch.Level.choices], required=False)


class NewerForm(forms.Form):
    na = forms.IntegerField(min_value=1, max_value=2**62)


class ReadForm(forms.Form):
    def __init__(self, *args, topic):
        super().__init__(*args)
        self.fields["up_to"] = forms.ModelChoiceField(topic.posts.all())


class PlaceForm(forms.Form):
    """Where in a topic or list an address points; what makes no sense is left aside."""

    pagina = forms.IntegerField(min_value=1, max_value=10_000, required=False)
    na = forms.CharField(max_length=40, required=False)
    bericht = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    gesprek = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    citeer = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    forum = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    opnieuw = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    van = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    kind = forms.ChoiceField(choices=Topic.Kind.choices, required=False)
    over = forms.CharField(max_length=40, required=False)
    toon = forms.ChoiceField(
        choices=[(key, key) for key in ("nieuw", "school", "open", "volg", "mijn")], required=False
    )

    def clean_na(self):
        return Place.read(self.cleaned_data["na"])

    @classmethod
    def read(cls, data):
        form = cls(data)
        form.full_clean()
        return {name: form.cleaned_data.get(name) or None for name in cls.base_fields}
