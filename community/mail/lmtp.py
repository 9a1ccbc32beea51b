"""The door at which a mail server hands messages over (LMTP, RFC 2033)."""

import logging
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from community.mail import addresses
from community.mail.incoming import LARGEST, RECEIVERS, Outcome, receive

log = logging.getLogger(__name__)
ANSWERS = {
    Outcome.PLACED: "250 Placed",
    Outcome.HELD: "250 Somebody looks at it first",
    Outcome.REFUSED: "250 Its writer was told why not",
    Outcome.DROPPED: "250 Dropped",
    Outcome.NOBODY: "550 No such address",
    Outcome.BUSY: "451 Later please",
}


class Door:
    """One recipient for each message, so that each has an answer of its own."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if envelope.rcpt_tos:
            return "452 One at a time"
        found = addresses.read(address)
        if found is None or found[0] not in RECEIVERS:
            return "550 No such address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        try:
            outcome = await sync_to_async(_take, thread_sensitive=False)(
                envelope.content, envelope.rcpt_tos[0], envelope.mail_from
            )
        except Exception:
            log.exception("A message could not be taken in.")
            return "451 Not now"
        return ANSWERS[outcome]


class _Controller(Controller):
    def factory(self):
        return LMTP(self.handler, **self.SMTP_kwargs)


@contextmanager
def open_door(host, port):
    controller = _Controller(Door(), hostname=host, port=port, data_size_limit=LARGEST)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


def _take(raw, to, sender):
    close_old_connections()
    try:
        return receive(raw, to=to, envelope_sender=sender)
    finally:
        close_old_connections()
