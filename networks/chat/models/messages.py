from django.db.models import Exists, OuterRef, prefetch_related_objects

from community.access import Visible
from community.people.models import unmet, without_unmet
from networks.chat.models.room import PAGE, Room
from networks.chat.models.rooms import SHARED
from networks.panels import cards_at


class MessageQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(room__in=Room.objects.visible_to(user)).met_by(user)

    def met_by(self, reader):
        """Without the words of whom ``reader`` does not meet, and not as what others answer.

        What two said to each other stays theirs; and who blocks has lost that room.
        """
        if not getattr(reader, "has_blocks", False):
            return self
        answered = unmet(reader).filter(other=OuterRef("answers__author"))
        shared = without_unmet(self, reader, "author", room__entry__in=SHARED)
        return shared.annotate(answers_unmet=Exists(answered))

    def shown(self):
        """Without what was hidden or taken back."""
        return self.filter(hidden_at=None, taken_back_at=None)

    def pinned(self):
        """What stands above the conversation, the newest first."""
        return self.shown().exclude(pinned_at=None).order_by("-pinned_at")

    def for_reading(self):
        """In order. Those of ``room.messages`` share that room, and what it knows."""
        return self.select_related("author", "answers__author").order_by("seq")

    def changed_since(self, revision):
        """What a tab that knows up to ``revision`` missed: new, hidden and taken back."""
        changed = self.for_reading().filter(revision__gt=revision)
        return complete(changed.order_by("revision")[:PAGE])

    def before(self, seq=None):
        """The page of messages that ends before ``seq``, or the newest page; oldest first."""
        older = self.for_reading() if seq is None else self.for_reading().filter(seq__lt=seq)
        return complete(older.order_by("-seq")[:PAGE])[::-1]


def complete(messages):
    """A list of ``messages`` of one room with what came along; asked for only where it did."""
    messages = list(messages)
    for each in messages:
        if getattr(each, "answers_unmet", False):
            each.answers = None  # the reader does not meet who said that
    if marks := {each.points_at for each in messages if each.points_at}:
        cards = cards_at(messages[0].room, marks)
        for each in messages:
            each.card = cards.get(each.points_at)
    prefetch_related_objects([each for each in messages if each.brings], "enclosures")
    prefetch_related_objects([each for each in messages if each.reacted], "reactions")
    return messages
