"""Codes and posters, for those who may let people in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from networks.forms import InviteForm
from networks.models import Network
from networks.poster import square, welcomes


def _network(request, slug):
    network = get_object_or_404(
        Network.objects.visible_to(request.user).select_related("school"), slug=slug
    )
    require(request.user, "networks.invite", network)
    return network


@require_safe
def invitations(request, network):
    return _invitations_page(request, _network(request, network), InviteForm())


@require_POST
def invite(request, network):
    network = _network(request, network)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _invitations_page(request, network, form, status=422)
    made = network.invite(**form.cleaned_data, by=request.user)
    messages.success(request, gettext("The new code is %(code)s.") % {"code": made.code})
    return redirect("networks:invitations", network.slug)


def _invitations_page(request, network, form, status=200):
    codes = list(network.invitations.for_listing())
    context = {
        "network": network,
        "here": "invite",
        "form": form,
        "open_codes": [code for code in codes if code.is_usable],
        "closed_codes": [code for code in codes if not code.is_usable],
    }
    return render(request, "networks/invitations.html", context, status=status)


@require_POST
def revoke(request, network, code):
    network = _network(request, network)
    get_object_or_404(network.invitations, code=code).revoke(by=request.user)
    messages.success(request, gettext("The code %(code)s no longer works.") % {"code": code})
    return redirect("networks:invitations", network.slug)


@require_safe
def poster(request, network, code):
    network = _network(request, network)
    invitation = get_object_or_404(network.invitations.usable(), code=code)
    context = {"network": network, "invitation": invitation, "welcomes": welcomes(network)}
    return render(request, "networks/poster.html", context)


@require_safe
def qr(request, network, code):
    """The square on the poster, as a picture of its own."""
    network = _network(request, network)
    invitation = get_object_or_404(network.invitations.usable(), code=code)
    return HttpResponse(square(invitation.link), content_type="image/svg+xml")
