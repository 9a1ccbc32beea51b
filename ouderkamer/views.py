from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.access import require
from community.people.models import unmet_keys
from networks.panels import subjects_of
from ouderkamer.agenda import Agenda
from ouderkamer.company import Company
from ouderkamer.fetching import gathering_at, network_at
from ouderkamer.forms import Needs, SignUpForm, SlotForm
from ouderkamer.models import CalendarKey
from ouderkamer.month import Month

OTHER_DATES = 3


@require_safe
def agenda(request, network):
    network = network_at(request, network)
    asked = Month.parse(request.GET.get("maand", ""))
    shown = Agenda(network, request.user, chosen=request.GET.get("soort", ""), month=asked)
    return render(
        request,
        "ouderkamer/agenda.html",
        {"network": network, "here": "agenda", "agenda": shown},
    )


@require_safe
def gathering(request, network, pk, slug):
    return _page(request, gathering_at(request, network, pk))


@require_POST
def sign_up(request, network, pk):
    gathering = gathering_at(request, network, pk)
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
def book(request, network, pk):
    """A time of a consultation hour."""
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.sign_up", gathering)
    form = SlotForm(request.POST)
    if form.is_valid():
        try:
            gathering.book(form.cleaned_data["slot"], by=request.user)
            return redirect(gathering)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _page(request, gathering, form=form, status=422)


@require_POST
def withdraw(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.sign_up", gathering)
    gathering.withdraw(by=request.user)
    return redirect(gathering)


@require_safe
def calendar(request, network):
    network = network_at(request, network)
    key = CalendarKey.objects.visible_to(request.user).first()
    context = {"network": network, "here": "agenda"}
    if key:
        context["address"] = request.build_absolute_uri(key.path)
        context["of_network"] = request.build_absolute_uri(key.path_of(network))
    return render(request, "ouderkamer/calendar.html", context)


@require_POST
def calendar_renew(request, network):
    network = network_at(request, network)
    CalendarKey.objects.renew(by=request.user)
    return redirect("ouderkamer:calendar", network.slug)


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
        "needs": form if isinstance(form, Needs) else Needs(initial=own and model_to_dict(own)),
        "others": [one for one in answers if one != own and one.needs],
        "subject": gathering.subject and subjects_of(gathering.network).get(gathering.subject),
        "slots": gathering.slots_for(request.user) if gathering.is_confidential else [],
        "tasks": gathering.helper_tasks.prefetch_related("helps__person").order_by("pk"),
        "unmet": unmet_keys(request.user),
        "other_dates": gathering.other_dates(request.user)[:OTHER_DATES],
    }
    return render(request, "ouderkamer/gathering.html", context, status=status)
