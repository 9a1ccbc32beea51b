from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.models import Sound
from community.enclosures.forms import EnclosingForm
from community.people.languages import SPOKEN


class ChangeForm(forms.Form):
    """The plain texts of a page, as they are; what a parent types over is the suggestion."""

    use_required_attribute = False
    heading = _("Suggest a change")
    lead = _("Type over what is not right. Somebody of the school looks at it first.")

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.page = page
        for name in page.suggestible:
            field = page._meta.get_field(name).formfield()
            field.initial, field.help_text = getattr(page, name), ""
            self.fields[name] = field
        self.fields["why"] = forms.CharField(
            label=_("Why is this better?"),
            help_text=_("The school reads this, with your first name."),
            max_length=200,
            required=False,
        )

    @property
    def changes(self):
        """``{field: becomes}`` of what is different."""
        now = {name: getattr(self.page, name) for name in self.page.suggestible}
        sent = {name: self.cleaned_data[name] for name in now}
        return {name: text for name, text in sent.items() if text.strip() != now[name].strip()}

    def clean(self):
        facts = super().clean()
        if not self.errors and not self.changes:
            raise ValidationError(_("You changed nothing yet. Type over what is not right."))
        return facts


class MessageForm(forms.Form):
    use_required_attribute = False
    heading = _("Write a message for this page")
    lead = _(
        "Everybody can read this page, also outside school. Your name is not there. "
        "Somebody of the school reads it first."
    )

    title = forms.CharField(
        label=_("Title"), max_length=80, error_messages={"required": _("Give it a title.")}
    )
    intro = forms.CharField(
        label=_("The news in two sentences"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tell the news in two sentences.")},
    )
    text = forms.CharField(
        label=_("Tell more"),
        help_text=_("Do not write down names of children."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReadingForm(EnclosingForm):
    """One recording, and in which language it is."""

    rows = Sound.objects
    language = forms.ChoiceField(
        label=_("In which language do you read?"),
        choices=[(one.code, one.name) for one in SPOKEN],
        error_messages={"required": _("Choose the language.")},
    )

    def __init__(self, *args, writer, **kwargs):
        super().__init__(*args, **kwargs)
        self.writer = writer
        own = (code for code in writer.languages if code != settings.LANGUAGE_CODE)
        self.initial["language"] = next(own, settings.LANGUAGE_CODE)

    def clean(self):
        facts = super().clean()
        sounds = facts.pop("enclosures")
        if any(row.kind != Sound.Kind.VOICE for row in sounds):
            self.add_error("files", _("Only a recording can be here."))
        elif not sounds and "files" not in self.errors:
            self.add_error("files", _("Press the microphone and read the text aloud."))
        return {**facts, "sounds": sounds}
