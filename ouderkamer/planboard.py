"""What coordinator and workgroup do on their board."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.template.defaultfilters import date as date_filter
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from community.templatetags.ui import day
from ouderkamer.board import Board
from ouderkamer.fetching import gathering_at, network_at, theme_at
from ouderkamer.forms.themes import (
    AsideForm,
    DecisionForm,
    MergeForm,
    PlaceForm,
    WhenForm,
    one_error,
)
from ouderkamer.models import Theme


def planned_network(request, slug):
    network = network_at(request, slug)
    require(request.user, "ouderkamer.plan", network)
    return network


@require_safe
def board(request, network):
    return board_page(request, planned_network(request, network))


@require_POST
def place(request, network, pk):
    """A theme on a date."""
    planned_network(request, network)
    gathering = gathering_at(request, network, pk)
    form = PlaceForm(request.POST, themes=_themes(request, gathering.network))
    if not form.is_valid():
        return _refused(request, gathering.network, one_error(form), asking=gathering)
    return _place(request, gathering, **form.cleaned_data)


@require_POST
def place_on(request, network, key):
    """A theme, and then the date; a day that is free says why."""
    theme = theme_at(request, network, key)
    planned_network(request, network)
    form = WhenForm(request.POST)
    if not form.is_valid():
        return _refused(request, theme.network, one_error(form))
    chosen = form.cleaned_data["on"]
    found = Board(theme.network, request.user)
    free = next((one for one in found.free_days if one.key == chosen), None)
    if free:
        words = gettext("On this %(weekday)s it is %(why)s.")
        said = {"weekday": date_filter(free.day, "l"), "why": free.why}
        return _refused(request, theme.network, words % said)
    gathering = next((one for one in found.dates if str(one.pk) == chosen), None)
    if gathering is None:
        return _refused(request, theme.network, gettext("Choose a day."))
    return _place(request, gathering, theme, swap=False)


@require_POST
def lift(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.change", gathering)
    gathering.lift(by=request.user)
    messages.success(request, gettext("The theme is back in the list."))
    return _back(network, f"date-{pk}")


@require_POST
def merge(request, network, key):
    """This theme is the same wish as another one."""
    theme = theme_at(request, network, key)
    planned_network(request, network)
    form = MergeForm(request.POST, themes=_themes(request, theme.network).exclude(pk=theme.pk))
    if not form.is_valid():
        return _refused(request, theme.network, one_error(form))
    form.cleaned_data["into"].merge(theme, by=request.user)
    return _back(network, f"theme-{form.cleaned_data['into'].pk}")


@require_POST
def put_aside(request, network, key):
    theme = theme_at(request, network, key)
    planned_network(request, network)
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _refused(request, theme.network, one_error(form))
    theme.put_aside(form.cleaned_data["reason"], by=request.user)
    return _back(network, "themes")


@require_POST
def take_up(request, network, key):
    theme = theme_at(request, network, key)
    planned_network(request, network)
    theme.take_up(by=request.user)
    return _back(network, "themes")


@require_POST
def decide(request, network):
    network = planned_network(request, network)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _refused(request, network, one_error(form))
    network.decisions.create(text=form.cleaned_data["text"], by=request.user)
    return _back(network.slug, "decisions")


def board_page(request, network, *, asking=None, wanted=None, refusal="", status=200):
    context = {
        "network": network,
        "here": "agenda",
        "board": Board(network, request.user, asking=asking, refusal=refusal),
        "wanted": wanted,
    }
    return render(request, "ouderkamer/board.html", context, status=status)


def _place(request, gathering, theme, swap):
    require(request.user, "ouderkamer.change", gathering)
    try:
        gathering.hold(theme, by=request.user, swap=swap)
    except ValidationError as refusal:
        words = refusal.messages[0]
        return _refused(request, gathering.network, words, asking=gathering, wanted=theme)
    said = {"theme": theme.title, "day": day(gathering.starts_at)}
    messages.success(request, gettext("%(theme)s is on %(day)s.") % said)
    return _back(gathering.network.slug, f"date-{gathering.pk}")


def _refused(request, network, words, **asked):
    return board_page(request, network, refusal=words, status=422, **asked)


def _themes(request, network):
    return Theme.objects.visible_to(request.user).own().filter(network=network)


def _back(slug, anchor):
    return redirect(f"{reverse('ouderkamer:board', args=[slug])}#{anchor}")
