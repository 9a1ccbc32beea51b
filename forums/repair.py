"""What conversations derive from their posts, derived again and compared."""

from django.db import transaction

from forums.models import Topic


def repair(*, write=True):
    """Yield ``(topic, {what: (stands, should be)})`` of each that is wrong, mended if ``write``.

    One conversation at a time is held, so that people can go on writing in the others.
    """
    for pk in Topic.objects.order_by("pk").values_list("pk", flat=True).iterator():
        with transaction.atomic():
            topic = Topic.objects.get(pk=pk)
            topic.hold()
            topic.refresh_from_db()
            wrong = differences(topic)
            if wrong and write:
                _mend(topic)
        if wrong:
            yield topic, wrong


def differences(topic):
    """``{what: (stands, should be)}`` of a topic that is held."""
    stands = {name: getattr(topic, name) for name in topic.derived()}
    should = topic.derived()
    posts = list(topic.posts.values_list("position", "is_first"))
    stands["places"] = [position for position, _is_first in posts]
    should["places"] = list(range(1, len(posts) + 1))
    stands["first"] = [is_first for _position, is_first in posts]
    should["first"] = [place == 1 for place in should["places"]]
    stands["answer"] = topic.answer
    should["answer"] = topic.answer and topic.posts.filter(pk=topic.answer_id).first()
    return {what: (stands[what], should[what]) for what in should if stands[what] != should[what]}


def _mend(topic):
    first = topic.posts.first()
    topic.posts.exclude(pk=first and first.pk).filter(is_first=True).update(is_first=False)
    topic.posts.filter(pk=first and first.pk).update(is_first=True)
    if not topic.posts.filter(pk=topic.answer_id).exists():
        topic.answer = None
        topic.save(update_fields=["answer"])
    topic.posts.renumber()
    topic.recount()
