import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """Where in a listing a topic stood when it was shown; as text it travels in an address."""

    is_pinned: bool
    at: datetime
    pk: int

    def __str__(self):
        micros = (self.at - EPOCH) // timedelta(microseconds=1)
        return f"{self.is_pinned:d}-{micros}-{self.pk}"

    @classmethod
    def of(cls, topic):
        return cls(topic.is_pinned, topic.last_post_at, topic.pk)

    @classmethod
    def read(cls, text):
        """The place that ``text`` names; None when it names none."""
        found = re.fullmatch(r"([01])-(\d{1,17})-(\d{1,18})", text, re.ASCII)
        if found is None:
            return None
        is_pinned, micros, pk = map(int, found.groups())
        return cls(bool(is_pinned), EPOCH + timedelta(microseconds=micros), pk)
