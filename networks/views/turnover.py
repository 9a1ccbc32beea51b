"""A new school year: look at the trial, make exceptions, agree with two, and a week to undo."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import can, require
from networks.forms import ExceptionForm
from networks.models import Membership, Move, Network, Turnover
from networks.trial import Trial, headings

ON_A_PAGE = 60
LONGEST = 40


def _network(request, slug):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
    require(request.user, "networks.turn_over", network)
    return network


def _turnovers(request, network):
    turnovers = Turnover.objects.visible_to(request.user).filter(network=network)
    return turnovers.select_related("network", "prepared_by").order_by("-pk")


def _latest(request, slug):
    turnover = _turnovers(request, _network(request, slug)).first()
    if turnover is None:
        raise Http404
    return turnover


@require_safe
def turnover(request, network):
    network = _network(request, network)
    turnover = _turnovers(request, network).first()
    context = {"network": network, "here": "people", "turnover": turnover}
    context["may_prepare"] = turnover is None or turnover.is_over
    if turnover and turnover.is_trial:
        context |= {
            "trial": Trial(turnover, request.user),
            "headings": headings(),
            "may_agree": can(request.user, "networks.agree_with_turnover", turnover),
        }
    return render(request, "networks/turnover.html", context)


@require_POST
def prepare_turnover(request, network):
    return redirect(Turnover.objects.prepare(_network(request, network), by=request.user))


@require_POST
def agree_with_turnover(request, network):
    turnover = _latest(request, network)
    require(request.user, "networks.agree_with_turnover", turnover)
    turnover.agree(by=request.user)
    return redirect(turnover)


@require_POST
def undo_turnover(request, network):
    turnover = _latest(request, network)
    require(request.user, "networks.undo_turnover", turnover)
    turnover.undo(by=request.user)
    return redirect(turnover)


@require_safe
def turnover_progress(request, network):
    """Fragment: how far the worker is."""
    return render(
        request, "networks/_turnover_progress.html", {"turnover": _latest(request, network)}
    )


@require_safe
def turnover_csv(request, network):
    turnover = _latest(request, network)
    text = Trial(turnover, request.user).as_csv()
    name = f"{network}-{turnover.year}.csv"
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def moves(request, network):
    turnover = _latest(request, network)
    words = request.GET.get("q", "")[:LONGEST].strip()
    found = Trial(turnover, request.user).named
    if words:
        found = found.filter(membership__user__first_name__istartswith=words)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"network": turnover.network, "here": "people", "turnover": turnover, "page": page}
    context |= {"words": words, "query": f"{urlencode({'q': words})}&" if words else ""}
    return render(request, "networks/moves.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, network, pk):
    turnover = _latest(request, network)
    visible = Move.objects.visible_to(request.user).filter(turnover=turnover)
    move = get_object_or_404(visible.select_related("membership__user"), pk=pk)
    require(request.user, "networks.plan_turnover", turnover)
    form = ExceptionForm(request.POST if request.method == "POST" else None, move=move)
    if form.is_valid():
        move.decide(**form.cleaned_data, by=request.user)
        messages.success(request, gettext("Saved."))
        return redirect("networks:moves", network)
    context = {"network": turnover.network, "here": "people", "move": move, "form": form}
    return render(request, "networks/move.html", context, status=422 if form.is_bound else 200)


@require_safe
def goodbye(request, network):
    """For a parent whose last child leaves the school."""
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    context = {"network": network, "here": "start", "mine": network.membership_of(request.user)}
    return render(request, "networks/goodbye.html", context)


@require_POST
def stay(request, network):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    require(request.user, "networks.take_part", network)
    own = Membership.objects.visible_to(request.user).filter(user=request.user, network=network)
    get_object_or_404(own).stay(by=request.user)
    messages.success(request, gettext("You stay. Nice!"))
    return redirect(network)
