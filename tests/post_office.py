"""A mail server of our own on loopback, for tests that want to see a real conversation."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class PostOffice:
    """Takes every letter in, unless told otherwise; ``letters`` are ``(envelope, message)``."""

    def __init__(self):
        self.letters, self.answers = [], {}

    def refuse(self, address, answer):
        """``refuse("samira@…", "550 no such user")``; a second call overrules the first."""
        self.answers[address] = answer

    def welcome(self, address):
        del self.answers[address]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope, message))
        return "250 OK"

    def readers(self):
        """Who got how many letters."""
        got = [address for envelope, _letter in self.letters for address in envelope.rcpt_tos]
        return {address: got.count(address) for address in got}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def open_post_office(settings):
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    try:
        yield office
    finally:
        controller.stop()
