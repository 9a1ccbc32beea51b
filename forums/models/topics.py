from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.access import Visible
from community.people.models import without_unmet
from forums.models.forum import Forum

NEWS_FOR = timedelta(days=60)  # the summer holiday, and two weeks to come back


def news_since():
    return timezone.now() - NEWS_FOR


class TopicQuerySet(Visible):
    def seen_by(self, user):
        inside = self.filter(forum__in=Forum.objects.visible_to(user), merged_into=None)
        return without_unmet(inside, user, "author")

    def in_forums(self, network, forums, reader):
        """Those of ``forums`` that ``reader`` is known to see: shorter than asking again."""
        here = reduce(or_, (Q(forum=forum) for forum in forums))
        inside = self.filter(here, network=network, merged_into=None)
        return without_unmet(inside, reader, "author")

    def with_news_for(self, reader, since=None):
        """Add ``read_up_to``, ``joined_at`` and ``is_unread``.

        What was said before somebody joined is not news to them, nor what they muted, nor what
        is older than the longest holiday, or ``since``.
        """
        since = since or news_since()
        return self.annotate(
            reading=FilteredRelation("readings", condition=Q(readings__user=reader)),
            here=FilteredRelation(
                "network__memberships",
                condition=Q(network__memberships__user=reader, network__memberships__ended_at=None),
            ),
            watching=FilteredRelation("watches", condition=Q(watches__person=reader)),
        ).annotate(
            read_up_to=Coalesce("reading__read_up_to", 0),
            joined_at=F("here__joined_at"),
            is_unread=Q(last_post__gt=F("read_up_to"), last_post_at__gt=F("here__joined_at"))
            & Q(last_post_at__gt=since)
            & (Q(watching__level=None) | Q(watching__level="follow"))
            & self._news_from_others(reader),
        )

    def _news_from_others(self, reader):
        """That somebody said it whom ``reader`` meets; for almost everybody that is anybody."""
        if not reader.has_blocks:
            return Q()
        said = self.model.posts.rel.related_model.objects.shown().filter(topic=OuterRef("pk"))
        after = {"pk__gt": OuterRef("read_up_to"), "posted_at__gt": OuterRef("joined_at")}
        return Q(Exists(without_unmet(said.filter(**after), reader, "author")))

    def started(self, once, text):
        """What the same press of a button began before."""
        return self.filter(posts__once=once, posts__text=text).first() if once else None

    def for_page(self, reader, since=None):
        """Those ``reader`` sees, with their news and what the reader is here: see ``rules.py``."""
        return (
            self.visible_to(reader)
            .with_news_for(reader, since)
            .annotate(
                reader_key=F("here__user"),
                reader_kind=F("here__kind"),
                reader_moderates=F("here__moderates"),
                reader_rests_until=F("here__rests_until"),
                reader_watches=F("watching__level"),
            )
        )

    def followed_by(self, reader):
        return self.filter(watches__person=reader, watches__level="follow")

    def of(self, reader):
        """Where ``reader`` wrote something under their name."""
        return self.filter(pk__in=self.model.objects.filter(posts__author=reader).values("pk"))

    def unread(self, since=None):
        """Those with news; asked after ``with_news_for``."""
        # The second condition says nothing new: it leads the database to an index.
        return self.filter(is_unread=True, last_post_at__gt=since or news_since())

    def unanswered(self):
        return self.filter(kind=self.model.Kind.QUESTION, reply_count=0, closed_at=None)

    def for_listing(self, reader, since=None):
        """With all that a row shows, pinned ones first, then by last activity."""
        return (
            self.with_news_for(reader, since)
            .select_related("forum", "author", "last_post__author", "answer")
            .defer("last_post__html", "last_post__seal", "answer__text", "answer__html")
            .order_by("-is_pinned", "-last_post_at", "-pk")
        )

    def after(self, place):
        """Those below ``place`` in a listing."""
        older = Q(last_post_at__lt=place.at) | Q(last_post_at=place.at, pk__lt=place.pk)
        if place.is_pinned:
            return self.filter(Q(is_pinned=False) | Q(is_pinned=True) & older)
        # The last condition says nothing new: it leads the database to an index.
        return self.filter(older, is_pinned=False, last_post_at__lte=place.at)
