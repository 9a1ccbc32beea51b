"""What the post of the morning tells of conversations."""

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
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
from community.prepared import ForReader, Given, Prepared
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
        asked = _of_all if Sort.NEWS in wanted else _of_mine
        return [
            Line(excerpt(topic.shown_title, TITLE), _what(topic, window), topic.get_absolute_url())
            for topic in asked(reader, network=network.pk, since=window.since)
        ]


def _with_news(reader):
    """Topics in which others wrote since, and nobody told the reader of it yet."""
    since = Given("since", DateTimeField())
    posts = Post.objects.shown().filter(topic=OuterRef("pk"))
    lately = without_unmet(posts, reader, "author").filter(
        Q(author=None) | ~Q(author=reader), posted_at__gt=since
    )
    number = lately.order_by().values("topic").annotate(n=Count("pk")).values("n")
    mine = Exists(posts.filter(author=reader)) | Q(author=reader) | Q(watching__level="follow")
    return (
        Topic.objects.visible_to(reader)
        .filter(network=Given("network"))
        .with_news_for(reader, since)
        .unread(since)
        .annotate(
            takes_part=Case(When(mine, then=1), default=0, output_field=IntegerField()),
            said=Coalesce(Subquery(number), 0),
            school_said=Exists(lately.filter(from_school=True)),
        )
        .filter(~Exists(_told(reader)), said__gt=0)
        .select_related("network")
        .order_by("-takes_part", "-last_post_at", "-pk")
    )


def _told(reader):
    """Lines of the tray that told of the last post by a letter of their own."""
    place = Concat(Value("topic-"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    mine = Notification.objects.filter(recipient=reader, told_at__isnull=False)
    return mine.filter(place=place, created_at__gte=OuterRef("last_post_at"))


# Asked for everybody in one night: put into SQL once.
_of_all = ForReader(Prepared, lambda reader: _with_news(reader)[:MOST])
_of_mine = ForReader(Prepared, lambda reader: _with_news(reader).filter(takes_part=1)[:MOST])


def _what(topic, window):
    """One fact about it; the heaviest first."""
    answers = topic.said - (topic.created_at > window.since)
    if topic.school_said and answers:
        return gettext("The school answered.")
    if answers > 0:
        return ngettext("%(n)d new answer", "%(n)d new answers", answers) % {"n": answers}
    return gettext("New")
