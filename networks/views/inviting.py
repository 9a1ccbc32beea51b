"""Codes and posters, for those who may let people in."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from networks.doors import InviteForm, PersonalInviteForm, post
from networks.models import Network


def _network(request, slug):
    network = get_object_or_404(
        Network.objects.visible_to(request.user).select_related("school"), slug=slug
    )
    require(request.user, "networks.invite", network)
    return network


@require_safe
def invitations(request, network):
    return _invitations_page(request, _network(request, network))


@require_POST
def invite(request, network):
    network = _network(request, network)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _invitations_page(request, network, form=form, status=422)
    made = form.invite(network, by=request.user)
    messages.success(request, gettext("The new code is %(code)s.") % {"code": made.code})
    return redirect("networks:invitations", network.slug)


@require_POST
def invite_personally(request, network):
    network = _network(request, network)
    require(request.user, "networks.send", network)
    form = PersonalInviteForm(request.POST)
    if not form.is_valid() or form.invite(network, by=request.user) is None:
        return _invitations_page(request, network, personal=form, status=422)
    messages.success(request, gettext("The invitation is on its way."))
    return redirect("networks:invitations", network.slug)


@require_POST
def send_again(request, network, code):
    network = _network(request, network)
    sent = get_object_or_404(network.invitations.sent_by(request.user), code=code)
    if sent.mark_sent_again():
        post(sent)
        messages.success(request, gettext("The invitation is on its way."))
    else:
        messages.warning(request, gettext("You can send it again after one day."))
    return redirect("networks:invitations", network.slug)


def _invitations_page(request, network, *, form=None, personal=None, status=200):
    codes = list(network.invitations.for_listing())
    context = {
        "network": network,
        "here": "invite",
        "form": form or InviteForm(),
        "personal": personal or PersonalInviteForm(),
        "sent": list(network.invitations.sent_by(request.user)),
        "wrong": form or personal,
        "open_codes": [code for code in codes if code.is_usable],
        "closed_codes": [code for code in codes if not code.is_usable],
    }
    return render(request, "networks/invitations.html", context, status=status)


@require_POST
def revoke(request, network, code):
    network = _network(request, network)
    mine_or_paper = Q(sent_at=None) | Q(made_by=request.user)
    get_object_or_404(network.invitations.filter(mine_or_paper), code=code).revoke(by=request.user)
    messages.success(request, gettext("The code %(code)s no longer works.") % {"code": code})
    return redirect("networks:invitations", network.slug)
