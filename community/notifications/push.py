"""Web push: a sign on a phone, through the makers of browsers, who cannot read what it says.

Off until ``manage.py make_push_key`` made the key by which they know us (VAPID, RFC 8292).
"""

import json
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02, b64urlencode
from pywebpush import WebPushException, webpush
from requests import Session

from community.mail.carrying import Carrier
from community.mail.models import Outgoing
from community.mail.refusal import RefusedError
from community.notifications.models.push import PushDevice

GONE = {404, 410}  # the browser wants no more
LASTS = 24 * 60 * 60  # seconds in which a phone that is off may still get it
SECONDS = 10  # that we wait for an answer


def key_file():
    return Path(settings.DATA_DIR) / "push-key.pem"


@cache
def _key(path):
    return Vapid02.from_file(path) if Path(path).exists() else None


def public_key():
    """The key browsers ask for, base64url; empty when push is off."""
    key = _key(str(key_file()))
    if key is None:
        return ""
    return b64urlencode(key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def is_push_service(endpoint):
    """Whether this address is of a maker of browsers: it is told to us by whoever signs in, and
    we write to it from inside."""
    parts = urlsplit(endpoint)
    if f"{parts.scheme}://{parts.netloc}" in settings.PUSH_SERVICES:
        return True
    host = f".{parts.hostname}"
    known = any(host.endswith(f".{service}") for service in settings.PUSH_SERVICES)
    return known and parts.scheme == "https" and parts.netloc == parts.hostname


def _straight_on():
    """What leads elsewhere is not followed: only the first address was looked at."""
    session = Session()
    session.max_redirects = 0
    return session


class Pusher(Carrier):
    way = Outgoing.Way.PUSH

    def carry(self, message, outgoing):
        device = PushDevice.objects.awake().filter(pk=outgoing.to).first()
        key = _key(str(key_file()))
        if device is None or key is None:
            raise RefusedError("nobody is signed in there")
        try:
            webpush(
                {"endpoint": device.endpoint, "keys": {"p256dh": device.key, "auth": device.auth}},
                data=json.dumps(message),
                vapid_private_key=key,
                vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
                ttl=LASTS,
                timeout=SECONDS,
                requests_session=_straight_on(),
                headers={"Urgency": "normal"},
            )
        except WebPushException as error:
            if error.response is not None and error.response.status_code in GONE:
                device.delete()
                raise RefusedError("the browser is gone") from error
            raise
