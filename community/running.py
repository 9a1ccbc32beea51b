"""``/beheer/draait/``: does the machine run? The timetable, post under way, and what was given up.
No address of anybody and no words: where a letter went is told by its host alone."""

from django.contrib import messages
from django.db.models import Count, Max, Min
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from community.mail.models import Outgoing
from community.operating import for_operators
from community.schedule import queue
from community.schedule.chores import CHORES
from community.schedule.models import ScheduledRun

MOST = 50  # lines of each list


@never_cache
@require_safe
@for_operators
def running(request):
    now = timezone.now()
    under_way = Outgoing.objects.under_way()
    context = {
        "runs": _known().order_by("-failures", "name"),
        "letters": Outgoing.objects.dead().order_by("-failed_at")[:MOST],
        "tasks": queue.dead()[:MOST],
        "under_way": under_way.values("way").annotate(n=Count("pk"), oldest=Min("due_at")),
        "gone_today": Outgoing.objects.gone_on(timezone.localdate(now)).count(),
        "last_sign": _known().aggregate(at=Max("started_at"))["at"],
    }
    return render(request, "operating/running.html", context)


@require_POST
@for_operators
def try_letter(request, pk):
    get_object_or_404(Outgoing.objects.dead(), pk=pk).try_again()
    return _done(request, gettext("It is on its way again."))


@require_POST
@for_operators
def drop_letter(request, pk):
    get_object_or_404(Outgoing.objects.dead(), pk=pk).delete()
    return _done(request, gettext("Thrown away."))


@require_POST
@for_operators
def try_task(request, pk):
    queue.try_again(get_object_or_404(DBTaskResult.objects.failed(), pk=pk))
    return _done(request, gettext("It is on its way again."))


@require_POST
@for_operators
def drop_task(request, pk):
    get_object_or_404(DBTaskResult.objects.failed(), pk=pk).delete()
    return _done(request, gettext("Thrown away."))


def _known():
    """Lines of chores that still exist."""
    return ScheduledRun.objects.filter(name__in=CHORES)


def _done(request, sentence):
    messages.success(request, sentence)
    return redirect("running")
