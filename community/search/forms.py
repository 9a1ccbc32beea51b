from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("What are you looking for?"),
        max_length=100,
        error_messages={"required": _("Fill in a word.")},
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )
