"""The letter that a child takes home."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.access import require
from networks.models import Network


@require_safe
def letter(request, network, code):
    network = get_object_or_404(
        Network.objects.visible_to(request.user).select_related("school"), slug=network
    )
    require(request.user, "networks.invite", network)
    invitation = get_object_or_404(network.invitations.usable(), code=code)
    context = {"network": network, "invitation": invitation}
    return render(request, "networks/letter.html", context)
