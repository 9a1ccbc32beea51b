"""For search engines: which pages there are, and that the rest is not theirs."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.models import HomePage

MOST = 50_000  # addresses in one sitemap, as its standard says


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request):
    home = HomePage.objects.get()
    pages = home.get_descendants(inclusive=True).live().public().order_by("path")
    rows = pages.values_list("url_path", "last_published_at")[:MOST]
    start = len(home.url_path)
    entries = [(f"{settings.BASE_URL}/{path[start:]}", at) for path, at in rows]
    return render(request, "sitemap.xml", {"entries": entries}, content_type="application/xml")


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """Closed places say ``noindex`` themselves; here stand those that cost and tell nothing."""
    closed = "".join(f"Disallow: /{place}/\n" for place in ("account", "cms", "netwerk", "zoeken"))
    text = f"User-agent: *\n{closed}Sitemap: {settings.BASE_URL}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
