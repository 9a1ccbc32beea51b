"""Not wanting to meet somebody here any more, and meeting them again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from community.limits import Limit
from networks import blocking
from networks.models import Network

A_DAY = Limit("blocking", most=30, seconds=86_400)


@require_http_methods(["GET", "HEAD", "POST"])
def block(request, network, pk):
    network = _network(request, network)
    people = network.memberships.visible_to(request.user).select_related("user", "network")
    member = get_object_or_404(people, pk=pk)
    require(request.user, "networks.block", member)
    if request.method == "POST":
        if A_DAY.take(request.user.pk):
            blocking.block(member.user, by=request.user)
            messages.success(request, gettext("You and this parent no longer see each other."))
        else:
            messages.error(request, gettext("You did this often today. Call us, we help."))
        return redirect(network.people_url)
    context = {"network": network, "here": "people", "member": member}
    return render(request, "networks/block.html", context)


@require_POST
def unblock(request, network, pk):
    network = _network(request, network)
    member = get_object_or_404(blocking.blocked_by(request.user, network), pk=pk)
    blocking.unblock(member.user, by=request.user)
    messages.success(request, gettext("You see each other again."))
    return redirect(network.people_url)


def _network(request, slug):
    inside = Network.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(inside, slug=slug)
