"""What moderators do around a case before they decide: look at it, write a note, ask another."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from community.moderation.forms import NoteForm
from community.moderation.views import case_at, case_page, choice_form


def _case(request, network, pk):
    found = case_at(request, network, pk)
    require(request.user, "moderation.decide", found)
    return found


@require_POST
def take(request, network, pk):
    """Say that one looks at it, so that two do not do the same; pressed again, no longer."""
    found = _case(request, network, pk)
    found.take(by=request.user)
    return redirect(found)


@require_POST
def note(request, network, pk):
    found, form = _case(request, network, pk), NoteForm(request.POST)
    if not form.is_valid():
        return case_page(request, found, choice_form(found), note=form)
    found.note(form.cleaned_data["words"], by=request.user)
    return redirect(f"{found.get_absolute_url()}#lines")


@require_POST
def second(request, network, pk):
    found = _case(request, network, pk)
    try:
        found.ask_second(by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, gettext("The other moderators hear that you ask for them."))
    return redirect(found)


@require_safe
def show(request, network, pk):
    """The message where it stands, if this moderator reads there."""
    found = case_at(request, network, pk)
    thing = found.about
    if thing is None or not type(thing).objects.visible_to(request.user).filter(pk=thing.pk):
        raise Http404
    return redirect(thing)
