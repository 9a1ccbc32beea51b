"""Letters: two complete parts in the reader's language and direction, nothing that spies."""

import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils import translation

from community.accounts.codes import SentCode
from community.accounts.models import User
from community.mail.outgoing import send_letter
from tests import texts
from tests.factories import make_user


@pytest.fixture
def asking(rf: RequestFactory):
    request = rf.post("/account/inloggen/")
    request.session = {}
    request.user = SimpleNamespace(is_authenticated=False)
    return request


def parts(letter):
    return letter.body, letter.alternatives[0].content


def test_the_code_is_in_the_subject_and_in_both_parts(db):
    send_letter("account/login_code", to="samira@voorbeeld.test", language="en", code="482 139")

    (letter,) = mail.outbox
    text, html = parts(letter)
    assert letter.subject == "Your code is 482 139"
    for part in (text, html):
        assert "482 139" in part
        assert "The code works for 15 minutes." in part
        assert "We never call you for a code." in part
        assert "Did you not ask for a code?" in part
    assert letter.to == ["samira@voorbeeld.test"]
    assert letter.extra_headers == {"Auto-Submitted": "auto-generated", "Content-Language": "en"}


def test_nothing_in_a_letter_phones_home(db):
    send_letter("account/login_code", to="samira@voorbeeld.test", code="482 139")
    send_letter("account/webauthn_added", to="samira@voorbeeld.test")

    for letter in mail.outbox:
        html = parts(letter)[1]
        assert not re.search(r"<(img|table|link|script|iframe)|url\(", html)


def test_a_letter_runs_the_way_its_language_runs(db, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    send_letter("account/login_code", to="samira@voorbeeld.test", language="ar", code="482 139")
    send_letter("account/login_code", to="samira@voorbeeld.test", language="nl", code="482 139")

    assert [re.search(r"<html [^>]+>", parts(letter)[1])[0] for letter in mail.outbox] == [
        '<html lang="ar" dir="rtl">',
        '<html lang="nl" dir="ltr">',
    ]


def test_a_name_cannot_write_in_the_letter(db):
    send_letter("account/login_code", to="x@voorbeeld.test", code="<b>&'x")

    text, html = parts(mail.outbox[0])
    assert "<b>&'x" in text
    assert "<b>&'x" not in html


def test_known_people_get_their_own_language_and_newcomers_the_page_s(asking, db):
    make_user("samira", language="nl")
    with translation.override("en"):
        SentCode.send(asking, "samira@voorbeeld.test")
        SentCode.send(asking, "nieuw@voorbeeld.test")

    languages = [letter.extra_headers["Content-Language"] for letter in mail.outbox]
    assert languages == ["nl", "en"]


def test_a_code_keeps_its_order_from_right_to_left(asking, db, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    User.objects.create_user(email="amal@voorbeeld.test", language="ar")
    SentCode.send(asking, "amal@voorbeeld.test")

    assert re.search(r"\d{3}\u00a0\d{3}", mail.outbox[0].subject)


def test_a_text_message_carries_the_code_and_lets_the_phone_fill_it_in(asking, db, settings):
    settings.BASE_URL = "https://oudernetwerk.example:8443/"
    with translation.override("en"):
        SentCode.send(asking, "+31612345678")

    ((number, text),) = texts.outbox
    code = re.search(r"(\d{3}) (\d{3})", text)
    assert number == "+31612345678"
    assert text.endswith(f"\n\n@oudernetwerk.example #{code[1]}{code[2]}")
    assert len(text) <= 160
