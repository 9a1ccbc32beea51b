"""Conversations as somebody meets them who does not meet everybody.

Lists read numbers that are derived from all posts. For the few readers who do not meet somebody
these are counted anew, so that no number tells them that there is more.
"""

from operator import attrgetter

from django.db.models import Count, Max, Q

from community.people.models import unmet_keys, without_unmet
from forums.models import Post


def as_met_by(reader, topics):
    """``topics`` in their order, without what was said in them by whom ``reader`` does not meet."""
    if topics and getattr(reader, "has_blocks", False):
        _count_anew(reader, topics)
        _forget_answers_of(unmet_keys(reader), topics)
    return topics


def listed_for(reader, topics):
    """The same for a list, which stands in the order of what its reader sees."""
    met = as_met_by(reader, topics)
    if not reader.has_blocks:
        return met
    return sorted(met, key=attrgetter("is_pinned", "last_post_at", "pk"), reverse=True)


def _count_anew(reader, topics):
    said = without_unmet(Post.objects.shown().filter(topic__in=topics), reader, "author")
    numbers = {"replies": Count("pk", filter=Q(is_first=False)), "last": Max("pk")}
    numbers["from_school"] = Count("pk", filter=Q(from_school=True, is_first=False))
    counted = {row["topic"]: row for row in said.order_by().values("topic").annotate(**numbers)}
    last = said.select_related("author").in_bulk([row["last"] for row in counted.values()])
    for topic in topics:
        row = counted.get(topic.pk, {"replies": 0, "last": None, "from_school": 0})
        topic.reply_count, topic.school_replied = row["replies"], row["from_school"] > 0
        topic.last_post = last.get(row["last"])
        topic.last_post_at = topic.last_post.posted_at if topic.last_post else topic.created_at


def _forget_answers_of(keys, topics):
    """An answer that helped is not there for who does not meet its writer."""
    helped = Post.objects.filter(pk__in=[topic.answer_id for topic in topics], author__in=keys)
    theirs = set(helped.values_list("pk", flat=True))
    for topic in topics:
        if topic.answer_id in theirs:
            topic.answer = None
