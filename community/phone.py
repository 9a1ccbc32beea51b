"""What makes the site installable on a phone, and readable without internet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.richtext import script_json
from community.sealing import mark

ICONS = (("img/mark-192.png", "192x192", "any"), ("img/mark-512.png", "512x512", "any maskable"))


@login_not_required
@require_safe
def manifest(request):
    """https://www.w3.org/TR/appmanifest/"""
    icons = [
        {"src": static(file), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for file, sizes, purpose in ICONS
    ]
    facts = {
        "id": "/",
        "name": "Oudernetwerk",
        "short_name": "Ouders",
        "description": gettext("Parents of a school, at one table."),
        "lang": request.LANGUAGE_CODE,
        "start_url": reverse("networks:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffc53d",
        "icons": icons,
    }
    return JsonResponse(facts, content_type="application/manifest+json")


@login_not_required
@never_cache
@require_safe
def worker(request):
    """From the root, because a service worker only serves what lies beside or below it. What it
    keeps ready changes its name with every new version."""
    shell = [static("css/app.css"), static("css/dark.css"), static("icons/sprite.svg")]
    facts = {
        "shell": shell,
        "offline": reverse("offline"),
        "icon": static("img/mark-192.png"),
        "build": mark(static("worker/keep.js"), *shell)[:12],
    }
    source = script_json(static("worker/keep.js"))
    script = f"self.on = {script_json(facts)}\nimportScripts({source})\n"
    return HttpResponse(script, content_type="text/javascript")


@login_not_required
@require_safe
def offline(request):
    """Kept ready by the worker for pages that were not read before."""
    return render(request, "offline.html")
