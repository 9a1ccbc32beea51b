"""Groups of classes inside a network, networks about a theme, and several schools in one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import can, require
from networks.kinds import GroupForm, ShareForm, ThemeForm
from networks.models import Network, School

LONGEST = 80
FOUND = 8


def _network(request, slug):
    networks = Network.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(networks, slug=slug)


def _school_network(request, slug):
    """A network of a school, as its parents see it; to others it has no class groups."""
    network = _network(request, slug)
    if not network.is_of_school or not network.membership_of(request.user).is_parent:
        raise Http404
    return network


@require_safe
def class_groups(request, network):
    network = _school_network(request, network)
    return _groups_page(request, network, GroupForm(network=network))


def _groups_page(request, network, form, status=200):
    context = {
        "network": network,
        "here": "people",
        "groups": network.class_groups.for_choice(request.user),
        "form": form,
        "may_begin": can(request.user, "networks.begin_group", network),
    }
    return render(request, "networks/class_groups.html", context, status=status)


@require_POST
def begin_group(request, network):
    network = _school_network(request, network)
    require(request.user, "networks.begin_group", network)
    form = GroupForm(request.POST, network=network)
    if not form.is_valid():
        return _groups_page(request, network, form, status=422)
    return redirect(form.begin(by=request.user))


@require_POST
def join_group(request, network, pk):
    network = _school_network(request, network)
    groups = network.class_groups.under_way().select_related("parent")
    group = get_object_or_404(groups, pk=pk)
    require(request.user, "networks.join_group", group)
    group.admit(request.user, by=request.user)
    messages.success(request, gettext("You are in %(name)s.") % {"name": group.name})
    return redirect(group)


@require_http_methods(["GET", "HEAD", "POST"])
def start_theme(request):
    form = ThemeForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        return redirect(form.begin())
    there = getattr(form, "there", None)
    context = {"form": form, "there": there}
    return render(
        request, "networks/start_theme.html", context, status=422 if form.is_bound else 200
    )


@require_safe
def schools(request, network):
    network = _network(request, network)
    require(request.user, "networks.share", network)
    return _schools_page(request, network)


def _schools_page(request, network, form=None, status=200):
    words = request.GET.get("q", "").strip()[:LONGEST]
    context = {
        "network": network,
        "here": "people",
        "form": form,
        "shared": list(network.further_schools.order_by("name")),
        "words": words,
        "found": School.objects.for_options(words)[:FOUND] if words else [],
    }
    return render(request, "networks/schools.html", context, status=status)


@require_POST
def add_school(request, network):
    network = _network(request, network)
    require(request.user, "networks.share", network)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _schools_page(request, network, form, status=422)
    network.add_school(form.cleaned_data["school"], by=request.user)
    messages.success(request, gettext("The parents of this school belong here now too."))
    return redirect("networks:schools", network.slug)


@require_POST
def remove_school(request, network):
    network = _network(request, network)
    require(request.user, "networks.share", network)
    school = get_object_or_404(network.further_schools, code=request.POST.get("school", ""))
    network.remove_school(school, by=request.user)
    messages.success(request, gettext("Done. Whoever is in stays in."))
    return redirect("networks:schools", network.slug)
