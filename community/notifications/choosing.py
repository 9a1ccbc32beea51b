"""The page on which somebody says what they want to hear, how and when."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from community.notifications.forms import DeviceForm, PacesForm, WaysForm
from community.notifications.models import Choice, Notification, Preferences, PushDevice
from community.notifications.push import public_key
from community.notifications.sorts import Pace


@require_safe
def preferences(request):
    return _page(request)


@require_POST
def choose_ways(request):
    form = _ways_form(request, request.POST)
    if form.is_valid():
        Preferences.keep(request.user, **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("notifications:preferences")
    return _page(request, ways=form, status=422)


@require_POST
def choose_paces(request):
    """``alles``: one pace for every row; ``gelijk``: here as everywhere."""
    network, user = _network_of(request), request.user
    form = _paces_form(request, network, request.POST)
    if "gelijk" in request.POST and network:
        Choice.objects.same_as_everywhere(user, network)
    elif "alles" in request.POST:
        Choice.objects.choose(user, network, dict.fromkeys(form.fields, Pace.DAILY))
    elif form.is_valid():
        Choice.objects.choose(user, network, form.cleaned_data)
    else:
        return _page(request, paces=form, status=422)
    messages.success(request, gettext("Saved."))
    return redirect(_address(network))


@require_POST
def subscribe(request):
    """This browser wants to be told; sent by the script that asked it."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    PushDevice.objects.subscribe(
        request.user, session_key=request.session.session_key, **form.cleaned_data
    )
    return HttpResponse(status=204)


def _page(request, *, ways=None, paces=None, status=200):
    network = _network_of(request)
    networks = list(_networks_of(request.user))
    context = {
        "ways": ways or _ways_form(request),
        "paces": paces or _paces_form(request, network),
        "form": ways or paces,
        "networks": networks,
        "network": network,
        "own": Choice.objects.differs_in(request.user),
        "push_key": public_key(),
    }
    return render(request, "notifications/preferences.html", context, status=status)


def _ways_form(request, data=None):
    how = {"texts": settings.TEXTS_NOTICES, "push": bool(public_key())}
    return WaysForm(data, person=request.user, **how)


def _paces_form(request, network, data=None):
    person = request.user
    table = Choice.objects.table(person, network)
    return PacesForm(data, table=table, has_task=_has_task(person))


def _has_task(person):
    here = person.memberships.filter(ended_at=None)
    return any(one.holds_a_role or not one.is_parent for one in here)


def _networks_of(person):
    """Networks by name, through the one relation that this layer knows of them."""
    networks = Notification._meta.get_field("network").related_model
    return networks.objects.joined_by(person).order_by("name")


def _network_of(request):
    """The one whose table is shown: None for everywhere, also when it is not one's own."""
    slug = request.GET.get("netwerk", "")
    return _networks_of(request.user).filter(slug=slug).first() if slug else None


def _address(network):
    query = f"?{urlencode({'netwerk': network.slug})}" if network else ""
    return f"{reverse('notifications:preferences')}{query}#hoe-vaak"
