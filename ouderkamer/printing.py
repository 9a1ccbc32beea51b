"""The agenda on paper."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from community.access import require
from ouderkamer.fetching import gathering_at, network_at
from ouderkamer.models import Gathering
from ouderkamer.month import Month
from ouderkamer.paper.leaflet import leaflet as leaflet_pdf
from ouderkamer.paper.month import month as month_pdf
from ouderkamer.paper.year import months_of
from ouderkamer.paper.year import year as year_pdf


@require_safe
def month(request, network):
    """For the door of the school: only the dates that anybody may read of."""
    network = network_at(request, network)
    require(request.user, "ouderkamer.plan", network)
    shown = Month.parse(request.GET.get("maand", "")) or Month.of(timezone.now())
    visible = Gathering.objects.visible_to(request.user).filter(network=network).announced()
    return pdf(f"{network.slug}-{shown}", month_pdf(network, shown, _within(visible, shown, shown)))


@require_safe
def year(request, network):
    """All that the reader sees of this school year."""
    network = network_at(request, network)
    months = months_of(timezone.localdate())
    visible = Gathering.objects.visible_to(request.user).filter(network=network)
    dates = _within(visible, months[0], months[-1])
    return pdf(f"{network.slug}-{months[0].year}", year_pdf(network, months, dates))


@require_safe
def leaflet(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.plan", gathering.network)
    return pdf(slugify(gathering.title), leaflet_pdf(gathering))


def pdf(name, content):
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name or "ouderkamer"}.pdf"'},
    )


def _within(gatherings, first, last):
    start, end = first.edges[0], last.edges[1]
    found = gatherings.filter(starts_at__gte=start, starts_at__lt=end)
    return list(found.order_by("starts_at", "pk"))
