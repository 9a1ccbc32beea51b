"""Letters of ours that came back, and the word that stops text messages."""

from django.utils import translation
from django.utils.translation import gettext

from community.accounts.models import User
from community.mail import bounces
from community.mail.incoming import Outcome, Receiver
from community.mail.models import Outgoing
from community.mail.texting import Listener, Said
from community.notifications.models import Preferences

WORD = "terug"


class Stop(Listener):
    """No text about anything: what cannot be switched off is found on the site, or by mail."""

    def hear(self, number, said):
        person = User.objects.filter(mobile=number, is_active=True).first()
        if person is None or said != Said.STOP:
            return None
        Preferences.keep(person, by_text=False)
        with translation.override(person.language):
            return gettext("You get no more texts from us. Only your code, if you ask for one.")


class Returned(Receiver):
    """To the address on the envelope of one letter come the reports about it (RFC 3464), and the
    "I am away" of who got it, which says nothing about the address."""

    word = WORD

    def receive(self, numbers, letter):
        outgoing = Outgoing.objects.filter(pk=numbers[0]).first()
        failed = letter.report and _failed(letter.report)
        if outgoing is None or not failed:
            return Outcome.DROPPED
        bounces.came_back(outgoing.to, is_hard=_is_hard(failed))
        return Outcome.PLACED


def _failed(report):
    """The status code of what failed for good (``5.1.1``), or an empty text."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.get_payload():
                if str(block.get("Action", "")).strip().lower() == "failed":
                    return str(block.get("Status", "5.0.0")).strip()
    return ""


def _is_hard(status):
    """There is no such address, or no such host. That a box is full or a filter angry passes."""
    return status.startswith(("5.1", "5.4.4", "5.0.0"))
