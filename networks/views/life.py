"""How a network goes: at rest, ended, restored, and with or without its school."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from community.access import can, require
from networks.at_school import AskSchoolForm
from networks.ending import ClosingForm
from networks.models import Closing, Network

DEEDS = ("rest", "close", "restore", "end_recognition", "ask_school", "share")


def _network(request, slug):
    networks = Network.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(networks, slug=slug)


def _closing(request, network):
    """What a second moderator is asked now, or None."""
    visible = Closing.objects.visible_to(request.user).open().filter(network=network)
    return visible.select_related("network", "proposed_by").first()


def _page(request, network, *, closing_form=None, school_form=None, status=200):
    closing = _closing(request, network)
    context = {
        "network": network,
        "here": "people",
        "may": {deed: can(request.user, f"networks.{deed}", network) for deed in DEEDS},
        "closing": closing,
        "may_agree": closing and can(request.user, "networks.agree_with_closing", closing),
        "closing_form": closing_form or ClosingForm(),
        "school_form": school_form or AskSchoolForm(network=network),
        "wrong": closing_form or school_form,
        "asked": list(network.school_requests.order_by("-pk")),
    }
    return render(request, "networks/life.html", context, status=status)


@require_safe
def life(request, network):
    network = _network(request, network)
    require(request.user, "networks.see_life", network)
    return _page(request, network)


@require_POST
def rest(request, network):
    network = _network(request, network)
    require(request.user, "networks.rest", network)
    network.rest(by=request.user)
    messages.success(request, gettext("The network rests. The next message wakes it."))
    return redirect("networks:life", network.slug)


@require_POST
def wake(request, network):
    network = _network(request, network)
    require(request.user, "networks.rest", network)
    network.wake(by=request.user)
    messages.success(request, gettext("The network is awake."))
    return redirect("networks:life", network.slug)


@require_POST
def propose_closing(request, network):
    network = _network(request, network)
    require(request.user, "networks.close", network)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _page(request, network, closing_form=form, status=422)
    Closing.objects.propose(network, **form.cleaned_data, by=request.user)
    messages.success(request, gettext("The other moderators are asked. Nothing changes yet."))
    return redirect("networks:life", network.slug)


@require_POST
def agree_with_closing(request, network):
    closing = _open_closing(request, network)
    require(request.user, "networks.agree_with_closing", closing)
    closing.agree(by=request.user)
    messages.success(request, gettext("The network has ended. Everybody can still read."))
    return redirect("networks:life", network)


@require_POST
def withdraw_closing(request, network):
    closing = _open_closing(request, network)
    require(request.user, "networks.withdraw_closing", closing)
    closing.withdraw(by=request.user)
    messages.success(request, gettext("The network goes on."))
    return redirect("networks:life", network)


def _open_closing(request, slug):
    closing = _closing(request, _network(request, slug))
    if closing is None:
        raise Http404
    return closing


@require_POST
def restore(request, network):
    network = _network(request, network)
    require(request.user, "networks.restore", network)
    network.restore(by=request.user)
    messages.success(request, gettext("The network goes on."))
    return redirect("networks:life", network.slug)


@require_POST
def end_recognition(request, network):
    network = _network(request, network)
    require(request.user, "networks.end_recognition", network)
    network.end_recognition(by=request.user)
    messages.success(request, gettext("From now on these are parents without the school."))
    return redirect("networks:life", network.slug)


@require_POST
def ask_school(request, network):
    network = _network(request, network)
    require(request.user, "networks.ask_school", network)
    form = AskSchoolForm(request.POST, network=network)
    if not form.is_valid():
        return _page(request, network, school_form=form, status=422)
    form.ask(by=request.user)
    messages.success(request, gettext("The letter to the school is on its way."))
    return redirect("networks:life", network.slug)
