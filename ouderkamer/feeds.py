from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import conditional_page, require_safe

from ouderkamer import ical
from ouderkamer.models import CalendarKey, Gathering


@login_not_required
@require_safe
@conditional_page
def personal(request, token):
    """The calendar of whoever holds this secret address."""
    key = get_object_or_404(CalendarKey.objects.that_open(token))
    return _answer(ical.diary(key.person), "ouderkamer.ics")


@login_not_required
@require_safe
@conditional_page
def public_ics(request, pk):
    gathering = get_object_or_404(Gathering.objects.announced(), pk=pk)
    return _answer(ical.announcement(gathering), f"ouderkamer-{pk}.ics")


@require_safe
@conditional_page
def gathering_ics(request, network, pk):
    visible = Gathering.objects.visible_to(request.user).for_listing(request.user)
    gathering = get_object_or_404(visible, network__slug=network, pk=pk)
    return _answer(ical.leaflet(gathering), f"ouderkamer-{pk}.ics")


def _answer(calendar, filename):
    return HttpResponse(
        calendar,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "private, no-cache",
            "X-Robots-Tag": "noindex",
        },
    )
