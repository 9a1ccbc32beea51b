"""What everybody reads of a school besides its pages: news as a list and a feed, its dates, and
who reads a text aloud."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.views.decorators.http import conditional_page, require_safe

from cms.models import SchoolPage, Sound
from community.enclosures.serving import serve
from community.richtext import printable
from ouderkamer import ical
from ouderkamer.models import Gathering

PER_PAGE, MOST = 20, 30


def portal_at(slug):
    return get_object_or_404(SchoolPage.objects.live().public(), slug=slug)


@login_not_required
@require_safe
def news(request, school):
    portal = portal_at(school)
    pages = Paginator(portal.news(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "cms/news.html", {"page": portal, "messages_page": pages})


@login_not_required
@require_safe
@conditional_page
def atom(request, school):
    """The themes and the news, newest first."""
    portal = portal_at(school)
    title = gettext("News of %(school)s") % {"school": portal.title}
    feed = Atom1Feed(title=title, link=portal.whole_address, description="", language="nl")
    below = [*portal.news()[:MOST], *portal.live_themes()]
    pages = [page for page in below if page.first_published_at]
    for page in sorted(pages, key=lambda page: page.first_published_at, reverse=True)[:MOST]:
        feed.add_item(
            title=printable(page.title),
            link=page.whole_address,
            description=printable(page.intro),
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


@login_not_required
@require_safe
@conditional_page
def calendar(request, school):
    """The dates that the networks of this school announce to everybody."""
    portal = portal_at(school)
    announced = Gathering.objects.announced().filter(network__in=portal.networks())
    answer = HttpResponse(
        ical.announcements(portal.title, announced.upcoming().select_related("network")),
        content_type="text/calendar; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="{portal.slug}.ics"'
    return answer


@login_not_required
@require_safe
def sound(request, key):
    found = get_object_or_404(Sound.objects.visible_to(request.user), key=key)
    return serve(request, found.content, name=found.name)
