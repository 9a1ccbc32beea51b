"""A folder that catches all mail and text messages of a demo or a test.

One ``.eml`` file per message, named by time, so that the newest sorts last.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


@dataclass(frozen=True)
class Letter:
    """One caught message as the demo shows it; ``html`` is empty for a text message."""

    name: str
    to: str
    subject: str
    text: str
    html: str
    sent_at: datetime
    answers_to: str = ""  # where an answer by mail would go

    @property
    def title(self):
        """The subject; for a text message, which has none, the message itself."""
        return self.subject if self.html else self.text.strip()

    @classmethod
    def read(cls, path):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        html = message.get_body(("html",))
        return cls(
            name=path.stem,
            to=str(message["To"]),
            subject=str(message["Subject"]),
            text=message.get_body(("plain",)).get_content(),
            html=html.get_content() if html else "",
            answers_to=str(message["Reply-To"] or ""),
            sent_at=datetime.fromtimestamp(
                path.stat().st_mtime, tz=timezone.get_default_timezone()
            ),
        )


def letters(most=50):
    """The newest letters first."""
    return [Letter.read(path) for path in sorted(_folder().glob("*.eml"), reverse=True)[:most]]


class EmailBackend(BaseEmailBackend):
    def send_messages(self, messages):
        for message in messages:
            path = _folder() / f"{time.time_ns()}.eml"
            path.write_bytes(message.message().as_bytes())
        return len(messages)


class Sms:
    def send(self, number, text):
        EmailMessage(subject="sms", body=text, to=[f"{number}@sms.invalid"]).send()


def _folder():
    folder = Path(settings.MAILBOX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
