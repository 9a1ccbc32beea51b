"""Taking everything along: ask for it, watch it being packed, download it for a week."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from networks.models import Export, Network

SHOWN = 10


def _network(request, slug):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
    require(request.user, "networks.moderate", network)
    return network


def _exports(request, network):
    exports = Export.objects.visible_to(request.user).filter(network=network)
    return exports.select_related("network", "asked_by")


@require_safe
def exports(request, network):
    network = _network(request, network)
    shown = list(_exports(request, network).order_by("-pk")[:SHOWN])
    running = any(export.is_running for export in shown)
    context = {"network": network, "here": "people", "exports": shown, "running": running}
    return render(request, "networks/exports.html", context)


@require_POST
def make_export(request, network):
    network = _network(request, network)
    return redirect(Export.objects.ask(network, by=request.user))


@require_safe
def export_progress(request, network, pk):
    """Fragment: how far one export is, fetched again until it is there."""
    export = get_object_or_404(_exports(request, _network(request, network)), pk=pk)
    return render(request, "networks/_export.html", {"export": export})


@never_cache
@require_safe
def download_export(request, network, pk):
    exports = _exports(request, _network(request, network)).downloadable()
    export = get_object_or_404(exports, pk=pk)
    return FileResponse(
        export.file.open("rb"),
        as_attachment=True,
        filename=export.shown_name,
        content_type="application/zip",
        headers={"X-Content-Type-Options": "nosniff"},
    )
