"""The families of a network as contact parents know them: without numbers, twenty on a page."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import require
from networks.models import Membership
from networks.outreach.dates import dates_for
from networks.outreach.forms import BehalfForm, FamilyForm
from networks.outreach.listing import ListForm
from networks.outreach.models import Family
from networks.outreach.views import network_at

ON_A_PAGE = 20  # SECURITY: screen only


def _begin(request, slug):
    network = network_at(request, slug)
    require(request.user, "outreach.call", network)
    return network


def family_at(request, slug, pk):
    visible = Family.objects.visible_to(request.user).filter(network=_begin(request, slug))
    return get_object_or_404(visible.select_related("network", "member"), pk=pk)


@require_safe
def families(request, network):
    network = _begin(request, network)
    visible = Family.objects.visible_to(request.user).filter(network=network)
    page = Paginator(visible.order_by("name", "pk"), ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"network": network, "here": "call", "families": page}
    context["unreached"] = _unreached(request.user, network)
    return render(request, "outreach/families.html", context)


def _unreached(caller, network):
    """Members whose mail comes back and who have no other way: somebody meets them at the gate."""
    here = Membership.objects.visible_to(caller).filter(network=network)
    return here.filter(user__mail_fails=True, user__mobile=None).for_listing()


@require_safe
def family(request, network, pk):
    """All that is kept of one family, to look at together or to print for it."""
    known = family_at(request, network, pk)
    return render(
        request,
        "outreach/family.html",
        {
            "network": known.network,
            "here": "call",
            "family": known,
            "contacts": known.contacts.select_related("by").order_by("-at"),
            "views": known.views.select_related("by").order_by("-at")[:20],
            "said": known.said.stands().select_related("sign_up__gathering").order_by("-at"),
            "dates": [] if known.member_id else dates_for(request.user, known.network),
            "channels": BehalfForm.base_fields["channel"].choices,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def family_new(request, network):
    network = _begin(request, network)
    form = FamilyForm(request.POST or None)
    if form.is_valid():
        return redirect(form.enter(network, by=request.user))
    context = {"network": network, "here": "call", "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "outreach/family_new.html", context, status=status)


@require_POST
def stop_calls(request, network, pk):
    known = family_at(request, network, pk)
    known.stop_calls(by=request.user)
    return redirect(known)


@require_http_methods(["GET", "HEAD", "POST"])
def from_list(request, network):
    """Nothing is taken over while one line is wrong."""
    network = _begin(request, network)
    form = ListForm(request.POST or None, request.FILES or None)
    if form.is_valid() and not form.sheet.wrong:
        form.sheet.take_over(network, ground=form.cleaned_data["ground"], by=request.user)
        n = len(form.sheet.rows)
        messages.success(request, ngettext("%d family added.", "%d families added.", n) % n)
        return redirect("outreach:families", network.slug)
    context = {"network": network, "here": "call", "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "outreach/list.html", context, status=status)
