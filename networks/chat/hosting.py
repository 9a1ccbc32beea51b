"""The conversation with a guest: planning it, letting questions through, and writing it down."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import require
from networks.chat.fetching import network_at, room_at, waiting_in
from networks.chat.guests import LiveHourForm, SummaryForm
from networks.chat.models import LiveHour

require_page = require_http_methods(["GET", "HEAD", "POST"])


@require_page
def plan(request, network):
    network = network_at(request, network)
    require(request.user, "chat.keep", network)
    form = LiveHourForm(request.POST or None, initial=request.GET.dict(), network=network)
    if form.is_valid():
        hour = LiveHour.objects.plan(network, **form.facts, by=request.user)
        messages.success(request, _("The conversation is planned. Tell parents of it."))
        return redirect(hour.room)
    context = {"here": "chat", "network": network, "form": form}
    status = 422 if form.errors else 200
    return render(request, "chat/hour_new.html", context, status=status)


@require_safe
def questions(request, network, room):
    """Fragment: what waits; of others only for moderators."""
    hour = _hour(request, network, room)
    context = {"room": hour.room, "network": hour.room.network, **waiting_in(hour, request.user)}
    return render(request, "chat/_questions.html", context)


@require_POST
def let_through(request, network, room, pk):
    question = _question(request, network, room, pk)
    question.let_through(by=request.user)
    return redirect(question.hour.room)


@require_POST
def decline(request, network, room, pk):
    question = _question(request, network, room, pk)
    question.decline(by=request.user)
    return redirect(question.hour.room)


@require_page
def close(request, network, room):
    hour = _hour(request, network, room)
    require(request.user, "chat.let_through", hour.room)
    form = SummaryForm(request.POST or None, initial={"title": hour.room.name})
    if form.is_valid():
        hour.close(**form.cleaned_data, by=request.user)
        return redirect(hour.room)
    context = {"here": "chat", "network": hour.room.network, "room": hour.room, "form": form}
    status = 422 if form.errors else 200
    return render(request, "chat/hour_close.html", context, status=status)


def _hour(request, network, pk):
    room = room_at(request, network, pk)
    hour = LiveHour.objects.of(room)
    if hour is None:
        raise Http404
    return hour


def _question(request, network, room, pk):
    hour = _hour(request, network, room)
    require(request.user, "chat.let_through", hour.room)
    question = get_object_or_404(hour.questions.waiting().select_related("author"), pk=pk)
    question.hour = hour
    return question
