"""Closing an account for good: every part is asked what it holds of the person.

A part answers in its ``personal.py``, like the other questions from below.
"""

from django.db import transaction

PERSONAL = []


class Personal:
    """What one part holds of a person. Registered by being defined."""

    def __init_subclass__(cls):
        PERSONAL.append(cls())

    def reason_to_wait(self, person):
        """A sentence that says why this person cannot go yet, or an empty string."""
        return ""

    def forget(self, person):
        """Let the person go; raises what ``reason_to_wait`` did not see coming."""


def reasons_to_wait(person):
    return [reason for part in PERSONAL if (reason := part.reason_to_wait(person))]


@transaction.atomic
def close(person):
    """Forget ``person`` everywhere, or nowhere when one part refuses.

    What they made for others stays, without their name. What stands on other parts goes first: it
    may still need what those know.
    """
    for part in reversed(PERSONAL):
        part.forget(person)
    person.erase()
