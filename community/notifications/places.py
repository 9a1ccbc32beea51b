"""Where something can be said that one wants to hear no more of: a conversation, for one.

Notifications know no domain; a part answers in its ``notices.py``.
"""

PLACES = {}


class Place:
    """Registered by being defined, under its ``prefix``: ``topic`` of ``topic-214``."""

    prefix = None

    def __init_subclass__(cls):
        PLACES[cls.prefix] = cls()

    def mute(self, person, key, *, on):
        """Tell ``person`` nothing more of it, or again; no such place is no error."""
        raise NotImplementedError


def mute(person, place, *, on=True):
    prefix, _dash, key = place.partition("-")
    PLACES[prefix].mute(person, int(key), on=on)


def can_be_muted(place):
    return place.partition("-")[0] in PLACES
