"""The desk of who calls: one family at a time, and how it went."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import can, require
from community.limits import Limit
from networks.models import Network
from networks.outreach.dates import dates_for, last_date
from networks.outreach.forms import PullForm, ReportForm, RoundForm
from networks.outreach.models import CallRound, Said, Turn
from networks.outreach.models.round import shown
from networks.outreach.models.said import needs_of
from networks.outreach.models.turn import TRIED
from networks.outreach.phrases import phrases_in, words_for
from ouderkamer.forms import ForParentForm
from ouderkamer.models import Gathering, Theme
from ouderkamer.sheet import Sheet

AT_A_TIME, ASKED, TWICE = 5, 3, 2  # families on a screen, themes, calls without an answer
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
    context = {"network": network, "here": "call", "round": call_round, "calls": calls}
    if call_round and calls:
        context |= _queue(request, call_round)
    elif call_round:
        context["numbers"] = shown(call_round.numbers())
    if calls:
        context["last_date"] = last_date(request.user, network)
    return render(request, "outreach/desk.html", context)


def _queue(request, call_round):
    """Who is on the line, or else the few who come next: names, and why now."""
    own = bool(request.GET.get("taal"))
    at_hand = call_round.turns.held_by(request.user).select_related("family").first()
    ahead = call_round.ahead_of(request.user, own_language=own).select_related("family")
    return {
        "numbers": call_round.numbers(request.user),
        "own_language": own,
        "at_hand": at_hand,
        "ahead": () if at_hand else ahead[:AT_A_TIME],
    }


@require_safe
def missed(request, network):
    """Families that said yes to the last date and were not seen there."""
    network = network_at(request, network)
    require(request.user, "outreach.call", network)
    gathering = last_date(request.user, network)
    context = {"network": network, "here": "call", "gathering": gathering}
    if gathering:
        context |= {"sheet": Sheet(gathering, request.user)}
        context["writer"] = network.known(request.user)
    return render(request, "outreach/missed.html", context)


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
    form = PullForm(request.POST)
    turn = call_round.next_for(request.user, **form.wishes)
    if turn is None:
        messages.success(request, gettext("Done for now. You rang everybody. Thank you."))
        return redirect("outreach:desk", network)
    return redirect("outreach:turn", network, turn.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def turn(request, network, pk):
    """One family: whom, what to say, the call, and how it went."""
    held = _turn_at(request, network, pk)
    themes = Theme.objects.visible_to(request.user).filter(network=held.round.network).open()
    wanted = themes.for_listing(request.user)[:ASKED]
    form = ReportForm(request.POST or None, themes=themes)
    form.fields["backs"].choices = [(theme.pk, theme.title) for theme in wanted]
    if form.is_valid():
        try:
            _keep(held, form, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("outreach:desk", network)
        messages.success(request, _advice(held, request.user))
        return redirect("outreach:desk", network)
    return _turn_page(request, held, form)


@transaction.atomic
def _keep(held, form, *, by):
    held.report(**form.said, by=by)
    Said.objects.on_phone(held.family, by=by, **form.told)


def _advice(held, caller):
    """Thanks, and what to try next when nobody answered."""
    held.refresh_from_db(fields=["attempts", "outcome"])
    if held.outcome not in TRIED or held.attempts < TWICE:
        return gettext("Kept. Thank you for ringing.")
    if not held.tries_are_over:
        return gettext("Kept. Try another moment of the day.")
    at_gate = held.round.network.memberships.visible_to(caller).at_gate().exclude(user=caller)
    if helper := at_gate.filter(user__shielded=False).first():
        return gettext("Kept. Ask %(name)s at the gate.") % {"name": helper.who}
    return gettext("Kept. Ask somebody at the gate.")


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
        Said.objects.comes(held.family, date, **form.said, by=request.user)
        messages.success(request, gettext("Signed up. Here is the slip, for when you meet."))
        return redirect("outreach:receipt", network, held.family_id)
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
    dates = dates_for(request.user, network)
    return render(
        request,
        "outreach/turn.html",
        {
            "network": network,
            "here": "call",
            "turn": held,
            "words": words_for(held, network.known(request.user), next(iter(dates), None)),
            "family": family,
            "number": family.open_number(by=request.user) if family.has_number else "",
            "phrases": phrases_in(family.language),
            "contacts": family.contacts.select_related("by").order_by("-at"),
            "seen": family.views.aggregate(n=Count("pk"))["n"],
            "dates": dates,
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


def _known_of(family):
    return {"name": family.name, "channel": "phone", **needs_of(family)}
