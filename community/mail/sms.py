"""Text messages: an interface of one method, and the console until an operator chooses."""

import sys

from django.conf import settings
from django.utils.module_loading import import_string


def send(number, text):
    """Send ``text`` to ``number`` (``+31612345678``) through ``settings.SMS_BACKEND``."""
    import_string(settings.SMS_BACKEND)().send(number, text)


class Console:
    """Writes messages to standard error, where the operator of a small site can read them."""

    def send(self, number, text):
        sys.stderr.write(f"SMS to {number}: {text}\n")
