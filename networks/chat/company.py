"""Who is in a room, and what of it somebody wants to hear."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from community.people.models import without_unmet
from networks.chat.fetching import network_at, room_at
from networks.chat.forms import PAIRS, LevelForm, StandingForm
from networks.chat.models import Entry, Reading, Room, Seat


@require_safe
def about(request, network, room):
    room = room_at(request, network, room)
    reading = room.readings.filter(user=request.user).first() or Reading()
    context = {
        "network": room.network,
        "room": room,
        "level": LevelForm(initial={"level": reading.level}),
        "seats": () if room.entry == Entry.ALL or room.is_pair else _seats(room, request.user),
        "mine": room.seats.filter(person=request.user).first(),
    }
    return render(request, "chat/about.html", {"here": "chat", **context})


@require_POST
def level(request, network, room):
    room = room_at(request, network, room)
    require(request.user, "networks.take_part", room.network)
    form = LevelForm(request.POST)
    if form.is_valid():
        Reading.objects.choose(room, form.cleaned_data["level"], by=request.user)
        messages.success(request, _("Saved."))
    return redirect(room.about_url)


@require_POST
def join(request, network, room):
    rooms = Room.objects.open_to(request.user).select_related("network")
    room = get_object_or_404(rooms, network__slug=network, pk=room)
    require(request.user, "chat.join", room)
    room.take_in(request.user, by=request.user)
    return redirect(room)


@require_POST
def leave(request, network, room):
    room = room_at(request, network, room)
    require(request.user, "networks.take_part", room.network)
    room.let_go(request.user, by=request.user)
    return redirect("chat:rooms", network)


@require_POST
def write_to(request, network, member):
    """Open the room of two, which is there from the first time on."""
    network = network_at(request, network)
    people = network.memberships.visible_to(request.user).select_related("user", "network")
    member = get_object_or_404(people, pk=member)
    require(request.user, "chat.write_to", member)
    if not PAIRS.take(request.user.pk):
        messages.error(request, _("You wrote to many parents today. Go on tomorrow."))
        return redirect("chat:rooms", network.slug)
    return redirect(Room.objects.between(member, by=request.user))


@require_POST
def stand(request, network, room):
    """Refuse or block the other of two, or have them back."""
    seats = Seat.objects.filter(person=request.user, room__entry=Entry.PAIR)
    rooms = Room.objects.filter(seats__in=seats, network__slug=network).select_related("network")
    room, form = rooms.filter(pk=room).first(), StandingForm(request.POST)
    if room is None or not form.is_valid():
        raise Http404
    require(request.user, "networks.take_part", room.network)
    room.stand(form.cleaned_data["standing"], by=request.user)
    return redirect("chat:rooms", network)


def _seats(room, reader):
    current = without_unmet(room.network.memberships.current().for_listing(), reader, "user")
    return current.filter(user__in=room.seats.values("person"))
