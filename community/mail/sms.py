"""Text messages: an interface of one method, and the console until an operator chooses."""

import json
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils.module_loading import import_string

from community.mail.refusal import RefusedError

SECONDS = 10  # that we wait for a gateway
WORTH_ANOTHER_TRY = {408, 425, 429}


def send(number, text):
    """Send ``text`` to ``number`` (``+31612345678``) through ``settings.SMS_BACKEND``."""
    import_string(settings.SMS_BACKEND)().send(number, text)


class Console:
    """Writes messages to standard error, where the operator of a small site can read them."""

    def send(self, number, text):
        sys.stderr.write(f"SMS to {number}: {text}\n")


class Http:
    """A gateway that takes ``{"to": …, "from": …, "text": …}`` as JSON at ``SMS_URL`` from who
    shows ``SMS_KEY``. Raises ``RefusedError`` for what it will never send."""

    def send(self, number, text):
        facts = {"to": number, "from": settings.SMS_FROM, "text": text}
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {settings.SMS_KEY}",
        }
        request = Request(settings.SMS_URL, json.dumps(facts).encode(), headers)  # noqa: S310 (ours)
        try:
            with urlopen(request, timeout=SECONDS):  # noqa: S310
                return
        except HTTPError as error:
            if 400 <= error.code < 500 and error.code not in WORTH_ANOTHER_TRY:
                raise RefusedError(f"gateway: {error.code}") from error
            raise
