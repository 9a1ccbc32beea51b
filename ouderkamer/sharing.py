"""Offering a date to another network, and taking one that was offered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from ouderkamer.fetching import gathering_at
from ouderkamer.forms.sharing import ShareForm
from ouderkamer.models import Share
from ouderkamer.planboard import planned_network


@require_http_methods(["GET", "HEAD", "POST"])
def share(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.share", gathering)
    form = ShareForm(request.POST or None, gathering=gathering)
    if form.is_valid():
        try:
            offered = gathering.offer_to(**form.cleaned_data, by=request.user)
            said = {"name": offered.network.name}
            messages.success(request, gettext("We asked %(name)s.") % said)
            return redirect("ouderkamer:share", network, pk)
        except ValidationError as refusal:
            form.add_error("network", refusal)
    context = {"network": gathering.network, "here": "agenda", "gathering": gathering}
    context["copies"] = gathering.copies.select_related("network")
    context["offers"] = gathering.shares.select_related("network")
    status = 422 if form.is_bound else 200
    return render(request, "ouderkamer/share.html", {**context, "form": form}, status=status)


@require_POST
def take(request, network, key):
    offer = _offer_at(request, network, key)
    return redirect(offer.accept(by=request.user))


@require_POST
def decline(request, network, key):
    _offer_at(request, network, key).delete()
    return redirect("ouderkamer:board", network)


def _offer_at(request, network, key):
    """An offer to this network, for its planners."""
    here = planned_network(request, network)
    visible = Share.objects.visible_to(request.user).filter(network=here)
    return get_object_or_404(visible.select_related("gathering", "network"), pk=key)
