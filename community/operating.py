"""``/beheer/``: what the operator of the site has to look at. Schools, ages and counts: no text of
anybody, and no name of a parent."""

from functools import wraps

from django.db.models import Count, Exists, F, Min, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.mail.models import Outgoing
from community.moderation.models import Case, Emergency
from community.schedule import queue
from community.schedule.chores import CHORES
from community.schedule.models import ScheduledRun
from forums.models import SchoolQuestion
from networks.models import Membership, Network

MOST, LATEST = 50, 10  # lines of each list, and of the log


def for_operators(view):
    """For everybody else there is no such page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_superuser:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@require_safe
@for_operators
def overview(request):
    emergencies = Emergency.objects.for_operators().select_related("case__network")
    context = {
        "emergencies": emergencies.order_by("seconded_at"),
        "alone": _with_moderators(Network.objects.running(), fewer_than=1),
        "with_one": _with_moderators(Network.objects.running(), fewer_than=2),
        "cases": _late_cases(),
        "questions": _late_questions(),
        "numbers": {
            "networks": Network.objects.running().count(),
            "late": Case.objects.late().count(),
        },
        "troubles": _troubles(),
        "asked": Emergency.objects.exclude(seconded_at=None).order_by("-seconded_at")[:LATEST],
    }
    return render(request, "operating/overview.html", context)


@require_POST
@for_operators
def open_name(request, pk):
    """One operator says yes and another makes it true; then both see it for half an hour."""
    _emergency_at(pk).open(by=request.user)
    return redirect("overview")


@require_POST
@for_operators
def refuse_name(request, pk):
    _emergency_at(pk).refuse(by=request.user)
    return redirect("overview")


def _troubles():
    """How many things were given up or keep failing: see ``running.py``."""
    failing = ScheduledRun.objects.worrying().filter(name__in=CHORES).count()
    return failing + Outgoing.objects.dead().count() + len(queue.dead())


def _emergency_at(pk):
    return get_object_or_404(Emergency.objects.for_operators(), pk=pk)


def _with_moderators(networks, *, fewer_than):
    """Networks with one moderator less than ``fewer_than``, the oldest first."""
    moderating = Membership.objects.current().filter(moderates=True, user__is_active=True)
    counted = moderating.filter(network=OuterRef("pk"))
    if fewer_than == 1:
        found = networks.filter(~Exists(counted))
    else:
        ones = moderating.values("network").annotate(n=Count("pk")).filter(n=1)
        found = networks.filter(pk__in=ones.values("network"))
    return found.order_by("started_at")[:MOST]


def _late_cases():
    late = Case.objects.late().values(name=F("network__name"))
    return late.annotate(n=Count("pk"), oldest=Min("opened_at")).order_by("oldest")[:MOST]


def _late_questions():
    late = SchoolQuestion.objects.overdue(on=timezone.localdate())
    named = late.values(name=F("topic__network__name"))
    return named.annotate(n=Count("pk"), oldest=Min("until")).order_by("oldest")[:MOST]
