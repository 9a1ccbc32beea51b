"""The names that ``<name-hints>`` offers while somebody writes ``@na``."""

from django import forms
from django.http import JsonResponse

from community.limits import Limit
from networks.mentions import hints

ASKED = Limit("names", most=60, seconds=60)  # each is some letters after an @


class NameHintForm(forms.Form):
    q = forms.CharField(min_length=1, max_length=30)


def names_for(request, place):
    """Whom the reader may call in ``place``, by the beginning of their name."""
    form = NameHintForm(request.GET)
    if not (form.is_valid() and ASKED.take(request.user.pk)):
        return JsonResponse({"names": []})
    return JsonResponse({"names": hints(form.cleaned_data["q"], place, request.user)})
