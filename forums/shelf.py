"""The list of topics of one network: what there is to choose, and what was chosen."""

from dataclasses import dataclass
from functools import lru_cache, partial
from types import SimpleNamespace

from django.db.models import DateTimeField
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from community.prepared import ForReader, Given, Prepared
from forums.cards import TopicCard
from forums.met import listed_for
from forums.models import Forum, Place, Topic
from forums.models.topics import news_since
from networks.panels import unread_of

TOPICS = 20
FILTERS = {
    "nieuw": (pgettext_lazy("filter", "New"), lambda topics, _reader, since: topics.unread(since)),
    "school": (
        pgettext_lazy("filter", "Answer from school"),
        lambda topics, *_who: topics.filter(school_replied=True),
    ),
    "open": (pgettext_lazy("filter", "No answer yet"), lambda topics, *_who: topics.unanswered()),
    "volg": (
        pgettext_lazy("filter", "Followed"),
        lambda topics, reader, _since: topics.followed_by(reader),
    ),
    "mijn": (pgettext_lazy("filter", "Mine"), lambda topics, reader, _since: topics.of(reader)),
}


@dataclass(frozen=True)
class Chip:
    label: str | Promise
    query: str
    is_current: bool
    count: int = 0


class Shelf:
    """One page of the list; ``next`` is the place after which the next one begins, or None."""

    def __init__(self, network, reader, *, toon=None, forum=None, na=None, **_rest):
        self.forums = _forums(network=network.pk, reader=reader.pk)
        self.unread = unread_of(network, reader)["talk"]
        self.toon, self.forum, self.place = toon, forum, na
        found = self._chosen(network, reader)
        self.has_more = len(found) > TOPICS
        self.next = Place.of(found[TOPICS - 1]) if self.has_more else None
        self.topics = listed_for(reader, found[:TOPICS])
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
    def chips(self):
        yield Chip(pgettext_lazy("filter", "Everything"), "", not self.is_filtered)
        for key, (label, _narrow) in FILTERS.items():
            count = self.unread if key == "nieuw" else 0
            yield Chip(label, f"?toon={key}", self.toon == key, count)
        for forum in self.forums if len(self.forums) > 1 else ():
            yield Chip(forum.name, f"?forum={forum.pk}", self.forum == forum.pk)

    def _chosen(self, network, reader):
        if not self.forums:
            return []
        facts = {"network": network.pk, "since": news_since()}
        facts |= {f"forum{n}": forum.pk for n, forum in enumerate(self.forums)}
        facts |= {"forum": self.forum}
        after = self.place and self.place.is_pinned
        if self.place:
            facts |= {"at": self.place.at, "last": self.place.pk}
        return _topics(len(self.forums), self.toon, bool(self.forum), after)(reader, **facts)


@Prepared
def _forums():
    return Forum.objects.visible_to(Given("reader")).filter(network=Given("network"))


@lru_cache
def _topics(*shape):
    return ForReader(Prepared, partial(_build, *shape))


def _build(forums, toon, in_one, after, reader):
    """A page of topics in so many ``forums``; ``after`` says whether the last one was pinned."""
    since, places = Given("since", DateTimeField()), [Given(f"forum{n}") for n in range(forums)]
    topics = Topic.objects.in_forums(Given("network"), places, reader).for_listing(reader, since)
    if after is not None:
        last = {"at": Given("at", DateTimeField()), "pk": Given("last")}
        topics = topics.after(SimpleNamespace(is_pinned=after, **last))
    if toon:
        _label, narrow = FILTERS[toon]
        topics = narrow(topics, reader, since)
    if in_one:
        topics = topics.filter(forum=Given("forum"))
    return topics[: TOPICS + 1]
