"""The list of rooms, and one room in which people talk."""

from django.contrib import messages as flash
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from networks.calling import names_for
from networks.chat.fetching import listed, network_at, room_at, room_to_talk_in, waiting_in, window
from networks.chat.forms import MessageForm, ReadForm, ShareForm
from networks.chat.models import PAGE, LiveHour, QuietRoom, Room


@require_safe
def rooms(request, network):
    return _rooms_page(request, network, MessageForm())


@require_safe
def rooms_anew(request, network):
    """Fragment: the list as it is now; ``kamer`` is the one that is open beside it."""
    network = network_at(request, network)
    context = {"network": network, "rooms": listed(request, network)}
    context["selected"] = window(request)["kamer"]
    return render(request, "chat/_rooms.html", context)


@require_POST
def begin(request, network):
    """Say the first words in a network without rooms."""
    place = network_at(request, network)
    require(request.user, "chat.begin", place)
    form = MessageForm(request.POST, request.FILES, by=request.user)
    if form.is_valid():
        return redirect(Room.objects.begin(place, **form.cleaned_data, by=request.user))
    return _rooms_page(request, network, form, status=422)


@require_safe
def room(request, network, room):
    room = room_at(request, network, room)
    initial = {"text": ShareForm.read(request.GET)}
    if again := window(request)["opnieuw"]:  # one's own words that were hidden
        own = room.messages.filter(author=request.user, pk=again)
        initial["text"] = own.values_list("text", flat=True).first() or ""
    if asked := window(request)["antwoord"]:
        said = room.messages.for_reading().shown().met_by(request.user)
        initial["answers"] = said.filter(pk=asked).first()
    return _room_page(request, room, MessageForm(room=room, by=request.user, initial=initial))


@require_safe
def messages(request, network, room):
    """Fragment: what changed after ``na``, or the page before ``voor``."""
    asked = window(request)
    said = room_to_talk_in(request, network, room).messages.met_by(request.user)
    found = said.before(asked["voor"]) if asked["voor"] else said.changed_since(asked["na"] or 0)
    return render(request, "chat/_messages.html", {"messages": found})


@require_POST
def say(request, network, room):
    room = room_to_talk_in(request, network, room)
    require(request.user, "chat.say", room)
    form = MessageForm(request.POST, request.FILES, room=room, by=request.user)
    if not form.is_valid():
        return _room_page(request, room_at(request, network, room.pk), form, status=422)
    if room.is_asked_by(form.membership):
        return _ask(request, room, form.cleaned_data)
    return redirect(room.say(**form.cleaned_data, by=request.user))


def _ask(request, room, said):
    """202: it was taken in, and is not said yet."""
    room.hour.ask(said["text"], client_id=said["client_id"], by=request.user)
    flash.success(request, _("Your question waits until a moderator lets it through."))
    again = MessageForm(room=room, by=request.user)
    return _room_page(request, room_at(request, room.network.slug, room.pk), again, status=202)


@require_POST
def read(request, network, room):
    room = room_at(request, network, room)
    form = ReadForm(request.POST)
    if form.is_valid():
        room.read(form.cleaned_data["up_to"], by=request.user)
    return redirect(room)


@require_safe
def names(request, network, room):
    """Whom one may call here, by the beginning of their name."""
    room = room_to_talk_in(request, network, room)
    require(request.user, "chat.say", room)
    return names_for(request, room)


def _rooms_page(request, slug, form, status=200):
    network = network_at(request, slug)
    context = {"network": network, "rooms": listed(request, network), "form": form}
    context["open_rooms"] = Room.objects.open_to(request.user).filter(network=network)
    blocked = Room.objects.blocked_by(request.user).filter(network=network)
    context["blocked"] = blocked.select_related("network").named_for(request.user)
    context["shares"] = bool(ShareForm.read(request.GET))
    return render(request, "chat/rooms.html", {"here": "chat", **context}, status=status)


def _room_page(request, room, form, status=200):
    before, membership = window(request)["voor"], room.standing_of(request.user)
    met = room.messages.met_by(request.user)
    context = {
        "network": room.network,
        "room": room,
        "rooms": listed(request, room.network),
        "said": met.before(before),
        "pins": met.pinned(),
        "is_newest": before is None,
        "me": room.key_of(request.user.pk),
        "page": PAGE,
        "form": form,
        "refusal": room.refusal(membership),
        "answered": form.answered,
        "quiet": QuietRoom.objects.of(room),
    }
    if hour := LiveHour.objects.of(room):
        context |= {"hour": hour, **waiting_in(hour, request.user)}
    return render(request, "chat/room.html", {"here": "chat", **context}, status=status)
