"""How a message leaves: one carrier for each way."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import get_connection

from community.mail import addresses, bounces, sms
from community.mail.models import Outgoing
from community.mail.refusal import RefusedError

CARRIERS = {}


class Carrier:
    """Registered by being defined, for its ``way``. ``carry`` returns when somebody else has
    taken the message over; raises ``RefusedError``, or anything else when another try may help."""

    way = None

    def __init_subclass__(cls):
        CARRIERS[cls.way] = cls

    def carry(self, message, outgoing):
        raise NotImplementedError

    def close(self):
        """The round is over."""


class Postman(Carrier):
    """One conversation with the mail server for many letters."""

    way = Outgoing.Way.MAIL

    def __init__(self):
        self.connection = None

    def carry(self, letter, outgoing):
        letter.extra_headers["Message-ID"] = outgoing.message_id
        if returns_to := addresses.make("terug", outgoing.pk):
            letter.extra_headers.setdefault("From", settings.DEFAULT_FROM_EMAIL)
            letter.from_email = returns_to  # on the envelope: where reports go
        if self.connection is None:
            self.connection = get_connection()
            self.connection.open()
        try:
            self.connection.send_messages([letter])
        except (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError) as error:
            self.close()
            if _is_for_good(error):
                bounces.came_back(outgoing.to, is_hard=True)
                raise RefusedError(f"the server said {_code(error)}") from error
            raise
        except Exception:
            self.close()
            raise

    def close(self):
        if self.connection is not None:
            connection, self.connection = self.connection, None
            connection.close()


class Texter(Carrier):
    way = Outgoing.Way.TEXT

    def carry(self, text, outgoing):
        sms.send(outgoing.to, text)


def _is_for_good(error):
    return 500 <= _code(error) < 600


def _code(error):
    """What the server answered, without its words: they may name the address."""
    if isinstance(error, SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return error.smtp_code
