"""What views of the chat ask the database for."""

from django.db.models import CharField
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.access import can
from community.prepared import Given, Prepared
from networks.chat.forms import WindowForm
from networks.chat.models import Message, Room
from networks.models import Network


def network_at(request, slug):
    return get_object_or_404(Network.objects.visible_to(request.user), slug=slug)


@Prepared
def _rooms_at():
    rooms = Room.objects.visible_to(Given("reader"))
    rooms = rooms.select_related("network__chat_hours", "network__precaution")
    return rooms.filter(network__slug=Given("slug", CharField()), pk=Given("pk"))


def room_to_talk_in(request, network, pk):
    """Without what only a page shows, which is most of what ``room_at`` costs."""
    if found := _rooms_at(reader=request.user.pk, slug=network, pk=pk):
        return found[0]
    raise Http404


def room_at(request, network, pk):
    """With what is unread, and the ``title`` it has for the reader."""
    rooms = Room.objects.visible_to(request.user).with_unread_for(request.user)
    here = rooms.select_related("network__chat_hours").filter(network__slug=network, pk=pk)
    if found := here.named_for(request.user):
        return found[0]
    raise Http404


def message_at(request, network, pk):
    visible = Message.objects.visible_to(request.user).for_reading()
    said = visible.select_related("room__network")
    return get_object_or_404(said, room__network__slug=network, pk=pk)


def window(request):
    """Which messages a page or fragment is asked for."""
    form = WindowForm(request.GET)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def listed(request, network):
    """The rooms of ``network`` beside the conversation, with their newest line."""
    rooms = Room.objects.visible_to(request.user).filter(network=network)
    return rooms.with_unread_for(request.user).with_latest(request.user).named_for(request.user)


def waiting_in(hour, reader):
    """The questions that ``reader`` sees waiting, and whether it is they who let them through."""
    lets_through = can(reader, "chat.let_through", hour.room)
    waiting = hour.questions.seen_by(reader, lets_through=lets_through)
    return {"waiting": waiting, "lets_through": lets_through}
