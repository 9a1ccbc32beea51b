"""Who makes a message out of a row, at the moment it leaves.

A part that sends more than plain letters defines a ``Composer`` in its ``notices.py``.
"""

from community.mail.outgoing import make_letter

COMPOSERS = {}


class Composer:
    """Registered by being defined, under its ``name``."""

    name = None

    def __init_subclass__(cls):
        if cls.name:  # without one it is the common ground of several
            COMPOSERS[cls.name] = cls()

    def compose(self, outgoing):
        """What the carrier of its way takes, in the language now active; None when there is
        nothing left to say: it was read, taken back, or is no longer the reader's to see."""
        raise NotImplementedError


class PlainLetter(Composer):
    """``templates/emails/<template>``, with facts that were plain when it was written."""

    name = "letter"

    def compose(self, outgoing):
        facts = outgoing.facts
        return make_letter(
            facts["template"], to=outgoing.to, headers=facts["headers"], **facts["facts"]
        )


class PlainText(Composer):
    name = "text"

    def compose(self, outgoing):
        return outgoing.facts["text"]
