"""Mail that comes in: from our mail server, one message at a time, and safe to bring twice."""

import logging
from enum import StrEnum

from django.db import IntegrityError, transaction

from community.limits import Limit
from community.mail import addresses
from community.mail.models import Received
from community.mail.reading import Incoming

log = logging.getLogger(__name__)
LARGEST = 30 << 20  # bytes of one message, files included
RECEIVERS = {}
# SECURITY 4.4; by person it is counted where the person is known.
MINUTE = Limit("mail-minute", most=50, seconds=60)
HOUR = Limit("mail-hour", most=600, seconds=3600)


class Outcome(StrEnum):
    PLACED = "placed"
    HELD = "held"  # somebody looks at it first
    REFUSED = "refused"  # its writer was told why
    DROPPED = "dropped"  # a machine wrote it, or nobody who could be told
    NOBODY = "nobody"  # no such address
    BUSY = "busy"  # bring it again later


class Receiver:
    """What mail to one kind of address does. Registered by being defined, under its ``word``, in
    the ``mail.py`` of a part of the house."""

    word = None

    def __init_subclass__(cls):
        RECEIVERS[cls.word] = cls()

    def receive(self, numbers, letter):
        """An ``Outcome``; runs in a transaction. Raises whatever is worth another try."""
        raise NotImplementedError


def receive(raw, *, to, envelope_sender=None):
    """Do what mail to the address ``to`` does. The same message brought again changes nothing."""
    address = addresses.read(to)
    if address is None or address[0] not in RECEIVERS:
        return Outcome.NOBODY
    word, numbers = address
    if len(raw) > LARGEST:
        return Outcome.DROPPED
    if not (MINUTE.take("all") and HOUR.take("all")):
        return Outcome.BUSY
    letter = Incoming.read(raw, envelope_sender=envelope_sender)
    if letter.is_automatic and word != "terug":
        log.info("A machine wrote to %s.", word)
        return Outcome.DROPPED
    return _once(RECEIVERS[word], numbers, letter, to)


def _once(receiver, numbers, letter, to):
    known = Received.objects.filter(key=Received.key_of(letter.message_id, to))
    try:
        with transaction.atomic():
            row = Received.objects.note(letter.message_id, to)
            outcome = receiver.receive(numbers, letter)
            row.outcome = outcome
            row.save(update_fields=["outcome"])
            return outcome
    except IntegrityError:
        before = known.values_list("outcome", flat=True).first()
        if before is None:
            raise
        return Outcome(before)
