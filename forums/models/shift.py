"""Conversations that moderators move, split and merge: nothing is lost on the way."""

from bisect import bisect_right

from django.conf import settings
from django.db import models, transaction

from community.access import Visible
from community.activity.recording import record
from forums.models.post import Post
from forums.models.topic import Topic
from forums.models.watch import Watch


class ShiftQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(topic__in=Topic.objects.visible_to(user))

    def lines_of(self, topic, reader):
        """What happened to ``topic``, oldest first; ``other`` is where the rest is, if seen."""
        about = models.Q(topic=topic) | models.Q(origin=topic)
        lines = list(self.filter(about).select_related("by").order_by("pk"))
        keys = {key for line in lines for key in (line.topic_id, line.origin_id)}
        seen = Topic.objects.visible_to(reader).exclude(pk=topic.pk).in_bulk(keys - {None})
        for line in lines:
            line.other = seen.get(line.origin_id) or seen.get(line.topic_id)
        return lines

    @transaction.atomic
    def move(self, topic, forum, *, by):
        """Put ``topic`` in another forum of its network."""
        topic.hold()
        topic.forum, topic.was_moved = forum, True
        topic.save(update_fields=["forum", "was_moved"])
        shift = self.create(kind=Shift.Kind.MOVE, topic=topic, by=by)
        shift.posts.set(topic.posts.filter(is_first=True))
        record("forums.topic_moved", by=by, about=shift, network=topic.network)
        return shift

    @transaction.atomic
    def split(self, topic, posts, *, title, by):
        """Give ``posts``, of which the first of ``topic`` is none, a conversation of their own.

        None when a colleague was quicker and none of them is here any more.
        """
        topic.hold()
        moved = list(topic.posts.filter(pk__in=posts, is_first=False))
        if not moved:
            return None
        fresh = _topic_of(moved[0], topic, title)
        _carry(moved, fresh)
        _begin(moved[0], True)
        _copy_people(topic, fresh)
        if topic.answer in moved:
            topic.answer = None
        topic.was_moved = True
        topic.save(update_fields=["answer", "was_moved"])
        _count(topic, fresh)
        shift = self.create(kind=Shift.Kind.SPLIT, topic=fresh, origin=topic, by=by)
        shift.posts.set(moved)
        record("forums.posts_split", by=by, about=shift, network=topic.network)
        return shift

    @transaction.atomic
    def merge(self, topic, other, *, by):
        """Make one conversation of two: the one that began first stays, with its title.

        None when a colleague was quicker and one of them is gone.
        """
        for held in sorted((topic, other), key=lambda each: each.pk):
            held.hold()
        if topic.merged_into_id or other.merged_into_id or topic == other:
            return None
        older, younger = sorted((topic, other), key=lambda each: each.posts.first().pk)
        moved = list(younger.posts.all())
        _merge_readings(older, younger, moved)
        _merge_watches(older, younger)
        for post in moved:
            if post.is_first:
                _begin(post, False)
        _carry(moved, older)
        _leave(younger, older)
        _count(older, younger)
        shift = self.create(kind=Shift.Kind.MERGE, topic=older, origin=younger, by=by)
        shift.posts.set(moved)
        record("forums.topics_merged", by=by, about=shift, network=older.network)
        return shift


class Shift(models.Model):
    """What a moderator moved: a line in the conversation, and a notice to the writers of it."""

    class Kind(models.TextChoices):
        MOVE = "move"
        SPLIT = "split"
        MERGE = "merge"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="shifts")  # where it is now
    origin = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="+")
    posts = models.ManyToManyField(Post, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ShiftQuerySet.as_manager()

    def __str__(self):
        return f"{self.kind}: {self.topic_id}"

    def get_absolute_url(self):
        return self.topic.get_absolute_url()


def _topic_of(post, topic, title):
    """A new conversation beside ``topic`` that begins with ``post``."""
    return Topic.objects.create(
        forum=topic.forum,
        network=topic.network,
        author=post.author,
        title=title,
        lang=post.lang,
        created_at=post.posted_at,
        was_moved=True,
    )


def _carry(posts, topic):
    """Their writers know them again there, those without a name too."""
    for post in posts:
        post.topic = topic
        post.renew_mark(topic.pk)
    Post.objects.bulk_update(posts, ["topic", "mark"], batch_size=500)


def _begin(post, is_first):
    """Its topic begins with ``post``, or no longer; search finds it by that title."""
    post.is_first = is_first
    post.save(update_fields=["is_first"])


def _leave(younger, older):
    """What points at ``younger`` finds ``older`` from now on."""
    older.answer = older.answer or (younger.answer if older.is_question else None)
    older.was_moved = True
    older.save(update_fields=["answer", "was_moved"])
    younger.merged_into, younger.answer, younger.is_pinned = older, None, False
    younger.save(update_fields=["merged_into", "answer", "is_pinned"])
    Topic.objects.filter(merged_into=younger).update(merged_into=older)
    Shift.objects.filter(topic=younger).update(topic=older)
    Shift.objects.filter(origin=younger).update(origin=older)


def _count(*topics):
    for topic in topics:
        topic.posts.renumber()
        topic.recount()


def _copy_people(topic, fresh):
    """Who follows, muted or has read the one, does so with the other."""
    for rows in (topic.watches.all(), topic.readings.all()):
        for row in rows:
            row.pk, row.topic = None, fresh
        rows.model.objects.bulk_create(rows, batch_size=500)


def _merge_watches(older, younger):
    """Followers come along. Silence does not: it was asked for the other conversation."""
    known = older.watches.values("person")
    followers = younger.watches.filter(level=Watch.Level.FOLLOW).exclude(person__in=known)
    followers.update(topic=older)


def _merge_readings(older, younger, moved):
    """Up to the first post that is news in either: nobody misses one, some see one again."""
    keys = [list(older.posts.values_list("pk", flat=True)), [post.pk for post in moved]]
    read = [dict(t.readings.values_list("user", "read_up_to")) for t in (older, younger)]
    readings = [
        older.readings.model(topic=older, user_id=reader, read_up_to=_known(keys, read, reader))
        for reader in read[0].keys() | read[1].keys()
    ]
    older.readings.bulk_create(
        readings,
        batch_size=500,
        update_conflicts=True,
        update_fields=["read_up_to"],
        unique_fields=["topic", "user"],
    )
    younger.readings.all().delete()


def _known(keys, read, reader):
    """The last key before the first that ``reader`` did not see in one of the lists."""
    seen = [up_to.get(reader, 0) for up_to in read]
    places = [bisect_right(part, up_to) for part, up_to in zip(keys, seen, strict=True)]
    news = [part[at] for part, at in zip(keys, places, strict=True) if at < len(part)]
    return min(news) - 1 if news else max(seen)
