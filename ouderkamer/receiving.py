"""The sheet at the door: who is there, how many, and a kind word for who could not come."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from community.people.models import unmet_keys
from ouderkamer.fetching import gathering_at
from ouderkamer.forms import AfterwardsForm, FollowUpForm, TickForm
from ouderkamer.sheet import Sheet


@require_safe
def sheet(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.receive", gathering)
    return _page(request, gathering)


@require_POST
def tick(request, network, pk, key):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.tick", gathering)
    sign_up = get_object_or_404(gathering.coming_families, pk=key)
    form = TickForm(request.POST)
    if form.is_valid():
        gathering.tick(sign_up, form.cleaned_data["here"])
    return redirect("ouderkamer:sheet", network, pk)


@require_POST
def count(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.tick", gathering)
    form = AfterwardsForm(request.POST)
    if not form.is_valid():
        return _page(request, gathering, form=form, status=422)
    gathering.count(**form.cleaned_data)
    return redirect("ouderkamer:sheet", network, pk)


@require_POST
def follow_up(request, network, pk, key):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.tick", gathering)
    sign_up = get_object_or_404(gathering.missed, pk=key)
    form = FollowUpForm(request.POST)
    if form.is_valid():
        gathering.follow_up(sign_up, form.cleaned_data["deed"], by=request.user)
    return redirect("ouderkamer:sheet", network, pk)


def _page(request, gathering, *, form=None, status=200):
    numbers = ("walk_ins", "head_count", "afterwards")
    context = {
        "network": gathering.network,
        "here": "agenda",
        "gathering": gathering,
        "sheet": Sheet(gathering, request.user),
        "writer": gathering.network.known(request.user),
        "unmet": unmet_keys(request.user),
        "form": form or AfterwardsForm(initial={n: getattr(gathering, n) for n in numbers}),
    }
    return render(request, "ouderkamer/sheet.html", context, status=status)
