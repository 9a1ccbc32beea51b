"""Who does what, until when, and who goes on after that."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from community.access import can, require
from networks.duties import DayForm, OfferForm, stops_of
from networks.models import HandoverPoint, Network, Term


def _network(request, slug):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=slug)
    require(request.user, "networks.hand_over", network)
    return network


def _term(request, network, pk):
    visible = Term.objects.visible_to(request.user).for_listing()
    return get_object_or_404(visible, membership__network__slug=network, pk=pk)


@require_safe
def hand_over(request, network):
    network = _network(request, network)
    form = OfferForm(membership=network.membership_of(request.user))
    return _hand_over_page(request, network, form)


@require_POST
def offer(request, network):
    network = _network(request, network)
    form = OfferForm(request.POST, membership=network.membership_of(request.user))
    if not form.is_valid():
        return _hand_over_page(request, network, form, status=422)
    term = form.offer()
    name = term.membership.who.shown_name
    messages.success(request, gettext("We asked %(name)s.") % {"name": name})
    return redirect(network.hand_over_url)


def _hand_over_page(request, network, form, day_form=None, status=200):
    terms = Term.objects.visible_to(request.user).filter(membership__network=network).for_listing()
    held, asked, to_come = list(terms.held()), list(terms.asked()), list(terms.to_come())
    form.show_near(held, [*asked, *to_come])
    points = _points(request.user, network)
    mine = form.membership
    giving = next((term for term in [*to_come, *asked] if term.instead_of_id == mine.pk), None)
    context = {
        "network": network,
        "here": "hand_over",
        "form": form,
        "wrong": day_form or form,
        "mine": mine,
        "alone": mine.is_last_moderator,
        "held": held,
        "asked": [*asked, *to_come],
        "giving": giving,
        "day_form": day_form or (giving and DayForm(term=giving)),
        "stops": stops_of(giving, left=len(points["points"]) - points["points_done"]),
        "silence": network.silences.current().first(),
        **points,
    }
    return render(request, "networks/hand_over.html", context, status=status)


def _points(reader, network):
    points = list(HandoverPoint.objects.visible_to(reader).filter(network=network).distinct())
    return {"points": points, "points_done": sum(point.is_done for point in points)}


@require_POST
def lay_out(request, network):
    network = _network(request, network)
    HandoverPoint.objects.lay_out(network)
    return redirect(f"{network.hand_over_url}#points")


@require_POST
def tick(request, network, pk):
    points = HandoverPoint.objects.visible_to(request.user).select_related("network")
    point = get_object_or_404(points, network__slug=network, pk=pk)
    require(request.user, "networks.take_part", point.network)
    point.tick("done" in request.POST, by=request.user)
    return redirect(_where_points_stand(request.user, point.network))


def _where_points_stand(reader, network):
    """The list has two homes: the page of who hands over, and that of who was asked."""
    if can(reader, "networks.hand_over", network):
        return f"{network.hand_over_url}#points"
    mine = Term.objects.open().filter(membership__user=reader, membership__network=network)
    return f"{mine.for_listing().first().get_absolute_url()}#points"


@require_safe
def term(request, network, pk):
    """The question as the person sees it who was asked."""
    term = _term(request, network, pk)
    if term.membership.user_id != request.user.pk:
        return redirect(term.network.hand_over_url)
    points = HandoverPoint.objects.visible_to(request.user).filter(network=term.network)
    context = {
        "network": term.network,
        "here": "people",
        "term": term,
        "points": points,
        "points_done": sum(point.is_done for point in points),
    }
    return render(request, "networks/term.html", context)


@require_POST
def accept(request, network, pk):
    term = _term(request, network, pk)
    require(request.user, "networks.answer_task", term)
    term.accept(by=request.user)
    messages.success(request, gettext("Thank you. Everybody who helps here knows it now."))
    return redirect(term)


@require_POST
def decline(request, network, pk):
    term = _term(request, network, pk)
    require(request.user, "networks.answer_task", term)
    term.decline(by=request.user)
    messages.success(request, gettext("That is fine. We tell who asked you."))
    return redirect(term.network)


@require_POST
def end(request, network, pk):
    term = _term(request, network, pk)
    require(request.user, "networks.end_task", term)
    term.end(by=request.user)
    messages.success(request, gettext("Done."))
    return redirect(term.network.people_url)


@require_POST
def plan(request, network, pk):
    term = _term(request, network, pk)
    require(request.user, "networks.plan_task", term)
    form = DayForm(request.POST, term=term)
    if not form.is_valid():
        offering = OfferForm(membership=term.network.membership_of(request.user))
        return _hand_over_page(request, term.network, offering, day_form=form, status=422)
    term.plan(form.cleaned_data["starts_on"], by=request.user)
    messages.success(request, gettext("Good. Until that day everything stays as it is."))
    return redirect(term.network.hand_over_url)


@require_POST
def renew(request, network, pk):
    term = _term(request, network, pk)
    require(request.user, "networks.renew_task", term)
    term.renew(by=request.user)
    messages.success(request, gettext("Good that you go on."))
    return redirect(term.network.hand_over_url)


@require_POST
def go_on(request, network):
    network = _network(request, network)
    _silence(network).break_(by=request.user)
    messages.success(request, gettext("Good that you go on."))
    return redirect(network.hand_over_url)


@require_POST
def rest(request, network):
    network = _network(request, network)
    _silence(network).rest(by=request.user)
    messages.success(request, gettext("Rest well. We do not ask anything for two months."))
    return redirect(network.hand_over_url)


def _silence(network):
    silence = network.silences.current().select_related("network").first()
    if silence is None:
        raise Http404
    return silence
