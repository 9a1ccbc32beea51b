"""Addresses of ours at which mail does something: each carries whom and what it is for, sealed.

``antwoord-2s-5k-gd1-k3v9…@ouders.example``: a word, numbers, and a mark that only we can make. In
lower case throughout, because mail servers may change it, and within 64 characters.
"""

import re
from base64 import b32encode
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "community.mail.addresses"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BEGAN = date(2026, 1, 1)  # day 0 of addresses that end
PATTERN = re.compile(r"^([a-z]{1,12})((?:-[0-9a-z]{1,13})*)-([a-z2-7]{16})$")


def is_open():
    """Whether mail to this site arrives anywhere."""
    return bool(settings.MAIL_DOMAIN)


def make(word, *numbers):
    """The address called ``word`` for these whole numbers; empty when the site takes no mail."""
    if not is_open():
        return ""
    body = "-".join([word, *map(_in_36, numbers)])
    return f"{body}-{_mark(body)}@{settings.MAIL_DOMAIN}"


def read(address):
    """``(word, [numbers])`` of an address we made, or None."""
    local, _at, domain = address.strip().strip("<>").lower().partition("@")
    found = PATTERN.match(local) if domain == settings.MAIL_DOMAIN and is_open() else None
    if found is None:
        return None
    body = f"{found[1]}{found[2]}"
    if not constant_time_compare(found[3], _mark(body)):
        return None
    return found[1], [int(number, 36) for number in found[2].split("-")[1:]]


def today():
    """The number of the day, for addresses that end."""
    return (timezone.localdate() - BEGAN).days


def is_past(day, *, lasts):
    """Whether an address made on ``day`` has ended; ``lasts`` is a timedelta."""
    return timedelta(days=today() - day) > lasts


def _mark(body):
    digest = salted_hmac(SALT, body, algorithm="sha256").digest()
    return b32encode(digest[:10]).decode().lower()


def _in_36(number):
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
