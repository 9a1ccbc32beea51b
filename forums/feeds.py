"""The conversations of one network as Atom, for the program somebody reads news with."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext, override
from django.views.decorators.http import conditional_page, require_safe

from community.richtext import printable
from forums.met import as_met_by
from forums.models import FeedKey, Topic
from networks.models import Network

MOST = 30  # conversations
LONGEST = 300  # letters of what was said last


@login_not_required
@require_safe
@conditional_page
def atom(request, token, network):
    """What the owner of this secret may read now; nothing of a network that has ended."""
    key = get_object_or_404(FeedKey.objects.that_open(token))
    inside = Network.objects.visible_to(key.person).under_way()
    network = get_object_or_404(inside, slug=network)
    with override(key.person.language):
        feed = _feed(network, key.person)
    return HttpResponse(
        feed.writeString("utf-8"),
        content_type="application/atom+xml; charset=utf-8",
        headers={"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"},
    )


def _feed(network, reader):
    home = _whole(network.get_absolute_url())
    title = gettext("Conversations in %(name)s") % {"name": network.name}
    feed = Atom1Feed(title=title, link=home, description="", language=reader.language)
    topics = Topic.objects.visible_to(reader).filter(network=network, shows_title=True)
    newest = topics.for_listing(reader).order_by("-last_post_at", "-pk")[:MOST]
    for topic in as_met_by(reader, list(newest)):
        topic.network = network
        _add(feed, topic, network)
    return feed


def _add(feed, topic, network):
    author = network.known(topic.author)
    feed.add_item(
        title=printable(topic.shown_title),
        link=_whole(topic.get_absolute_url()),
        description=printable(topic.last_post.gist(LONGEST)),
        author_name=author.shown_name if author else gettext("A parent"),
        pubdate=topic.created_at,
        updateddate=topic.last_post_at,
    )


def _whole(path):
    return f"{settings.BASE_URL}{path}"
