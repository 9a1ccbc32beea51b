"""Web push: a sign on a phone, through the makers of browsers, who cannot read what it says.

Off until ``manage.py make_push_key`` made the key by which they know us (VAPID, RFC 8292).
"""

import json
import os
from base64 import urlsafe_b64decode
from email.utils import parseaddr
from functools import cache
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02, b64urlencode

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


class Pusher(Carrier):
    way = Outgoing.Way.PUSH

    def carry(self, message, outgoing):
        device = PushDevice.objects.awake().filter(pk=outgoing.to).first()
        key = _key(str(key_file()))
        if device is None or key is None:
            raise RefusedError("nobody is signed in there")
        status = _send(device, json.dumps(message).encode(), key)
        if status in GONE:
            device.delete()
            raise RefusedError("the browser is gone")
        if not 200 <= status < 300:
            raise OSError(f"push service: {status}")


def _send(device, data, key):
    """The status of the answer. What leads elsewhere is not followed: only the first address was
    looked at."""
    parts = urlsplit(device.endpoint)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connect(parts.hostname, parts.port, timeout=SECONDS)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("POST", path, _sealed(data, device), _headers(parts, key))
        return connection.getresponse().status
    finally:
        connection.close()


def _sealed(data, device):
    """For the keys of that browser alone (RFC 8291)."""
    return http_ece.encrypt(
        data,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(device.key),
        auth_secret=_bytes(device.auth),
    )


def _headers(parts, key):
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    return {
        **key.sign(claims),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(LASTS),
        "Urgency": "normal",
    }


def _bytes(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
