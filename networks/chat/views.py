from django.db.models import CharField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import can, require
from community.prepared import Given, Prepared
from networks.chat.forms import (
    HideForm,
    MessageForm,
    ReadForm,
    ShareForm,
    TextForm,
    WindowForm,
)
from networks.chat.models import PAGE, Message, Room
from networks.models import Network


@require_safe
def rooms(request, network):
    return _rooms_page(request, network, MessageForm())


@require_POST
def begin(request, network):
    """Say the first words in a network without rooms."""
    place = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    require(request.user, "chat.begin", place)
    form = MessageForm(request.POST, request.FILES, by=request.user)
    if form.is_valid():
        return redirect(Room.objects.begin(place, **form.cleaned_data, by=request.user))
    return _rooms_page(request, network, form, status=422)


@require_safe
def room(request, network, room):
    room = _find_room(request, network, room)
    initial = {"text": ShareForm.read(request.GET)}
    if asked := _window(request)["antwoord"]:
        initial["answers"] = room.messages.for_reading().shown().filter(pk=asked).first()
    return _room_page(request, room, MessageForm(room=room, by=request.user, initial=initial))


@require_safe
def messages(request, network, room):
    """Fragment: what changed after ``na``, or the page before ``voor``."""
    window = _window(request)
    said = _find_room(request, network, room).messages
    found = said.before(window["voor"]) if window["voor"] else said.changed_since(window["na"] or 0)
    return render(request, "chat/_messages.html", {"messages": found})


@require_POST
def say(request, network, room):
    room = _room_to_talk_in(request, network, room)
    require(request.user, "chat.say", room)
    form = MessageForm(request.POST, request.FILES, room=room, by=request.user)
    if form.is_valid():
        return redirect(room.say(**form.cleaned_data, by=request.user))
    return _room_page(request, _find_room(request, network, room.pk), form, status=422)


@require_POST
def read(request, network, room):
    room = _find_room(request, network, room)
    form = ReadForm(request.POST)
    if form.is_valid():
        room.read(form.cleaned_data["up_to"], by=request.user)
    return redirect(room)


@require_safe
def message(request, network, pk):
    """One message with what its reader may do to it."""
    return _message_page(request, _find_message(request, network, pk), HideForm())


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, network, pk):
    message = _find_message(request, network, pk)
    require(request.user, "chat.edit", message)
    form = TextForm(request.POST or None, initial={"text": message.text})
    form.fields["text"].required = not message.brings
    if form.is_valid():
        message.edit(**form.cleaned_data, by=request.user)
        return redirect(message)
    context = {"network": message.network, "room": message.room, "message": message, "form": form}
    status = 422 if form.errors else 200
    return render(request, "chat/edit.html", {"here": "chat", **context}, status=status)


@require_POST
def take_back(request, network, pk):
    message = _find_message(request, network, pk)
    require(request.user, "chat.take_back", message)
    message.take_back(by=request.user)
    return redirect(message)


@require_POST
def hide(request, network, pk):
    message = _find_message(request, network, pk)
    require(request.user, "chat.moderate", message)
    form = HideForm(request.POST)
    if form.is_valid():
        message.hide(form.cleaned_data["reason"], by=request.user)
        return redirect(message)
    return _message_page(request, message, form, status=422)


@require_POST
def restore(request, network, pk):
    message = _find_message(request, network, pk)
    require(request.user, "chat.moderate", message)
    message.restore(by=request.user)
    return redirect(message)


@Prepared
def _rooms_at():
    rooms = Room.objects.visible_to(Given("reader")).select_related("network")
    return rooms.filter(network__slug=Given("slug", CharField()), pk=Given("pk"))


def _room_to_talk_in(request, network, pk):
    """Without what only a page shows, which is most of what ``_find_room`` costs."""
    if found := _rooms_at(reader=request.user.pk, slug=network, pk=pk):
        return found[0]
    raise Http404


def _find_room(request, network, pk):
    rooms = Room.objects.visible_to(request.user).with_unread_for(request.user)
    return get_object_or_404(rooms.select_related("network"), network__slug=network, pk=pk)


def _find_message(request, network, pk):
    visible = Message.objects.visible_to(request.user).for_reading()
    said = visible.select_related("room__network")
    return get_object_or_404(said, room__network__slug=network, pk=pk)


def _window(request):
    form = WindowForm(request.GET)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def _listed(request, network):
    """The rooms of ``network`` beside the conversation, with their newest line."""
    rooms = Room.objects.visible_to(request.user).filter(network=network)
    return rooms.with_unread_for(request.user).with_latest()


def _rooms_page(request, slug, form, status=200):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
    context = {"network": network, "rooms": _listed(request, network), "form": form}
    context["shares"] = bool(ShareForm.read(request.GET))
    return render(request, "chat/rooms.html", {"here": "chat", **context}, status=status)


def _room_page(request, room, form, status=200):
    before, membership = _window(request)["voor"], room.network.membership_of(request.user)
    context = {
        "network": room.network,
        "room": room,
        "rooms": _listed(request, room.network),
        "said": room.messages.before(before),
        "is_newest": before is None,
        "me": room.key_of(request.user.pk),
        "page": PAGE,
        "form": form,
        "hours": room.hours,
        "refusal": room.refusal(membership),
        "moderates": membership.moderates,
        "answered": form.answered,
    }
    return render(request, "chat/room.html", {"here": "chat", **context}, status=status)


def _message_page(request, message, form, status=200):
    room = message.room
    writer = room.network.memberships.current().filter(user=message.author_id).first()
    context = {"network": room.network, "room": room, "message": message, "form": form}
    context["writer"] = writer if writer and can(request.user, "networks.remove", writer) else None
    return render(request, "chat/message.html", {"here": "chat", **context}, status=status)
