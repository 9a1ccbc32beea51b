import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import texts

CODE = re.compile(r"\b(\d{3})[ \u00a0]?(\d{3})\b")


@pytest.fixture
def reader(db):
    """A browser that asks for English, the language of the source."""
    return Client(headers={"accept-language": "en", "user-agent": "Firefox/130.0 (Windows)"})


@pytest.fixture
def newest_code():
    def find():
        words = mail.outbox[-1].subject if mail.outbox else texts.outbox[-1][1]
        return "".join(CODE.search(words).groups())

    return find


@pytest.fixture
def sign_in(reader, newest_code):
    """``sign_in("samira@voorbeeld.test")``: both steps, the way people take them."""

    def take_both_steps(where, browser=reader, **fields):
        browser.post(reverse("account_login"), {"where": where, **fields})
        return browser.post(
            reverse("account_confirm_login_code"), {"code": newest_code(), **fields}
        )

    return take_both_steps


@pytest.fixture
def who(reader):
    """The key of who is signed in in the reader's browser; None for a visitor."""

    def ask(browser=reader):
        return browser.session.get("_auth_user_id") and int(browser.session["_auth_user_id"])

    return ask
