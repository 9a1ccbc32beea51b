"""What planners do with a date: make it, change it, call it off and let it go ahead after all."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from ouderkamer.fetching import gathering_at, network_at
from ouderkamer.forms import CancelForm, ChangeForm, GatheringForm
from ouderkamer.models import Gathering


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_new(request, network):
    network = network_at(request, network)
    require(request.user, "ouderkamer.plan", network)
    form = GatheringForm(request.POST or None, membership=network.membership_of(request.user))
    if form.is_valid():
        return redirect(Gathering.objects.plan(network, by=request.user, **form.facts))
    return render(
        request,
        "ouderkamer/gathering_new.html",
        {"network": network, "here": "agenda", "form": form},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.change", gathering)
    membership = gathering.network.membership_of(request.user)
    form = ChangeForm(request.POST or None, gathering=gathering, membership=membership)
    if form.is_valid():
        gathering.change(by=request.user, **form.facts)
        return redirect(gathering)
    return render(
        request,
        "ouderkamer/change.html",
        {"gathering": gathering, "network": gathering.network, "here": "agenda", "form": form},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.cancel", gathering)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        gathering.cancel(form.cleaned_data["reason"], by=request.user)
        return redirect(gathering)
    return render(
        request,
        "ouderkamer/cancel.html",
        {"gathering": gathering, "network": gathering.network, "here": "agenda", "form": form},
        status=422 if form.is_bound else 200,
    )


@require_POST
def resume(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.cancel", gathering)
    gathering.resume(by=request.user)
    return redirect(gathering)
