"""The folder that catches all mail and text messages of a demo."""

import pytest

from community.mail import sms
from community.mail.mailbox import letters
from community.mail.outgoing import send_letter


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path / "post"
    settings.EMAIL_BACKEND = "community.mail.mailbox.EmailBackend"
    settings.SMS_BACKEND = "community.mail.mailbox.Sms"


def test_caught_messages_are_there_to_read_newest_first():
    assert letters() == []
    send_letter("account/login_code", to="samira@voorbeeld.test", language="en", code="482 139")
    sms.send("+31612345678", "Uw code is 111 222")

    text, mail = letters()
    assert (text.to, text.text.strip(), text.html) == (
        "+31612345678@sms.invalid",
        "Uw code is 111 222",
        "",
    )
    assert (mail.to, mail.subject) == ("samira@voorbeeld.test", "Your code is 482 139")
    assert "482 139" in mail.text
    assert "482 139" in mail.html


def test_only_the_newest_are_read():
    for number in range(5):
        sms.send("+31612345678", str(number))

    assert [letter.text.strip() for letter in letters(most=2)] == ["4", "3"]
