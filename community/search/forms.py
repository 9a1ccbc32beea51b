from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.search.words import asked

NO_WORD = _("Fill in a word.")


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("What are you looking for?"),
        max_length=100,
        error_messages={"required": NO_WORD},
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )

    def clean_q(self):
        """Signs alone find nothing."""
        words = self.cleaned_data["q"]
        if asked(words) is None:
            raise ValidationError(NO_WORD)
        return words
