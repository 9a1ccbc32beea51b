"""What views of the agenda ask the database for."""

from django.shortcuts import get_object_or_404

from networks.models import Network
from ouderkamer.models import Gathering, Invitation, Series, Speaker, Theme


def network_at(request, slug):
    networks = Network.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(networks, slug=slug)


def gathering_at(request, network, pk):
    visible = Gathering.objects.visible_to(request.user).for_listing(request.user)
    return get_object_or_404(visible, network__slug=network, pk=pk)


def series_at(request, network, pk):
    visible = Series.objects.visible_to(request.user).select_related("network")
    return get_object_or_404(visible, network__slug=network, pk=pk)


def theme_at(request, network, pk):
    visible = Theme.objects.visible_to(request.user).own().select_related("network")
    return get_object_or_404(visible, network__slug=network, pk=pk)


def speaker_at(request, network, pk):
    visible = Speaker.objects.visible_to(request.user).select_related("network").distinct()
    return get_object_or_404(visible, network__slug=network, pk=pk)


def speaker_invitation_at(request, network, pk):
    visible = Invitation.objects.visible_to(request.user).distinct()
    related = visible.select_related("speaker__network", "gathering__network")
    return get_object_or_404(related, speaker__network__slug=network, pk=pk)
