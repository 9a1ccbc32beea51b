"""The round of the postman: what is due leaves, the essential first."""

import logging
import time

from django.conf import settings
from django.utils import timezone, translation

from community.mail.bounces import is_dead
from community.mail.carrying import CARRIERS
from community.mail.composing import COMPOSERS
from community.mail.models import Outgoing
from community.mail.refusal import RefusedError

log = logging.getLogger(__name__)
ROUND, BATCH = 60, 200  # seconds of one round, and messages between two looks at the clock


def send_due(*, seconds=ROUND):
    """Send what is due until nothing is, or the round is over; how many left."""
    carriers, sent, until = {}, 0, time.monotonic() + seconds
    try:
        while time.monotonic() < until and (batch := _batch()):
            sent += sum(send(pk, carriers=carriers) for pk in batch)
    finally:
        for carrier in carriers.values():
            carrier.close()
    return sent


def send(pk, *, carriers=None):
    """Send one message if it is due and nobody else has it; whether it left.

    The row says so only after the other side has taken it over: who is stopped in between sends
    it again under the same Message-ID, which mail programs show once.
    """
    outgoing = Outgoing.objects.take(pk, at=timezone.now())
    if outgoing is None:
        return False
    round_of_one = carriers is None
    carriers = {} if round_of_one else carriers
    try:
        return _carry(outgoing, carriers)
    except RefusedError as error:
        outgoing.give_up(error)
    except OSError as error:  # SMTPException is one; its words may name the address
        log.warning("Message %s did not leave: %s", outgoing.pk, type(error).__name__)
        outgoing.try_later(type(error).__name__)
    except Exception as error:
        log.exception("Message %s could not be made.", outgoing.pk)
        outgoing.try_later(type(error).__name__)
    finally:
        if round_of_one:
            for carrier in carriers.values():
                carrier.close()
    return False


def _carry(outgoing, carriers):
    if outgoing.way == Outgoing.Way.MAIL and is_dead(outgoing.to):
        outgoing.delete()  # its reader finds it on the site, and was told so
        return False
    with translation.override(outgoing.language):
        message = COMPOSERS[outgoing.composer].compose(outgoing)
    if message is not None:
        if outgoing.way not in carriers:
            carriers[outgoing.way] = CARRIERS[outgoing.way]()
        carriers[outgoing.way].carry(message, outgoing)
    outgoing.went()
    return message is not None


def _batch():
    """Keys of what may leave now: of each way no more in a day than the operator allows, and the
    essential always."""
    now = timezone.now()
    due = Outgoing.objects.due(now)
    size = BATCH
    for way, most in _most_a_day():
        room = most - Outgoing.objects.gone_on(timezone.localdate(now)).filter(way=way).count()
        if room <= 0:
            due = due.exclude(way=way, weight__gt=Outgoing.Weight.ESSENTIAL)
        else:
            size = min(size, room)
    return list(due.values_list("pk", flat=True)[:size])


def _most_a_day():
    return (
        (Outgoing.Way.MAIL, settings.MAILS_PER_DAY),
        (Outgoing.Way.TEXT, settings.TEXTS_PER_DAY),
    )
