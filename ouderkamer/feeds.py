from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import condition, conditional_page, require_safe

from networks.models import Network
from ouderkamer import ical
from ouderkamer.models import CalendarKey, Gathering


def _tag(request, token, network=None):
    """Answers 304 before any event is written."""
    key = CalendarKey.objects.that_open(token).first()
    return key and ical.diary_tag(key.person, _network(key.person, network))


@login_not_required
@require_safe
@condition(etag_func=_tag)
def personal(request, token, network=None):
    """The calendar of whoever holds this secret address, of all networks or of one."""
    key = get_object_or_404(CalendarKey.objects.that_open(token))
    return _answer(ical.diary(key.person, _network(key.person, network)), "ouderkamer.ics")


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


def _network(person, slug):
    """The network of that address, as far as ``person`` sees it; None for all of them."""
    return slug and get_object_or_404(Network.objects.visible_to(person), slug=slug)


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
