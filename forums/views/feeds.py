"""The secret address of a network's feed, for who reads news in a program."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from forums.models import FeedKey
from forums.views.fetching import network_at


@require_safe
def feed(request, network):
    network = network_at(request, network)
    key = FeedKey.objects.visible_to(request.user).first()
    address = request.build_absolute_uri(key.path_of(network)) if key else ""
    context = {"network": network, "here": "talk", "address": address}
    return render(request, "forums/feed.html", context)


@require_POST
def feed_renew(request, network):
    network = network_at(request, network)
    FeedKey.objects.renew(by=request.user)
    return redirect("forums:feed", network.slug)
