"""``/beheer/``: what the operator of the site has to look at. Schools, ages and counts: no text of
anybody, and no name of a parent."""

from django.db.models import Count, Exists, F, Min, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.moderation.models import Case
from forums.models import SchoolQuestion
from networks.models import Membership, Network

MOST = 50  # lines of each list


@never_cache
@require_safe
def overview(request):
    if not request.user.is_superuser:
        raise Http404
    context = {
        "alone": _with_moderators(Network.objects.running(), fewer_than=1),
        "with_one": _with_moderators(Network.objects.running(), fewer_than=2),
        "cases": _late_cases(),
        "questions": _late_questions(),
    }
    return render(request, "operating/overview.html", context)


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
