"""The doors of kept files. Which rows there are behind one, its address says: see ``doors``."""

from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_safe

from community.enclosures.serving import serve


@require_safe
def enclosure(request, key, model):
    row = get_object_or_404(model.objects.visible_to(request.user), key=key)
    return serve(request, row.content, name=row.name, download=row.kind == model.Kind.PAPER)


@require_safe
def small(request, key, model):
    photos = model.objects.visible_to(request.user).exclude(small="")
    row = get_object_or_404(photos, key=key)
    return serve(request, row.small, name=row.name)


def doors(model):
    """The addresses of the files of one ``model``."""
    rows = {"model": model}
    return [
        path("<uuid:key>/", enclosure, rows, name="enclosure"),
        path("<uuid:key>/klein/", small, rows, name="small"),
    ]
