"""Guests who tell something: who they are, for which date they are asked, and what they said."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from ouderkamer.fetching import speaker_at, speaker_invitation_at
from ouderkamer.forms.themes import AskForm, SpeakerAnswerForm, SpeakerForm, one_error
from ouderkamer.models import Gathering, Invitation, Speaker
from ouderkamer.planboard import board_page, planned_network


@require_http_methods(["GET", "HEAD", "POST"])
def speaker_new(request, network):
    network = planned_network(request, network)
    form = _form(request, network, Speaker(network=network))
    return _form_page(request, network, form)


@require_http_methods(["GET", "HEAD", "POST"])
def speaker_change(request, network, key):
    speaker = speaker_at(request, network, key)
    network = planned_network(request, network)
    form = _form(request, network, speaker)
    return _form_page(request, network, form)


@require_POST
def ask(request, network, key):
    speaker = speaker_at(request, network, key)
    network = planned_network(request, network)
    visible = Gathering.objects.visible_to(request.user).filter(network=network)
    form = AskForm(request.POST, dates=visible.upcoming().going_ahead())
    if not form.is_valid():
        return board_page(request, network, refusal=one_error(form), status=422)
    try:
        speaker.invite(form.cleaned_data["on"], by=request.user)
    except ValidationError as refusal:
        return board_page(request, network, refusal=refusal.messages[0], status=422)
    messages.success(request, gettext("We asked %(name)s.") % {"name": speaker.name})
    return redirect(f"{reverse('ouderkamer:board', args=[network.slug])}#guest-{key}")


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request, network, key):
    """The guest answers; a planner writes down what was said on the telephone."""
    invitation = speaker_invitation_at(request, network, key)
    require(request.user, "ouderkamer.answer_invitation", invitation)
    form = SpeakerAnswerForm(request.POST or None)
    if form.is_valid():
        invitation.answer(form.cleaned_data["state"], by=request.user)
        return redirect("ouderkamer:invited", network, key)
    context = {"network": invitation.speaker.network, "here": "agenda"}
    return render(request, "ouderkamer/invited.html", {**context, "invitation": invitation})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def speaker(request, token):
    """A guest from outside answers by the secret address in the letter."""
    invitation = get_object_or_404(Invitation.objects.that_open(token))
    form = SpeakerAnswerForm(request.POST or None)
    if form.is_valid():
        invitation.answer(form.cleaned_data["state"])
        return redirect(invitation.path)
    return render(request, "ouderkamer/speaker_answer.html", {"invitation": invitation})


def _form(request, network, speaker):
    facts = {"network": network, "reader": request.user, "instance": speaker}
    return SpeakerForm(request.POST or None, **facts)


def _form_page(request, network, form):
    if form.is_valid():
        form.instance.person = form.cleaned_data["person"]
        speaker = form.save()
        return redirect(f"{reverse('ouderkamer:board', args=[network.slug])}#guest-{speaker.pk}")
    context = {"network": network, "here": "agenda", "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ouderkamer/speaker.html", context, status=status)
