"""What views of the agenda ask the database for."""

from django.shortcuts import get_object_or_404

from networks.models import Network
from ouderkamer.models import Gathering, Series


def network_at(request, slug):
    networks = Network.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(networks, slug=slug)


def gathering_at(request, network, pk):
    visible = Gathering.objects.visible_to(request.user).for_listing(request.user)
    return get_object_or_404(visible, network__slug=network, pk=pk)


def series_at(request, network, pk):
    visible = Series.objects.visible_to(request.user).select_related("network")
    return get_object_or_404(visible, network__slug=network, pk=pk)
