from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.notifications import stopping
from community.notifications.grouping import groups_of
from community.notifications.models import Notification, Preferences
from community.notifications.places import can_be_muted
from community.notifications.places import mute as mute_place
from community.notifications.sorts import SUBJECTS

PER_PAGE = 30


@require_safe
def tray(request):
    notices = Notification.objects.visible_to(request.user).select_related("network")
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "groups": groups_of(page.object_list)}
    return render(request, "notifications/tray.html", context)


@require_safe
def badge(request):
    """Fragment: the bell in the header, fetched when the doorbell rings."""
    return render(request, "notifications/_live_badge.html")


@require_POST
def open_notice(request, pk):
    """Mark a notice and its group read, and go where it points."""
    return _open(request, pk)


@require_safe
def go(request, pk):
    """The same from a letter or a push, which can only lead somewhere."""
    return _open(request, pk)


@require_POST
def mark_read(request):
    Notification.objects.visible_to(request.user).mark_read()
    return redirect("notifications:tray")


@require_POST
def mute(request, pk):
    """Tell me nothing more of the place this notice is of."""
    mine = Notification.objects.visible_to(request.user)
    notice = get_object_or_404(mine, pk=pk)
    if not can_be_muted(notice.place):
        raise Http404
    mute_place(request.user, notice.place)
    mine.of_place(notice.place).mark_read()
    messages.success(request, gettext("You hear no more of this."))
    return redirect("notifications:tray")


@csrf_exempt  # mail programs press this button by themselves (RFC 8058), without a cookie
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Looking does nothing; one press stops this letter, or more if somebody says so."""
    found = stopping.opened(token)
    if found is None:
        raise Http404
    context = {"stop": found, "subject": SUBJECTS.get(found.sort), "token": token}
    if request.method == "POST":
        if "undo" in request.POST:
            stopping.undo(request.POST["undo"])
            return render(request, "notifications/stop.html", {**context, "undone": True})
        scope = request.POST.get("scope", "sort")
        if scope not in found.scopes:
            raise Http404
        context["undo"] = found.do(scope)
    return render(request, "notifications/stop.html", context)


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def want(request, token):
    """After a long time away: yes, go on writing to me."""
    found = stopping.opened(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        Preferences.wants_on(found.person)
    return render(request, "notifications/want.html", {"done": request.method == "POST"})


def _open(request, pk):
    mine = Notification.objects.visible_to(request.user)
    notice = get_object_or_404(mine, pk=pk)
    together = mine.of_place(notice.place) if notice.place else mine.filter(pk=pk)
    together.mark_read()
    return redirect(notice.url)
