"""Facts the database may keep but nobody may read in it: sealed, or known again by a mark."""

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "community.sealing"


def seal(value):
    """``value`` as text that only ``unseal`` reads; each time another text."""
    return _fernet().encrypt(str(value).encode()).decode()


def unseal(text):
    """What was sealed, or None when its key is gone: see ``SEAL_KEYS``."""
    try:
        return _fernet().decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def mark(*facts):
    """The same text for the same facts, and no way back: to know again what one cannot read."""
    joined = ":".join(map(str, facts))
    return salted_hmac(SALT, joined, secret=settings.SEAL_KEYS[-1], algorithm="sha256").hexdigest()


@cache
def _fernet():
    """The first key seals; all of them open."""
    return MultiFernet(
        Fernet(urlsafe_b64encode(sha256(f"{SALT}:{key}".encode()).digest()))
        for key in settings.SEAL_KEYS
    )
