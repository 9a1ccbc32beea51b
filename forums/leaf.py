"""One page of posts, as one reader sees it."""

from functools import partial

from django.db.models import CharField, DateTimeField, Prefetch, Q, prefetch_related_objects

from community.people.models import without_unmet
from community.prepared import Counted, ForReader, Given, Prepared
from forums.cards import Drawing
from forums.models import Post, Shift
from forums.models.nameless import mark_of

POSTS = 20


def _page_of_posts(with_ideas, reader):
    mark = Given("mark", CharField())
    page = {"position__gt": Given("start"), "position__lte": Given("end")}
    posts = without_unmet(Post.objects.filter(topic=Given("topic"), **page), reader, "author")
    return posts.for_reading(reader, Q(author=reader) | Q(mark=mark), with_ideas=with_ideas)


_posts = {ideas: ForReader(Prepared, partial(_page_of_posts, ideas)) for ideas in (False, True)}


def _from(post):
    return Post.objects.filter(topic=Given("topic"), pk__gte=post).values("position")


def _unread():
    return _from(Given("read") + 1).filter(posted_at__gt=Given("since", DateTimeField()))


_place_of = Counted(lambda: _from(Given("post")), "MIN(position)")
_first_unread = Counted(_unread, "MIN(position)")


class Leaf:
    """The posts of ``topic`` on page ``number``; the topic comes ``for_page`` of the reader.

    Posts know their position, so that the last page of a long topic costs what the first does.
    """

    def __init__(self, topic, reader, number, *, moderates=False, replies=False):
        self.topic, self.number = topic, number
        found = self._found(reader)
        end = number * POSTS
        self.posts = [post for post in found if post.position <= end]
        self.has_later = len(found) > len(self.posts)
        prefetch_related_objects([post for post in self.posts if post.brings], "enclosures")
        self._place_lines(found, reader)
        first = next((post for post in self.posts if post.is_first), None)
        self.is_askers = first.is_mine if first else topic.is_asked_by(reader)
        rights = {"moderates": moderates, "replies": replies, "asked": self.is_askers}
        drawing = Drawing(topic, topic.network, **rights)
        for post in self.posts:
            post.card = drawing.card(post)

    def _found(self, reader):
        """The posts of this page and what follows, with their writers as they are here.

        One post tells that there is more; but where some are left out, it may be one of those.
        """
        topic, start = self.topic, (self.number - 1) * POSTS
        after = POSTS if reader.has_blocks else 1
        facts = {"topic": topic.pk, "start": start, "end": start + POSTS + after}
        found = _posts[topic.is_proposal](reader, mark=mark_of(reader, topic.pk), **facts)
        for post in found:
            post.topic = topic
        here = Prefetch("author__memberships", topic.network.memberships.current(), to_attr="here")
        prefetch_related_objects(found, here)
        return found

    def _place_lines(self, found, reader):
        """Give each post the lines on what moderators moved after it and before the next."""
        for post in self.posts:
            post.lines = []
        until = found[len(self.posts)].posted_at if self.has_later else None
        lines = Shift.objects.lines_of(self.topic, reader) if self.topic.was_moved else ()
        for line in lines:
            before = [post for post in self.posts if post.posted_at <= line.at]
            if before and (until is None or line.at < until):
                before[-1].lines.append(line)

    @classmethod
    def opened(cls, topic, reader, *, page=None, post=None, **rights):
        """The page that was asked for, or holds ``post``, or else the first unread post."""
        if page:
            return cls(topic, reader, page, **rights)
        if post:
            position = _place_of(topic=topic.pk, post=post)
        elif topic.is_unread:
            facts = {"read": topic.read_up_to, "since": topic.joined_at}
            position = _first_unread(topic=topic.pk, **facts)
        else:
            position = 1
        return cls(topic, reader, (max(position, 1) - 1) // POSTS + 1, **rights)

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
