"""What moderators choose: which rooms there are, who writes in them, and at what time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from networks.chat.arrangement import HoursForm, RoomForm, SeatForm
from networks.chat.fetching import network_at
from networks.chat.models import Entry, Hours, Room

require_page = require_http_methods(["GET", "HEAD", "POST"])


@require_page
def rooms(request, network):
    """All rooms, and a new one."""
    network = _network(request, network)
    form = RoomForm(request.POST or None, network=network)
    if form.is_valid():
        Room.objects.open(network, **form.cleaned_data, by=request.user)
        messages.success(request, _("The chat is there."))
        return redirect("chat:keep", network.slug)
    context = {
        "form": form,
        "rooms": Room.objects.kept_by(request.user).filter(network=network),
        "hours": Hours.of(network),
    }
    return _page(request, "chat/keep.html", network, **context)


@require_page
def room(request, network, room):
    network = _network(request, network)
    room = _room(request, network, room)
    form = RoomForm(request.POST or None, instance=room, network=network)
    if form.is_valid():
        room.arrange(**form.cleaned_data, by=request.user)
        return redirect("chat:keep", network.slug)
    seats = () if room.entry == Entry.ALL else room.seats.all()
    people = network.memberships.current().for_listing()
    context = {
        "room": room,
        "inside": people.filter(user__in=[seat.person_id for seat in seats]),
        "others": people.exclude(user__in=[seat.person_id for seat in seats]),
    }
    return _page(request, "chat/keep_room.html", network, form=form, **context)


@require_POST
def seat(request, network, room):
    """Let somebody into a small room, or out of it."""
    network = _network(request, network)
    room = _room(request, network, room)
    form = SeatForm(request.POST, room=room)
    if form.is_valid():
        change = room.take_in if form.cleaned_data["is_in"] else room.let_go
        change(form.cleaned_data["member"].user, by=request.user)
    return redirect("chat:keep_room", network.slug, room.pk)


@require_page
def hours(request, network):
    network = _network(request, network)
    form = HoursForm(request.POST or None, instance=Hours.of(network))
    if form.is_valid():
        form.save()
        messages.success(request, _("From now on the chat keeps these times."))
        return redirect("chat:keep", network.slug)
    return _page(request, "chat/keep_hours.html", network, form=form)


def _network(request, slug):
    network = network_at(request, slug)
    require(request.user, "chat.keep", network)
    return network


def _room(request, network, pk):
    rooms = Room.objects.kept_by(request.user).select_related("network")
    return get_object_or_404(rooms, network=network, pk=pk)


def _page(request, template, network, *, form, **context):
    context |= {"here": "chat", "network": network, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
