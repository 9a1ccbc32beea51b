"""What moderators choose: which rooms there are, who writes in them, and at what time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.access import require
from networks.chat.forms import HoursForm, RoomForm
from networks.chat.models import Hours, Room
from networks.models import Network

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
        "rooms": Room.objects.visible_to(request.user).filter(network=network),
        "hours": Hours.of(network),
    }
    return _page(request, "chat/keep.html", network, **context)


@require_page
def room(request, network, room):
    network = _network(request, network)
    rooms = Room.objects.visible_to(request.user).select_related("network")
    room = get_object_or_404(rooms, network=network, pk=room)
    form = RoomForm(request.POST or None, instance=room, network=network)
    if form.is_valid():
        room.arrange(**form.cleaned_data, by=request.user)
        return redirect("chat:keep", network.slug)
    return _page(request, "chat/keep_room.html", network, form=form, room=room)


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
    network = Network.objects.visible_to(request.user).filter(slug=slug).first()
    if network is None:
        raise Http404
    require(request.user, "chat.keep", network)
    return network


def _page(request, template, network, *, form, **context):
    context |= {"here": "chat", "network": network, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
