"""Asking to be let in without a code that opens, and the answer to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import can, require
from networks.forms import AskForm
from networks.models import Barring, Invitation, JoinRequest, Network

# What a button answers: the rule that is asked, and the command.
ANSWERS = {
    "admit": ("networks.decide", JoinRequest.admit),
    "decline": ("networks.decide", JoinRequest.decline),
    "vouch": ("networks.vouch", JoinRequest.vouch),
}
DECIDED_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, network):
    """The question, or how it stands; the same page for everybody outside."""
    network = get_object_or_404(Network.objects.listed(), slug=network)
    if network.membership_of(request.user):
        return redirect(network)
    mine = network.requests.filter(user=request.user)
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, person=request.user, network=network)
    if form.is_valid() and form.ask(_invitation(request, network)):
        return redirect(network.ask_url)
    context = {"network": network, "form": form, "waiting": mine.open().first()}
    status = 422 if form.is_bound else 200
    return render(request, "networks/ask.html", context, status=status)


def _invitation(request, network):
    """The code that led here, if one did."""
    code = request.GET.get("code", "")
    return Invitation.objects.usable().by_code(code).filter(network=network).first()


@require_POST
def withdraw(request, network):
    mine = JoinRequest.objects.open().filter(user=request.user, network__slug=network)
    get_object_or_404(mine).withdraw()
    messages.success(request, gettext("You took your question back."))
    return redirect("networks:directory")


def _network(request, slug):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
    require(request.user, "networks.vouch", network)
    return network


@require_safe
def requests(request, network):
    network = _network(request, network)
    asked = network.requests.heard().for_listing()
    context = {
        "network": network,
        "here": "requests",
        "waiting": list(asked.open()),
        "decided": list(asked.exclude(outcome="open").order_by("-decided_at")[:DECIDED_SHOWN]),
        "decides": can(request.user, "networks.decide", network),
        "barred": Barring.objects.visible_to(request.user).of(network).for_listing(),
    }
    return render(request, "networks/requests.html", context)


@require_POST
def answer(request, network, pk):
    network = _network(request, network)
    asked = get_object_or_404(network.requests.heard(), pk=pk)
    rule, command = ANSWERS.get(request.POST.get("answer"), ANSWERS["vouch"])
    require(request.user, rule, network)
    if command(asked, by=request.user):
        messages.success(request, gettext("Your answer has been sent."))
    else:
        messages.warning(request, gettext("Somebody has answered this already."))
    return redirect(network.requests_url)


@require_POST
def lift_bar(request, network, pk):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    barring = get_object_or_404(Barring.objects.visible_to(request.user).of(network), pk=pk)
    require(request.user, "networks.lift_bar", network)
    barring.lift(by=request.user)
    messages.success(request, gettext("This parent may ask again."))
    return redirect(network.requests_url)
