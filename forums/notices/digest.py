"""What the post of the morning tells of conversations."""

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext, ngettext

from community.activity.digest import Line, News
from community.notifications.models import Notification
from community.notifications.sorts import Sort
from community.people.models import without_unmet
from community.richtext import excerpt
from forums.models import Post, Topic
from forums.notices.talk import TITLE

MOST = 6  # conversations in one letter


class Conversations(News):
    """First those one takes part in, then the latest."""

    rank = 2

    def lines(self, network, reader, window):
        wanted = window.sorts & {Sort.ANSWERS, Sort.NEWS}
        if not wanted:
            return []
        topics = _with_news(network, reader, window)
        if Sort.NEWS not in wanted:
            topics = topics.filter(takes_part=1)
        latest = topics.select_related("network").order_by("-takes_part", "-last_post_at", "-pk")
        return [
            Line(excerpt(topic.shown_title, TITLE), _what(topic, window), topic.get_absolute_url())
            for topic in latest[:MOST]
        ]


def _with_news(network, reader, window):
    """Topics of ``network`` in which others wrote since, and nobody told the reader of it yet."""
    told = Notification.objects.filter(
        recipient=reader,
        told_at__isnull=False,
        place=Concat(Value("topic-"), Cast(OuterRef("pk"), CharField()), output_field=CharField()),
        created_at__gte=OuterRef("last_post_at"),
    )
    posts = Post.objects.shown().filter(topic=OuterRef("pk"))
    lately = without_unmet(posts, reader, "author").filter(
        Q(author=None) | ~Q(author=reader), posted_at__gt=window.since
    )
    number = lately.order_by().values("topic").annotate(n=Count("pk")).values("n")
    mine = Exists(posts.filter(author=reader)) | Q(author=reader) | Q(watching__level="follow")
    return (
        Topic.objects.visible_to(reader)
        .filter(network=network)
        .with_news_for(reader, window.since)
        .unread(window.since)
        .annotate(
            takes_part=Case(When(mine, then=1), default=0, output_field=IntegerField()),
            said=Coalesce(Subquery(number), 0),
        )
        .filter(~Exists(told), said__gt=0)
    )


def _what(topic, window):
    """One fact about it; the heaviest first."""
    answers = topic.said - (topic.created_at > window.since)
    if topic.school_replied and answers:
        return gettext("The school answered.")
    if answers > 0:
        return ngettext("%(n)d new answer", "%(n)d new answers", answers) % {"n": answers}
    return gettext("New")
