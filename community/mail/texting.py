"""What somebody texts back: yes, no, or stop."""

import re
from enum import StrEnum

from django.db import IntegrityError, transaction

from community.limits import Limit
from community.mail.models import Received
from community.mail.post import post_text

PERSON = Limit("texts-in", most=20, seconds=24 * 60 * 60)
LISTENERS = []


class Said(StrEnum):
    YES = "yes"
    NO = "no"
    STOP = "stop"


WORDS = {
    Said.YES: {"ja", "j", "yes", "y", "ok", "oke", "jazeker", "jawel"},
    Said.NO: {"nee", "neen", "n", "no"},
    Said.STOP: {"stop", "stopp", "uit", "afmelden"},
}


class Listener:
    """Answers texts of one sort. Registered by being defined, in a ``mail.py``."""

    def __init_subclass__(cls):
        LISTENERS.append(cls())

    def hear(self, number, said):
        """A sentence to text back, in the language of who wrote; None when it was not for us."""
        raise NotImplementedError


def understood(text):
    """The first word of a text as what it means, or None."""
    first = re.match(r"\W*(\w+)", text.casefold())
    return next((said for said, words in WORDS.items() if first and first[1] in words), None)


def receive_text(number, text, *, key):
    """Do what a text from ``number`` asks; ``key`` is its number at the gateway, and what comes
    twice is done once."""
    try:
        with transaction.atomic():
            Received.objects.note(key, number)
            if not PERSON.take(number):
                return
            said = understood(text)
            answers = (listener.hear(number, said) for listener in LISTENERS) if said else ()
            if answer := next(filter(None, answers), None):
                post_text(number, str(answer))
    except IntegrityError:
        return
