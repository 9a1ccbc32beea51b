"""The list of topics of one network: what there is to choose, and what was chosen."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from forums.cards import TopicCard
from forums.models import Forum, Place, Topic
from networks.panels import unread_of

TOPICS = 20
FILTERS = {
    "nieuw": (pgettext_lazy("filter", "New"), lambda topics, _reader: topics.unread()),
    "school": (
        pgettext_lazy("filter", "Answer from school"),
        lambda topics, _reader: topics.filter(school_replied=True),
    ),
    "open": (pgettext_lazy("filter", "No answer yet"), lambda topics, _reader: topics.unanswered()),
    "volg": (
        pgettext_lazy("filter", "Followed"),
        lambda topics, reader: topics.followed_by(reader),
    ),
    "mijn": (pgettext_lazy("filter", "Mine"), lambda topics, reader: topics.of(reader)),
}


@dataclass(frozen=True)
class Chip:
    label: str | Promise
    query: str
    is_current: bool
    count: int = 0


class Shelf:
    def __init__(self, network, reader, *, toon=None, forum=None, na=None, **_rest):
        self.forums = list(Forum.objects.visible_to(reader).filter(network=network))
        self.unread = unread_of(network, reader)["talk"]
        self.toon, self.forum, self.place = toon, forum, na
        found = list(self._chosen(network, reader)[: TOPICS + 1])
        self.topics, self.has_more = found[:TOPICS], len(found) > TOPICS
        for topic in self.topics:
            topic.network = network  # at hand already
        self.cards = [TopicCard.of(topic, network) for topic in self.topics]
        self.shows_forum = len(self.forums) > 1

    @property
    def is_filtered(self):
        return bool(self.toon or self.forum)

    @property
    def query(self):
        """The choice as the beginning of an address of the next page."""
        parts = (("toon", self.toon), ("forum", self.forum))
        return "".join(f"{name}={value}&" for name, value in parts if value)

    @property
    def next(self):
        """The place after which the next page begins; None on the last."""
        return Place.of(self.topics[-1]) if self.has_more else None

    @property
    def chips(self):
        yield Chip(pgettext_lazy("filter", "Everything"), "", not self.is_filtered)
        for key, (label, _narrow) in FILTERS.items():
            count = self.unread if key == "nieuw" else 0
            yield Chip(label, f"?toon={key}", self.toon == key, count)
        for forum in self.forums if len(self.forums) > 1 else ():
            yield Chip(forum.name, f"?forum={forum.pk}", self.forum == forum.pk)

    def _chosen(self, network, reader):
        topics = Topic.objects.in_forums(network, self.forums).for_listing(reader)
        if self.place:
            topics = topics.after(self.place)
        if self.toon:
            _label, narrow = FILTERS[self.toon]
            topics = narrow(topics, reader)
        return topics.filter(forum=self.forum) if self.forum else topics
