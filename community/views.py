"""Pages that belong to no part of the house: health, language, errors."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_safe
from django.views.i18n import set_language
from wagtail.views import serve

from cms.front import kept_ready


@login_not_required
@require_safe
def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request):
    """The process answers and reaches its database; otherwise 500."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
@kept_ready
def home(request):
    """The root of the Wagtail tree, under a name that ``{% url "home" %}`` knows."""
    return serve(request, "")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def language(request):
    """Choose the language of the screens; it stays with the browser and with the account."""
    if request.method != "POST":
        return render(request, "language.html", {"next": request.GET.get("next", "/")})
    response = set_language(request)
    if request.user.is_authenticated:
        request.user.speak(request.POST.get("language", ""))
    return response


@login_not_required
@require_safe
def privacy(request):
    return render(request, "privacy.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "accessibility.html")


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Uses nothing that may be broken: no database, no session, no user."""
    return HttpResponse(render_to_string("500.html"), status=500)
