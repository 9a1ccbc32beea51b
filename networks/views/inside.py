"""Pages for members: Start, the agreements, and the way out."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from community.access import can
from networks.models import Network
from networks.panels import on_start

MORNING, AFTERNOON, EVENING = 5, 12, 18  # the hours at which the greeting changes


@require_safe
def home(request):
    """Where signing in leads: into one's network, or to the choice."""
    networks = list(Network.objects.joined_by(request.user).for_home())
    if len(networks) == 1:
        return redirect(networks[0])
    return render(request, "networks/home.html", {"networks": networks})


@require_safe
def menu(request, network):
    """Fragment: the menu as it is now, with the place named ``hier`` marked."""
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    context = {"network": network, "here": request.GET.get("hier", "")}
    return render(request, "networks/menu.html", context)


@require_safe
def start_page(request, network):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    shown = on_start(network, request.user)
    helpers = network.memberships.visible_to(request.user).to_talk_to()
    return render(
        request,
        "networks/start_page.html",
        {
            "network": network,
            "here": "start",
            "groups": _class_groups(network, request.user),
            "now": timezone.localtime(),
            "part_of_day": _part_of_day(timezone.localtime().hour),
            "main": [(panel.main, facts) for panel, facts in shown if panel.main],
            "side": [(panel.side, facts) for panel, facts in shown if panel.side],
            "helpers": [m for m in helpers if m.user != request.user and not m.user.shielded],
        },
    )


def _class_groups(network, reader):
    """The class groups of this reader, which only the network of a school has."""
    if not network.is_of_school:
        return []
    return network.class_groups.under_way().joined_by(reader).order_by("name")


def _part_of_day(hour):
    if MORNING <= hour < AFTERNOON:
        return "morning"
    return "afternoon" if AFTERNOON <= hour < EVENING else "evening"


@require_safe
def rules(request, network):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    return render(request, "networks/rules.html", {"network": network, "here": "people"})


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, network):
    network = get_object_or_404(Network.objects.visible_to(request.user), slug=network)
    may_leave = can(request.user, "networks.leave", network)
    if request.method == "POST" and may_leave:
        network.membership_of(request.user).end(by=request.user)
        return redirect("networks:left")
    context = {"network": network, "here": "people", "may_leave": may_leave}
    status = 403 if request.method == "POST" else 200
    return render(request, "networks/leave.html", context, status=status)


@login_not_required
@require_safe
def left(request):
    """The last words; it names no network, because whoever left sees none."""
    return render(request, "networks/left.html")
