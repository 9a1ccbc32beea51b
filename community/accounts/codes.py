"""The code of six digits that proves an address is yours: the only key to an account."""

import string
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.utils import translation
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext

from community.accounts.models import User
from community.limits import Limit
from community.mail import sms
from community.mail.outgoing import send_letter

LENGTH = 6
SECONDS = 15 * 60
# In the cache and not in the session: parallel requests would each read "no tries yet".
TRIES = Limit("accounts.code_tries", most=3, seconds=SECONDS)
KEY = "sent_code"


@dataclass(frozen=True)
class SentCode:
    """A code under way to ``to``; it lives in the session that asked and opens nothing else.

    The session holds a seal instead of the digits, so who reads the database cannot sign in.
    Nobody is looked up before the code is right: known and unknown addresses look the same.
    """

    to: str
    at: float
    seal: str

    @classmethod
    def send(cls, request, to):
        """Send a code, after which the one before is void; None if this was asked too often."""
        if not ratelimit.consume(request, action="request_login_code", key=to):
            return None
        digits = get_random_string(LENGTH, string.digits)
        at = time.time()
        sent = cls(to=to, at=at, seal=_seal(to, at, digits))
        request.session[KEY] = asdict(sent)
        _deliver(to, digits)
        return sent

    @classmethod
    def pending(cls, request):
        facts = request.session.get(KEY)
        return cls(**facts) if facts else None

    @property
    def by_mail(self):
        return "@" in self.to

    @property
    def masked(self):
        """``06 •• •• •• 78``: enough to recognise a number, too little to copy it."""
        return self.to if self.by_mail else f"06 •• •• •• {self.to[-2:]}"

    @property
    def is_old(self):
        return time.time() - self.at > SECONDS

    @property
    def owner(self):
        """Who this code lets in; an address without an account gets one now."""
        return User.objects.arrive(**{"email" if self.by_mail else "mobile": self.to})

    def fits(self, digits):
        return constant_time_compare(self.seal, _seal(self.to, self.at, digits))

    def use_up(self, request):
        del request.session[KEY]


def _seal(to, at, digits):
    return salted_hmac(f"sign-in code {to} {at}", digits, algorithm="sha256").hexdigest()


def _deliver(to, digits):
    with translation.override(User.objects.language_at(to) or translation.get_language()):
        # A plain space would let the two halves change places in a line from right to left.
        space = "\u00a0" if translation.get_language_bidi() else " "
        code = space.join((digits[:3], digits[3:]))
        if "@" in to:
            send_letter("account/login_code", to=to, code=code)
        else:
            text = gettext("Your code is %(code)s. We never call you for a code.") % {"code": code}
            # The last line lets phones fill the code in, on this site only.
            sms.send(to, f"{text}\n\n@{urlsplit(settings.BASE_URL).hostname} #{digits}")
