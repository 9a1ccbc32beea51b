"""Lines of the tray that belong together: of one place, next to each other, are one line."""

from dataclasses import dataclass
from itertools import groupby

from community.notifications.places import can_be_muted
from community.notifications.sorts import Sort

ICONS = {
    Sort.ANSWERS: "talk",
    Sort.SCHOOL: "school",
    Sort.DATES: "cal",
    Sort.CHAT: "chat",
    Sort.EVERYBODY: "people",
    Sort.NEWS: "talk",
    Sort.TASKS: "hand",
    Sort.AROUND: "bell",
    Sort.DECISIONS: "shield",
}


@dataclass(frozen=True)
class Group:
    """The newest of one or more notices, and how many there were before it."""

    newest: object
    earlier: int
    is_unread: bool

    @property
    def icon(self):
        return ICONS[self.newest.sort]

    @property
    def can_be_muted(self):
        return can_be_muted(self.newest.place)


def groups_of(notices):
    """``notices`` with the newest first -> ``Group``s in the same order."""
    found = []
    for _key, some in groupby(notices, key=lambda one: one.place or one.pk):
        some = list(some)
        unread = any(one.read_at is None for one in some)
        found.append(Group(some[0], len(some) - 1, unread))
    return found
