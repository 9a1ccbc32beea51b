"""Who receives a family writes down for it that it comes, and hands it a slip with a code."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import require
from ouderkamer.fetching import gathering_at
from ouderkamer.forms import ForParentForm
from ouderkamer.paper import slip as slip_paper
from ouderkamer.printing import pdf


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_for(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.sign_up_for", gathering)
    form = ForParentForm(request.POST or None)
    if form.is_valid():
        sign_up = gathering.answer_for(**form.said, by=request.user)
        return redirect("ouderkamer:slip", network, pk, sign_up.pk)
    return render(
        request,
        "ouderkamer/sign_up_for.html",
        {"network": gathering.network, "here": "agenda", "gathering": gathering, "form": form},
        status=422 if form.is_bound else 200,
    )


@require_safe
def slip(request, network, pk, key):
    sign_up = _named(request, network, pk, key)
    context = {"network": sign_up.gathering.network, "here": "agenda", "sign_up": sign_up}
    return render(request, "ouderkamer/slip.html", context)


@require_safe
def slip_pdf(request, network, pk, key):
    sign_up = _named(request, network, pk, key)
    return pdf("briefje", slip_paper.slip(sign_up))


@require_POST
def call_off(request, network, pk, key):
    sign_up = _named(request, network, pk, key)
    require(request.user, "ouderkamer.sign_up_for", sign_up.gathering)
    sign_up.gathering.answer_again(sign_up, "no", by=request.user)
    return redirect("ouderkamer:slip", network, pk, key)


@require_http_methods(["GET", "HEAD", "POST"])
def door(request, network, pk):
    """The address for people who are no member; asking for it makes it, or makes it anew."""
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.sign_up_for", gathering)
    if request.method == "POST":
        gathering.open_door(by=request.user)
        return redirect("ouderkamer:door", network, pk)
    address = request.build_absolute_uri(gathering.door_path) if gathering.door_key else ""
    context = {"network": gathering.network, "here": "agenda", "gathering": gathering}
    return render(request, "ouderkamer/door.html", {**context, "address": address})


def _named(request, network, pk, key):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.receive", gathering)
    sign_up = get_object_or_404(gathering.sign_ups.by_name(), pk=key)
    sign_up.gathering = gathering
    return sign_up
