from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext

from networks.register import LARGEST, NotARegister, Register

SECONDS = 60


class Command(BaseCommand):
    help = "Read DUO's open register of schools, again and again, from a file or an address."

    def add_arguments(self, parser):
        parser.add_argument("location", help="a CSV file, or an address that begins with https://")
        parser.add_argument("--source", default="DUO, open onderwijsdata")
        parser.add_argument("--date", type=date.fromisoformat, help="when published: YYYY-MM-DD")
        parser.add_argument(
            "--let-vanish",
            action="store_true",
            help="believe the file, however many schools are missing from it",
        )

    def handle(self, *, location, source, date, let_vanish, **options):
        try:
            register = Register.read(_bytes(location))
        except NotARegister as problem:
            raise CommandError(problem) from None
        outcome = register.follow(source=source, published_on=date, believe=let_vanish)
        for line in _report(register, outcome):
            self.stdout.write(line)


def _bytes(location):
    """What stands there, one byte more than allowed at the most."""
    try:
        if urlsplit(location).scheme in ("http", "https"):
            with urlopen(location, timeout=SECONDS) as answer:  # noqa: S310 - scheme is checked
                return answer.read(LARGEST + 1)
        with Path(location).open("rb") as file:
            return file.read(LARGEST + 1)
    except URLError as problem:
        raise CommandError(
            gettext("The address does not give the file: %(reason)s.") % {"reason": problem.reason}
        ) from None
    except OSError as problem:
        raise CommandError(
            gettext("%(file)s cannot be read: %(reason)s.")
            % {"file": location, "reason": problem.strerror or problem}
        ) from None


def _report(register, outcome):
    yield gettext("%(all)d schools read: %(new)d new, %(known)d known.") % {
        "all": len(register.schools),
        "new": outcome.new,
        "known": outcome.known,
    }
    if register.repeated:
        yield ngettext(
            "%(count)d row repeats a code that was there already; the last one counts.",
            "%(count)d rows repeat a code that was there already; the last one counts.",
            register.repeated,
        ) % {"count": register.repeated}
    if outcome.vanished or outcome.returned:
        yield gettext("%(vanished)d schools have vanished, %(returned)d are back.") % {
            "vanished": outcome.vanished,
            "returned": outcome.returned,
        }
    if outcome.doubtful:
        yield gettext(
            "%(count)d schools are missing from this file. That is too many to be true, so "
            "they stay. Is it right after all? Then add --let-vanish."
        ) % {"count": outcome.doubtful}
