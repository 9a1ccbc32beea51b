"""How many people are in a place now, as the processes tell each other.

Nothing of it is stored. Every process says who listens there, when that changes and again after a
while; what a dead one said runs out.
"""

import time

from channels.db import database_sync_to_async

LEASE = 50  # seconds that the word of a process counts; they repeat it every twenty
COUNTED = {}  # kind of group -> who of the people in it may be counted


def counts(kind):
    """Register ``(pk, people) -> people`` as whose being there may be known, as a number."""

    def register(function):
        COUNTED[kind] = function
        return function

    return register


def shown(group, people):
    """Those of ``people``, keys, whom others may notice in ``group``."""
    kind, _dot, pk = group.partition(".")
    return set(COUNTED[kind](int(pk), people)) if people else set()


def is_counted(group):
    return group.partition(".")[0] in COUNTED


class Presence:
    """What one process knows of who is where; ``name`` is what it calls itself."""

    def __init__(self, name):
        self.name = name
        self.changed = set()  # groups of which this process has something new to say
        self._said = {}  # group -> {process: (people, until when that counts)}
        self._told = {}  # group -> the number its listeners know

    async def tend(self, hub, *, all_groups=False):
        """Say who is here, of ``all_groups`` or where it changed."""
        changed, self.changed = self.changed, set()
        for group in filter(is_counted, {*changed, *(hub.groups if all_groups else ())}):
            if group in changed:
                self._told.pop(group, None)  # who came knows no number yet
            people = {each.person for each in hub.groups.get(group, ()) if each.language}
            noticed = await database_sync_to_async(shown)(group, people)
            message = {"type": "presence", "process": self.name, "people": sorted(noticed)}
            await hub.tell(group, message)

    def hear(self, message):
        """What another process says, or this one; the event to show when the number changed."""
        group, process = message["group"], message["process"]
        said = self._said.setdefault(group, {})
        if process not in said and process != self.name:
            self.changed.add(group)  # it is new, and knows nothing of us
        said[process] = set(message["people"]), time.monotonic() + LEASE
        number = self.number(group)
        if self._told.get(group) == number:
            return None
        self._told[group] = number
        return {"type": "presence.changed", "group": group, "number": number}

    def number(self, group):
        """How many people; one with two devices is one."""
        now, said = time.monotonic(), self._said.get(group, {})
        return len(set().union(*(people for people, until in said.values() if until > now)))

    def forget(self, group):
        """Nobody here listens there any more, so nobody here hears of it."""
        self._said.pop(group, None)
        self._told.pop(group, None)
