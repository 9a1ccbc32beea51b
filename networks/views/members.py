"""Who is who: the welcome of a newcomer, the list, one's own line in it, and letting go."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.access import can, require
from community.limits import Limit
from networks.blocking import blocked_by
from networks.doors import PresentForm, RemovalForm
from networks.forms import GROUPS
from networks.models import Network
from networks.panels import PANELS, first_step
from networks.roster import Roster

VOLUNTEERING = Limit("volunteering", most=1, seconds=24 * 3600)
PAGES = Limit("member-pages", most=60, seconds=3600)
LONGEST = 40


def _network(request, slug):
    inside = Network.objects.visible_to(request.user).select_related("school")
    return get_object_or_404(inside, slug=slug)


@require_safe
def welcome(request, network):
    network = _network(request, network)
    step = first_step(network, request.user)
    context = {"network": network, "here": "start", "step": step}
    return render(request, "networks/welcome.html", context)


@require_safe
def people(request, network):
    network = _network(request, network)
    if not PAGES.take(request.user.pk):
        return render(request, "networks/too_many_people.html", {"network": network}, status=429)
    mine = network.membership_of(request.user)
    return _people_page(request, network, PresentForm(membership=mine))


def _people_page(request, network, form, status=200):
    roster = Roster(network, request.user)
    name = request.GET.get("naam", "")[:LONGEST].strip()
    group = next((n for n in GROUPS if str(n) == request.GET.get("groep")), None)
    page = None if roster.is_for_staff else roster.page(request.GET.get("pagina"), name, group)
    context = {
        "network": network,
        "here": "people",
        "roster": roster,
        "page": page,
        "name": name,
        "group": group,
        "groups": GROUPS if network.is_of_school else (),
        "query": f"{urlencode({'naam': name, 'groep': group or ''})}&",
        "form": form,
        "mine": form.membership,
        "beside": [each.beside for each in PANELS if each.beside and not network.is_archived],
        "may_remove": can(request.user, "networks.moderate", network),
        "may_volunteer": can(request.user, "networks.volunteer", network),
        "blocked": blocked_by(request.user, network),
    }
    return render(request, "networks/people.html", context, status=status)


@require_POST
def present(request, network):
    network = _network(request, network)
    require(request.user, "networks.take_part", network)
    form = PresentForm(request.POST, membership=network.membership_of(request.user))
    if not form.is_valid():
        return _people_page(request, network, form, status=422)
    form.save()
    messages.success(request, gettext("Saved."))
    return redirect(network.people_url)


@require_POST
def volunteer(request, network):
    """Take the free chair, or hear more about it: the moderators come to whoever asks."""
    network = _network(request, network)
    require(request.user, "networks.volunteer", network)
    if VOLUNTEERING.take(f"{network.pk}.{request.user.pk}"):
        network.membership_of(request.user).volunteer()
    messages.success(request, gettext("Nice! The moderators hear it and come to you."))
    return redirect(network.people_url)


def _to_judge(user, network):
    """Whom ``user`` sees; for a parent who moderates also those who do not want to meet them."""
    mine = network.membership_of(user)
    if user.has_blocks and mine.moderates and mine.is_parent:
        return network.memberships.current()
    return network.memberships.visible_to(user)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, network, pk):
    network = _network(request, network)
    membership = get_object_or_404(_to_judge(request.user, network), pk=pk)
    require(request.user, "networks.remove", membership)
    form = RemovalForm(request.POST or None)
    if not form.is_valid():
        context = {"network": network, "here": "people", "member": membership, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "networks/remove.html", context, status=status)
    form.remove(membership, by=request.user)
    messages.success(request, gettext("This parent is no longer in the network."))
    return redirect(network.people_url)
