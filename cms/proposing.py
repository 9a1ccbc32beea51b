"""Parents help with the page of their school: a change, a message, or a text read aloud."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from cms.models import Reading, Suggestion
from cms.proposal_forms import ChangeForm, MessageForm, ReadingForm
from cms.public import portal_at
from community.access import require

MOST_WAITING = 5  # of one parent at one school


def network_for(portal, user):
    """The network through which ``user`` belongs to this school; 404 for who does not."""
    joined = portal.networks().filter(memberships__user=user, memberships__ended_at=None)
    if (network := joined.order_by("pk").first()) is None:
        raise Http404
    require(user, "cms.suggest", network)
    return network


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request, school, page=None):
    """A change of a plain text, on the page of the school or on one right below it."""
    portal, network, sent = _begin(request, school)
    thing = _page_at(portal, page)
    form = ChangeForm(request.POST or None, page=thing)
    if form.is_valid():
        _refuse_too_many(sent)
        facts = {"portal": portal, "network": network, "by": request.user}
        why = form.cleaned_data["why"]
        Suggestion.objects.change(thing, form.changes, why=why, **facts)
        return _thank(request, portal)
    return _form_page(request, "cms/propose.html", portal, form, sent=sent, thing=thing)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, school):
    portal, network, sent = _begin(request, school)
    form = MessageForm(request.POST or None)
    if form.is_valid():
        _refuse_too_many(sent)
        Suggestion.objects.write(portal, network=network, by=request.user, **form.cleaned_data)
        return _thank(request, portal)
    return _form_page(request, "cms/propose.html", portal, form, sent=sent, thing=portal)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request, school, page):
    portal, network, sent = _begin(request, school)
    thing = _page_at(portal, page)
    form = ReadingForm(request.POST or None, request.FILES or None, writer=request.user)
    if form.is_valid():
        _refuse_too_many(sent)
        facts = {"portal": portal, "network": network, "by": request.user}
        Reading.objects.send(thing.page_ptr, **form.cleaned_data, **facts)
        return _thank(request, portal)
    return _form_page(request, "cms/record.html", portal, form, sent=sent, thing=thing)


def _begin(request, school):
    """The page of the school, the network of the reader, and what they sent before."""
    portal = portal_at(school)
    network = network_for(portal, request.user)
    sent = Suggestion.objects.filter(portal=portal, by=request.user).order_by("-sent_at")
    return portal, network, sent


def _page_at(portal, pk):
    if pk is None:
        return portal
    below = portal.get_children().live().filter(pk=pk)
    page = get_object_or_404(below).specific
    if not hasattr(page, "suggestible"):
        raise Http404  # no page of ours
    return page


def _refuse_too_many(sent):
    if sum(one.is_waiting for one in sent) >= MOST_WAITING:
        raise PermissionDenied("cms.suggest_more")


def _thank(request, portal):
    messages.success(
        request, gettext("Thank you. The school looks at it, and you hear what it says.")
    )
    return redirect(portal.address)


def _form_page(request, template, portal, form, **facts):
    status = 422 if form.is_bound else 200
    return render(request, template, {"page": portal, "form": form, **facts}, status=status)
