"""What planners do with a whole series."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from community.access import require
from networks.holidays import region_of
from ouderkamer.fetching import network_at, series_at
from ouderkamer.forms import EnrolForm, SeriesForm
from ouderkamer.models import Series


@require_http_methods(["GET", "HEAD", "POST"])
def series_new(request, network):
    network = network_at(request, network)
    require(request.user, "ouderkamer.plan", network)
    region = region_of(network.school.province) if network.school else ""
    membership = network.membership_of(request.user)
    form = SeriesForm(request.POST or None, membership=membership, region=region)
    if form.is_valid():
        Series.objects.plan(network, by=request.user, **form.planned)
        return redirect("ouderkamer:agenda", network.slug)
    return _page(request, network, form)


@require_http_methods(["GET", "HEAD", "POST"])
def series_change(request, network, pk):
    series = series_at(request, network, pk)
    require(request.user, "ouderkamer.change_series", series)
    membership = series.network.membership_of(request.user)
    form = SeriesForm(request.POST or None, membership=membership, series=series)
    if form.is_valid():
        form.replan.carry_out(by=request.user, words=form.cleaned_data["words"])
        return redirect("ouderkamer:agenda", series.network.slug)
    return _page(request, series.network, form)


@require_POST
def enrol(request, network, pk):
    """For all lessons of a course at once, or for none of them any more."""
    series = series_at(request, network, pk)
    require(request.user, "ouderkamer.enrol", series)
    form = EnrolForm(request.POST)
    if form.is_valid():
        series.enrol(form.cleaned_data["answer"], by=request.user)
    coming = series.to_come.select_related("network").first()
    return redirect(coming or agenda_of(series.network))


def agenda_of(network):
    return reverse("ouderkamer:agenda", args=[network.slug])


def _page(request, network, form):
    return render(
        request,
        "ouderkamer/series.html",
        {"network": network, "here": "agenda", "form": form, "series": form.series},
        status=422 if form.is_bound else 200,
    )
