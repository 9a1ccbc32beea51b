from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import require
from networks.models import Network
from ouderkamer.agenda import Agenda
from ouderkamer.company import Company
from ouderkamer.forms import CancelForm, GatheringForm, Needs, SignUpForm
from ouderkamer.models import CalendarKey, Gathering
from ouderkamer.month import Month

OTHER_DATES = 3


@require_safe
def agenda(request, network):
    network = _network(request, network)
    asked = Month.parse(request.GET.get("maand", ""))
    shown = Agenda(network, request.user, chosen=request.GET.get("soort", ""), month=asked)
    return render(
        request,
        "ouderkamer/agenda.html",
        {"network": network, "here": "agenda", "agenda": shown},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_new(request, network):
    network = _network(request, network)
    require(request.user, "ouderkamer.plan", network)
    form = GatheringForm(request.POST or None, membership=network.membership_of(request.user))
    if form.is_valid():
        return redirect(Gathering.objects.plan(network, by=request.user, **form.facts))
    return render(
        request,
        "ouderkamer/gathering_new.html",
        {"network": network, "here": "agenda", "form": form},
        status=422 if form.is_bound else 200,
    )


@require_safe
def gathering(request, network, pk, slug):
    return _page(request, _gathering(request, network, pk))


@require_POST
def sign_up(request, network, pk):
    gathering = _gathering(request, network, pk)
    if not gathering.is_open:  # a page left open too long: show what became of it
        return redirect(gathering)
    require(request.user, "ouderkamer.sign_up", gathering)
    form = SignUpForm(request.POST)
    if form.is_valid():
        try:
            gathering.answer(by=request.user, **form.given)
            return redirect(gathering)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _page(request, gathering, form=form, status=422)


@require_POST
def withdraw(request, network, pk):
    gathering = _gathering(request, network, pk)
    require(request.user, "ouderkamer.sign_up", gathering)
    gathering.withdraw(by=request.user)
    return redirect(gathering)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, network, pk):
    gathering = _gathering(request, network, pk)
    require(request.user, "ouderkamer.cancel", gathering)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        gathering.cancel(form.cleaned_data["reason"], by=request.user)
        return redirect(gathering)
    return render(
        request,
        "ouderkamer/cancel.html",
        {"gathering": gathering, "network": gathering.network, "here": "agenda", "form": form},
        status=422 if form.is_bound else 200,
    )


@require_POST
def resume(request, network, pk):
    gathering = _gathering(request, network, pk)
    require(request.user, "ouderkamer.cancel", gathering)
    gathering.resume(by=request.user)
    return redirect(gathering)


@require_safe
def calendar(request, network):
    network = _network(request, network)
    key = CalendarKey.objects.visible_to(request.user).first()
    address = request.build_absolute_uri(key.path) if key else ""
    return render(
        request,
        "ouderkamer/calendar.html",
        {"network": network, "here": "agenda", "address": address},
    )


@require_POST
def calendar_renew(request, network):
    network = _network(request, network)
    CalendarKey.objects.renew(by=request.user)
    return redirect("ouderkamer:calendar", network.slug)


def _network(request, slug):
    networks = Network.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(networks, slug=slug)


def _gathering(request, network, pk):
    visible = Gathering.objects.visible_to(request.user).for_listing(request.user)
    return get_object_or_404(visible, network__slug=network, pk=pk)


def _page(request, gathering, *, form=None, status=200):
    answers = gathering.sign_ups.to_receive(request.user)
    own = next((one for one in answers if one.person_id == request.user.pk), None)
    context = {
        "network": gathering.network,
        "here": "agenda",
        "gathering": gathering,
        "company": Company.of(gathering, request.user),
        "form": form,
        "own": own,
        "needs": form or Needs(initial=own and model_to_dict(own)),
        "others": [one for one in answers if one != own and one.needs],
        "other_dates": gathering.other_dates(request.user)[:OTHER_DATES],
    }
    return render(request, "ouderkamer/gathering.html", context, status=status)
