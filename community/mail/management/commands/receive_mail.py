import signal
import sys
from threading import Event

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from community.mail.incoming import LARGEST, Outcome, receive
from community.mail.lmtp import open_door

# sysexits.h: what a mail server does with the message afterwards.
OK, NO_USER, TRY_LATER = 0, 67, 75


class Command(BaseCommand):
    help = (
        "Take in mail: one message from standard input for RECIPIENT, as a pipe of Postfix brings "
        "it, or with --lmtp HOST:PORT as a server of its own."
    )

    def add_arguments(self, parser):
        parser.add_argument("recipient", nargs="?")
        parser.add_argument("--sender", default=None, help='as on the envelope; "" for a bounce')
        parser.add_argument("--lmtp", metavar="HOST:PORT")

    def handle(self, *, recipient, sender, lmtp, **options):
        if lmtp:
            self._serve(lmtp)
        elif recipient:
            sys.exit(self._take_one(recipient, sender))
        else:
            raise CommandError("Say for whom it is, or --lmtp.")

    def _take_one(self, recipient, sender):
        raw = sys.stdin.buffer.read(LARGEST + 1)
        try:
            outcome = receive(raw, to=recipient, envelope_sender=sender)
        except Exception as error:
            self.stderr.write(f"Not now: {type(error).__name__}: {error}")
            return TRY_LATER
        finally:
            close_old_connections()
        self.stdout.write(outcome)
        return {Outcome.NOBODY: NO_USER, Outcome.BUSY: TRY_LATER}.get(outcome, OK)

    def _serve(self, lmtp):
        host, _colon, port = lmtp.rpartition(":")
        if not port.isdecimal():
            raise CommandError("Say --lmtp 127.0.0.1:8024.")
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stop.set())
        with open_door(host or "127.0.0.1", int(port)):
            self.stdout.write(f"Mail is taken in at {host}:{port}.")
            self.stdout.flush()
            stop.wait()
