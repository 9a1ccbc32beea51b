"""One page of posts, as one reader sees it."""

from django.db.models import Prefetch, Q

POSTS = 50


class Leaf:
    """The posts of ``topic`` on page ``number``; the topic comes ``for_page`` of the reader.

    Their keys are cut out first, so that reactions are counted for these posts only.
    """

    def __init__(self, topic, reader, number):
        start = (number - 1) * POSTS
        here = Prefetch("author__memberships", topic.network.memberships.current(), to_attr="here")
        keys = topic.posts.values("pk")[start : start + POSTS + 1]
        posts = topic.posts.filter(pk__in=keys).for_reading(topic, reader).prefetch_related(here)
        found = list(posts)
        self.topic, self.number = topic, number
        self.posts, self.has_later = found[:POSTS], len(found) > POSTS
        first = next((post for post in self.posts if post.is_first), None)
        self.is_askers = first.is_mine if first else topic.is_asked_by(reader)

    @classmethod
    def opened(cls, topic, reader, *, page=None, post=None):
        """The page that was asked for, or holds ``post``, or else the first unread post."""
        if page:
            return cls(topic, reader, page)
        if post:
            before = topic.posts.filter(pk__lt=post)
        elif topic.is_unread:
            known = Q(pk__lte=topic.read_up_to) | Q(posted_at__lte=topic.joined_at)
            before = topic.posts.filter(known)
        else:
            return cls(topic, reader, 1)
        return cls(topic, reader, before.count() // POSTS + 1)

    @property
    def earlier(self):
        return self.number - 1

    @property
    def later(self):
        return self.number + 1 if self.has_later else 0

    @property
    def last(self):
        return self.posts[-1] if self.posts else None

    @property
    def first_new(self):
        """The post above which "New for you" stands; none when all of the topic is new."""
        return next((post for post in self.posts if not post.is_first and self._is_new(post)), None)

    @property
    def has_unread(self):
        return self.last is not None and self.last.pk > self.topic.read_up_to

    def _is_new(self, post):
        topic = self.topic
        began_before = topic.read_up_to > 0 or topic.created_at <= topic.joined_at
        is_after = post.pk > topic.read_up_to and post.posted_at > topic.joined_at
        return began_before and is_after and post.is_shown and not post.is_mine
