"""Files that come along with words.

A browser forgets which files were chosen when a form comes back. So what is fit is kept before the
words are looked at, and the form that comes back says what is waiting.
"""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.enclosures.workshop import made_of
from community.limits import Limit

MOST = 5  # files with one text
PACE = (Limit("files-minute", most=10, seconds=60), Limit("files-day", most=50, seconds=86_400))


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files, which may be empty."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(each, initial) for each in data or [] if each]


class KeptField(forms.Field):
    """Keys of rows that wait; a broken one is none."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        return [key for key in map(_key, (value or [])[:MOST]) if key]


class EnclosingForm(forms.Form):
    """``enclosures`` are the rows that go with the words. ``writer`` is set by who inherits."""

    rows = None  # a queryset of the rows of the app
    kept = KeptField(required=False)
    files = FilesField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.enclosures = []

    def clean_kept(self):
        if keys := self.cleaned_data["kept"]:
            self.enclosures += self.rows.filter(owner=self.writer, key__in=keys)
        return keys

    def clean_files(self):
        """Keep what is fit; what is not gets a sentence by its name."""
        errors = []
        for upload in self.cleaned_data["files"]:
            try:
                self.enclosures.append(self._keep(upload))
            except ValidationError as error:
                errors.append(f"{upload.name[:80]}: {error.message}")
        if errors:
            raise ValidationError(errors)
        return self.cleaned_data["files"]

    def clean(self):
        data = super().clean()
        data.pop("kept", None)
        data.pop("files", None)
        return {**data, "enclosures": self.enclosures}

    def _keep(self, upload):
        if len(self.enclosures) >= MOST:
            raise ValidationError(_("Five files at the most go with one text."))
        if not all(limit.take(self.writer.pk) for limit in PACE):
            raise ValidationError(_("You have sent many files. Wait a while, then send this one."))
        made = made_of(upload)
        if made.kind == "voice" and any(row.kind == "voice" for row in self.enclosures):
            raise ValidationError(_("One recording goes with a text."))
        return self.rows.keep(made, by=self.writer)


def _key(value):
    try:
        return UUID(value)
    except ValueError:
        return None
