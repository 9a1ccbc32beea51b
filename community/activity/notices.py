"""A notice answers a few questions about a verb: who should hear, where, and what.

Registered by being defined, in the ``notices.py`` beside the model it speaks of. Its words
are ``templates/notices/<verb>.txt``, rendered in the reader's language when they look.
"""

from typing import NamedTuple

from community.notifications.sorts import Sort

NOTICES = {}


class Quote(NamedTuple):
    """Words of somebody, as they stand at the moment of asking; ``who`` may be empty."""

    who: str
    text: str


class Notice:
    verb = None
    sort = Sort.AROUND  # what people choose by how soon they hear of it
    essential = False  # whether it is told at once to everybody, whatever they chose
    is_told = True  # False: a letter of its own goes to them, and no second one

    def __init_subclass__(cls):
        if cls.verb:  # without one it is the common ground of several notices
            NOTICES[cls.verb] = cls()

    def recipients(self, event):
        """A queryset or list of the people concerned; the actor is left out afterwards."""
        raise NotImplementedError

    def is_visible_to(self, person, event):
        """Whether ``person`` may see what it is about, asked at the moment of sending."""
        return type(event.about).objects.visible_to(person).filter(pk=event.about_id).exists()

    def url(self, event):
        return event.about.get_absolute_url()

    def facts(self, event):
        """Plain values for the template; no HTML, nothing a quick edit makes untrue."""
        return {}

    def place(self, event):
        """``topic-214``: what it is in. Several of one place are told in one letter, and whoever
        goes there has read them all."""
        return ""

    def quote(self, event, person):
        """A ``Quote`` for the letter to ``person``, or None; asked when it leaves."""

    def answer_address(self, event, person):
        """Where ``person`` may send an answer by mail; empty: nowhere."""
        return ""
