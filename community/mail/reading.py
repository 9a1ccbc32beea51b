"""What stands in a mail that comes in: who, what, and whether a person or a machine wrote it."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.utils import parseaddr

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from community.mail.quoting import own_words
from community.richtext import plain

LONGEST = 200_000  # characters of text that are looked at
FILES = 10  # attachments that are looked at
HOPS = 50  # lines of "Received": more is a mail that goes round
MACHINES = {"mailer-daemon", "postmaster", "noreply", "no-reply"}
BY_MACHINES = ("x-autoreply", "x-autorespond", "x-loop", "list-id", "x-auto-response-suppress")


@dataclass(frozen=True)
class Incoming:
    """One mail. ``sender`` is what stands in "From", in lower case: anybody can write that."""

    sender: str
    message_id: str
    subject: str
    text: str  # of its writer alone: what it quotes and signs is cut off
    files: list = field(default_factory=list)
    is_automatic: bool = False
    is_proven: bool | None = None  # what our own server found; None: it does not look
    report: object = None  # the message itself, when it tells of another that did not arrive

    @classmethod
    def read(cls, raw, *, envelope_sender=None):
        """From the bytes of a message; raises nothing on what is broken."""
        message = message_from_bytes(raw, policy=policy.default)
        sender = parseaddr(_header(message, "From"))[1].strip().lower()
        return cls(
            sender=sender,
            message_id=_header(message, "Message-ID").strip()[:250],
            subject=_subject(message),
            text=own_words(_text(message)),
            files=_files(message),
            is_automatic=envelope_sender == "" or _is_automatic(message, sender),
            is_proven=_is_proven(message, sender),
            report=message if message.get_content_type() == "multipart/report" else None,
        )


def _header(message, name):
    try:
        return str(message.get(name, ""))
    except Exception:  # a header nobody can read is no header
        return ""


def _subject(message):
    """Without "Re:" and its kin of any language: up to three letters and a colon."""
    one_line = " ".join(_header(message, "Subject").split())
    return re.sub(r"^(?:\s*\w{2,3}\s*(?:\[\d+\])?\s*[:：]\s*)+", "", one_line)[:120].strip()


def _text(message):
    try:
        part = message.get_body(("plain", "html"))
        words = part.get_content()[:LONGEST] if part else ""
        return plain(words) if part and part.get_content_type() == "text/html" else words
    except Exception:  # an unknown encoding, or no text where one was said to be
        return ""


def _files(message):
    found = []
    try:
        for part in message.iter_attachments():
            if len(found) < FILES and part.get_content_maintype() not in ("multipart", "message"):
                content = part.get_payload(decode=True) or b""
                name = (part.get_filename() or "bestand")[:150]
                found.append(SimpleUploadedFile(name, content, part.get_content_type()))
    except Exception:  # parts that contradict each other
        return found
    return found


def _is_automatic(message, sender):
    said = _header(message, "Auto-Submitted").lower()
    precedence = _header(message, "Precedence").lower()
    return (
        said not in ("", "no")
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or any(name in message for name in BY_MACHINES)
        or sender.partition("@")[0] in MACHINES
        or message.get_content_type() == "multipart/report"
        or _header(message, "Message-ID").rstrip(">").endswith(f"@{settings.MAIL_HOST}")
        or len(message.get_all("Received", [])) > HOPS
    )


def _is_proven(message, sender):
    """What our own mail server wrote down of DMARC: only its line counts, the first of its name."""
    if not settings.MAIL_AUTHSERV:
        return None
    for line in message.get_all("Authentication-Results", []):
        server, _semicolon, results = str(line).partition(";")
        if server.strip().split(" ")[0] == settings.MAIL_AUTHSERV:
            found = re.search(r"\bdmarc=(\w+)[^;]*\bheader\.from=([\w.-]+)", results)
            domain = sender.partition("@")[2]
            return bool(found) and found[1] == "pass" and found[2].lower() == domain
    return False
