"""Two steps: where to send the code, and the code."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from community.accounts.models import User
from tests import texts
from tests.factories import make_user

LOGIN = "/account/inloggen/"
CODE = "/account/code/"
SECRETS = re.compile(r'nonce="[^"]+"|csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def samira(db):
    return make_user("samira", language="en", mobile="+31612345678")


def errors(response):
    return [str(error) for field in response.context["form"].errors.values() for error in field]


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_somebody_known_signs_in_with_a_code_by_mail(samira, reader, sign_in, who):
    response = sign_in("samira@voorbeeld.test")

    assert (response.status_code, response.url) == (302, resolve_url("networks:home"))
    assert who() == samira.pk
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "typed", ["06 12 34 56 78", "0612345678", "+31 6 12345678", "0031612345678"]
)
def test_somebody_known_signs_in_with_a_code_by_text_message(typed, samira, sign_in, who):
    sign_in(typed)

    assert who() == samira.pk
    assert [number for number, _ in texts.outbox] == ["+31612345678"]
    assert mail.outbox == []


@pytest.mark.parametrize("where", ["Nieuw@Voorbeeld.test", "06 87654321"])
def test_a_newcomer_takes_the_same_two_steps(where, sign_in, who):
    sign_in(where)

    newcomer = User.objects.get()
    assert who() == newcomer.pk
    assert newcomer.address in ("nieuw@voorbeeld.test", "+31687654321")
    assert newcomer.language == "en"
    assert not newcomer.has_usable_password()
    assert not newcomer.has_introduced_themselves


def test_asking_for_a_code_makes_nobody(reader):
    reader.post(LOGIN, {"where": "nieuw@voorbeeld.test"})

    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("known", "unknown"),
    [("samira@voorbeeld.test", "vreemd@voorbeeld.test"), ("06 12345678", "06 99999978")],
)
def test_known_and_unknown_look_the_same(known, unknown, samira):
    seen = {}
    for where in (known, unknown):
        browser = Client(headers={"accept-language": "en"})
        asked = browser.post(LOGIN, {"where": where})
        page = browser.get(CODE)
        words = SECRETS.sub("…", page.text.replace(where, "…"))
        letters = len(mail.outbox) + len(texts.outbox)
        seen[where] = (asked.status_code, asked.url, page.status_code, words, letters)
        mail.outbox.clear()
        texts.outbox.clear()

    assert seen[known] == seen[unknown]
    assert seen[known][-1] == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda code: f"{code[:3]} {code[3:]}",
        lambda code: f"{code[:3]}-{code[3:]}",
        lambda code: f"  {code[:3]}\u00a0{code[3:]} ",
        lambda code: "".join(chr(ord("\u0660") + int(digit)) for digit in code),
    ],
    ids=["space", "dash", "pasted", "Arabic digits"],
)
def test_a_code_may_be_typed_the_way_people_type(write, samira, reader, newest_code, who):
    reader.post(LOGIN, {"where": "samira@voorbeeld.test"})
    reader.post(CODE, {"code": write(newest_code())})

    assert who() == samira.pk


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Fill in the code of 6 digits."),
        ("48213", "The code misses a digit. Look once more in your mail."),
        ("4821", "The code misses 2 digits. Look once more in your mail."),
        ("48213999", "The code has 6 digits and nothing else."),
        ("hallo!", "The code has 6 digits and nothing else."),
    ],
)
def test_what_is_no_code_costs_no_try(typed, sentence, samira, reader, newest_code, who):
    reader.post(LOGIN, {"where": "samira@voorbeeld.test"})
    for _ in range(5):
        response = reader.post(CODE, {"code": typed})

    assert (response.status_code, errors(response)) == (422, [sentence])
    assert f'value="{typed}"' in response.text or not typed
    assert "Error:" in response.text.split("</title>")[0]
    reader.post(CODE, {"code": newest_code()})
    assert who() == samira.pk


def test_after_three_wrong_codes_the_right_one_is_void_and_a_new_one_comes(
    samira, reader, newest_code, who
):
    reader.post(LOGIN, {"where": "samira@voorbeeld.test"})
    first = newest_code()
    for _ in range(3):
        response = reader.post(CODE, {"code": wrong(first)})
        assert errors(response) == ["This is not the code. Look once more in your mail."]

    response = reader.post(CODE, {"code": first})

    assert errors(response) == ["The code was wrong 3 times. We send you a new one."]
    assert who() is None
    assert len(mail.outbox) == 2
    reader.post(CODE, {"code": newest_code()})
    assert who() == samira.pk


def test_a_code_works_for_fifteen_minutes(samira, reader, newest_code, who):
    with time_machine.travel("2026-11-23 09:00", tick=False) as clock:
        reader.post(LOGIN, {"where": "samira@voorbeeld.test"})
        first = newest_code()
        clock.shift(timedelta(minutes=15, seconds=1))
        response = reader.post(CODE, {"code": first})

        assert errors(response) == ["This code is too old. We send you a new one."]
        assert who() is None
        reader.post(CODE, {"code": newest_code()})
        assert who() == samira.pk


def test_a_code_works_once(samira, reader, sign_in, newest_code, who):
    sign_in("samira@voorbeeld.test")
    used = newest_code()
    reader.post("/account/uitloggen/")

    response = reader.post(CODE, {"code": used})

    assert (response.status_code, response.url) == (302, LOGIN)
    assert who() is None


def test_a_code_is_worth_nothing_in_another_browser(samira, reader, newest_code, who):
    thief = Client()
    reader.post(LOGIN, {"where": "samira@voorbeeld.test"})
    thief.post(LOGIN, {"where": "dief@voorbeeld.test"})
    samiras_code = mail.outbox[0].subject.split("is ")[1]

    thief.post(CODE, {"code": samiras_code})

    assert who(thief) is None


def test_a_second_code_makes_the_first_void(samira, reader, newest_code, who):
    reader.post(LOGIN, {"where": "samira@voorbeeld.test"})
    first = newest_code()
    response = reader.post("/account/code/stuur/")

    assert response.url == CODE
    assert "We sent you a new code." in reader.get(CODE).text
    if newest_code() != first:  # one in a million is the same
        reader.post(CODE, {"code": first})
        assert who() is None
    reader.post(CODE, {"code": newest_code()})
    assert who() == samira.pk


def test_another_address_may_be_given_while_a_code_is_under_way(samira, reader, sign_in, who):
    reader.post(LOGIN, {"where": "verkeerd@voorbeeld.test"})

    assert reader.get(LOGIN).status_code == 200
    sign_in("samira@voorbeeld.test")
    assert who() == samira.pk


def test_three_codes_in_ten_minutes_per_address(samira, reader):
    for _ in range(3):
        assert reader.post(LOGIN, {"where": "samira@voorbeeld.test"}).status_code == 302
    elsewhere = Client(headers={"accept-language": "en"}, REMOTE_ADDR="10.0.0.9")
    response = elsewhere.post(LOGIN, {"where": " SAMIRA@voorbeeld.test"})

    assert response.status_code == 422
    assert errors(response) == ["Wait 10 minutes. Or call us, then we help you at once."]
    assert len(mail.outbox) == 3
    assert reader.post(LOGIN, {"where": "emre@voorbeeld.test"}).status_code == 302


def test_wrong_codes_do_not_send_letters_without_end(samira, reader, newest_code):
    reader.post(LOGIN, {"where": "samira@voorbeeld.test"})
    for _ in range(20):
        response = reader.post(CODE, {"code": wrong(newest_code())})

    assert len(mail.outbox) == 3
    assert errors(response) == ["Wait 10 minutes. Or call us, then we help you at once."]


def test_a_forged_header_does_not_hide_a_client_that_asks_too_often(samira, reader):
    settings_say = settings.ACCOUNT_RATE_LIMITS["request_login_code"]
    per_client = int(settings_say.split("/")[0])
    for number in range(per_client):
        reader.post(LOGIN, {"where": f"x{number}@voorbeeld.test"})
    response = reader.post(
        LOGIN, {"where": "een@voorbeeld.test"}, headers={"x-forwarded-for": "1.2.3.4"}
    )

    assert errors(response) == ["Wait 10 minutes. Or call us, then we help you at once."]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Fill in your e-mail address or your mobile number."),
        ("samira", "This e-mail address is not right. It needs an @ and a dot."),
        ("samira@voorbeeld", "This e-mail address is not right. It needs an @ and a dot."),
        (
            "06 1234567",
            "This number has 9 digits. A mobile number has 10 and starts with 06.",
        ),
        ("020 1234567", "This number has 10 digits. A mobile number has 10 and starts with 06."),
    ],
)
def test_an_address_we_cannot_use_is_answered_with_what_to_do(typed, sentence, reader):
    response = reader.post(LOGIN, {"where": typed})

    assert (response.status_code, errors(response)) == (422, [sentence])
    assert f'value="{typed}"' in response.text or not typed
    assert (mail.outbox, texts.outbox) == ([], [])


def test_a_look_alike_address_is_somebody_else(samira, sign_in, who):
    """A dotless i folds into an i where case is ignored: CVE-2019-19844."""
    sign_in("samıra@voorbeeld.test")

    assert who() != samira.pk
    assert mail.outbox[-1].to == ["samıra@voorbeeld.test"]


def test_a_closed_account_hears_so_and_stays_out(samira, reader, sign_in, who):
    samira.is_active = False
    samira.save()

    response = sign_in("samira@voorbeeld.test")

    assert response.url == "/account/niet-actief/"
    assert "This account was closed." in reader.get(response.url).text
    assert who() is None


def test_the_session_gets_a_new_key_at_sign_in(samira, reader, sign_in):
    reader.post(LOGIN, {"where": "samira@voorbeeld.test"})
    before = reader.session.session_key
    sign_in("samira@voorbeeld.test")

    assert reader.session.session_key != before
    assert "sent_code" not in reader.session


def test_the_digits_are_not_in_the_session(samira, reader, newest_code):
    reader.post(LOGIN, {"where": "samira@voorbeeld.test"})

    assert newest_code() not in str(dict(reader.session))


def test_the_browser_speaks_the_language_of_the_account(samira, reader, sign_in):
    samira.speak("nl")
    response = sign_in("samira@voorbeeld.test")

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nl"


def test_who_is_in_needs_no_code(samira, reader, sign_in):
    sign_in("samira@voorbeeld.test")

    assert reader.get(LOGIN).url == resolve_url("networks:home")
    assert reader.get(LOGIN, {"next": "/ik/"}).url == "/ik/"
    assert reader.get(CODE).url == LOGIN


def test_a_foreign_host_is_refused(reader):
    response = reader.post(
        LOGIN, {"where": "samira@voorbeeld.test"}, headers={"host": "kwaad.example"}
    )

    assert response.status_code == 400
    assert mail.outbox == []


def test_signing_out_asks_first_and_wipes_what_was_read(samira, reader, sign_in, who):
    sign_in("samira@voorbeeld.test")
    assert reader.get("/account/uitloggen/").status_code == 200
    assert who() == samira.pk

    response = reader.post("/account/uitloggen/")

    assert (response.url, response["Clear-Site-Data"]) == ("/", '"cache", "storage"')
    assert who() is None
    assert reader.get(reverse("people:me")).url == f"{LOGIN}?next=/ik/"
