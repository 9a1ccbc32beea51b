"""The desk of who calls: one family at a time, and how it went."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import can, require
from community.limits import Limit
from networks.models import Network
from networks.outreach.forms import ReportForm, RoundForm
from networks.outreach.models import CallRound, Turn
from networks.outreach.models.round import shown
from networks.outreach.phrases import phrases_in
from ouderkamer.forms import ForParentForm
from ouderkamer.models import Gathering

VIEWS_A_DAY = Limit("outreach-numbers", most=200, seconds=86_400)  # SECURITY 4.7


def network_at(request, slug):
    networks = Network.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(networks, slug=slug)


@require_safe
def desk(request, network):
    """Numbers for who may know them; for callers also the round and what waits for them."""
    network = network_at(request, network)
    require(request.user, "outreach.see_numbers", network)
    call_round = network.call_rounds.running().order_by("-pk").first()
    calls = can(request.user, "outreach.call", network)
    numbers = call_round.numbers() if call_round else None
    context = {"network": network, "here": "call", "round": call_round, "calls": calls}
    if numbers and not calls:
        numbers = shown(numbers)
    at_hand = None
    if call_round and calls:
        at_hand = call_round.turns.held_by(request.user).select_related("family").first()
    return render(
        request, "outreach/desk.html", {**context, "numbers": numbers, "at_hand": at_hand}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request, network):
    network = network_at(request, network)
    require(request.user, "outreach.call", network)
    form = RoundForm(request.POST or None)
    if form.is_valid():
        CallRound.objects.begin(network, by=request.user, **form.cleaned_data)
        return redirect("outreach:desk", network.slug)
    context = {"network": network, "here": "call", "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "outreach/round.html", context, status=status)


@require_POST
def round_end(request, network, pk):
    call_round = _round_at(request, network, pk)
    call_round.end(by=request.user)
    return redirect("outreach:desk", network)


@require_POST
def pull(request, network, pk):
    """The next family, for this caller alone."""
    call_round = _round_at(request, network, pk)
    turn = call_round.next_for(request.user)
    if turn is None:
        messages.success(request, gettext("Done for now. You rang everybody. Thank you."))
        return redirect("outreach:desk", network)
    return redirect("outreach:turn", network, turn.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request, network, pk):
    """One family: whom, what to say, the call, and how it went."""
    held = _turn_at(request, network, pk)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            held.report(**form.said, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("outreach:desk", network)
        messages.success(request, gettext("Kept. Thank you for ringing."))
        return redirect("outreach:desk", network)
    return _turn_page(request, held, form)


@require_POST
def drop(request, network, pk):
    _turn_at(request, network, pk).drop(by=request.user)
    return redirect("outreach:desk", network)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request, network, pk, gathering):
    """While talking: this family comes. What helps it goes along."""
    held = _turn_at(request, network, pk)
    visible = Gathering.objects.visible_to(request.user).filter(network=held.round.network)
    date = get_object_or_404(visible.for_listing(request.user), pk=gathering)
    require(request.user, "ouderkamer.sign_up_for", date)
    form = ForParentForm(request.POST or None, initial=_known_of(held.family))
    if form.is_valid():
        answer = date.answer_for(**form.said, by=request.user)
        messages.success(request, gettext("Signed up. Here is the slip, for when you meet."))
        return redirect("ouderkamer:slip", network, date.pk, answer.pk)
    facts = {"network": held.round.network, "here": "call", "gathering": date, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "ouderkamer/sign_up_for.html", facts, status=status)


def _round_at(request, network, pk):
    require(request.user, "outreach.call", network_at(request, network))
    visible = CallRound.objects.visible_to(request.user).filter(network__slug=network)
    return get_object_or_404(visible.select_related("network"), pk=pk)


def _turn_at(request, network, pk):
    require(request.user, "outreach.call", network_at(request, network))
    held = Turn.objects.held_by(request.user).filter(round__network__slug=network)
    return get_object_or_404(held.select_related("family__network", "round__network"), pk=pk)


def _turn_page(request, held, form):
    if not VIEWS_A_DAY.take(request.user.pk):
        raise PermissionDenied("outreach.many_numbers")
    family, network = held.family, held.round.network
    dates = Gathering.objects.visible_to(request.user).filter(network=network).upcoming()
    return render(
        request,
        "outreach/turn.html",
        {
            "network": network,
            "here": "call",
            "turn": held,
            "family": family,
            "number": family.open_number(by=request.user) if family.has_number else "",
            "phrases": phrases_in(family.language),
            "contacts": family.contacts.select_related("by").order_by("-at"),
            "seen": family.views.aggregate(n=Count("pk"))["n"],
            "dates": dates.going_ahead()[:2],
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


def _known_of(family):
    known = {"name": family.name, "channel": "phone"}
    if "interpreter" in family.needs:
        known["interpreter"] = family.language
    if "walk_in" in family.needs:
        known["walk_in"] = True
    if "childcare" in family.needs:
        known["toddlers"] = 1
    return known
