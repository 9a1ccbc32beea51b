from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.notifications.models import Notification

PER_PAGE = 30


@require_safe
def tray(request):
    notices = Notification.objects.visible_to(request.user).select_related("network")
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "notifications/tray.html", {"page": page})


@require_safe
def badge(request):
    """Fragment: the bell in the header, fetched when the doorbell rings."""
    return render(request, "notifications/_live_badge.html")


@require_POST
def open_notice(request, pk):
    """Mark one notice read and go where it points."""
    notice = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    Notification.objects.visible_to(request.user).filter(pk=pk).mark_read()
    return redirect(notice.url)


@require_POST
def mark_read(request):
    Notification.objects.visible_to(request.user).mark_read()
    return redirect("notifications:tray")
