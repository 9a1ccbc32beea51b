"""What the server holds passkeys to; the ceremony itself is in tests/browser/test_passkeys.py."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.factories import make_user

LIST = "/account/passkeys/"


@pytest.fixture
def samira(reader, sign_in):
    person = make_user("samira", language="en")
    sign_in("samira@voorbeeld.test")
    mail.outbox.clear()
    return person


@pytest.fixture
def passkey(samira):
    return Authenticator.objects.create(
        user=samira, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": {}}
    )


def test_the_page_explains_and_does_not_push(samira, reader):
    page = reader.get(LIST).text

    assert "You have no passkey. You do not need one: the code always works." in page
    assert "password" not in page.lower()


def test_only_keys_that_sign_in_by_themselves_are_made(samira, reader):
    options = reader.get(f"{LIST}maken/").context["js_data"]["creation_options"]["publicKey"]

    choice = options["authenticatorSelection"]
    assert (choice["residentKey"], choice["userVerification"]) == ("required", "required")
    assert (options["rp"]["name"], options["rp"]["id"]) == ("Oudernetwerk", "testserver")
    assert options["user"]["name"] == "samira@voorbeeld.test"


def test_nonsense_is_refused_with_a_sentence(samira, reader):
    for credential in ("", "{}", "[]", '"x"', json.dumps({"id": "x", "rawId": "x"})):
        reader.get(f"{LIST}maken/")
        response = reader.post(f"{LIST}maken/", {"name": "x", "credential": credential})
        assert response.status_code == 422
        assert response.context["form"].errors

    assert not Authenticator.objects.exists()


def unknown(**response):
    """An answer of the right form from a key nobody has."""
    made_up = {"clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"}
    facts = {"id": "AAAA", "rawId": "AAAA", "type": "public-key"}
    return json.dumps({**facts, "response": {**made_up, **response}})


@pytest.mark.parametrize(
    "credential",
    [
        *["", "{}", "[]", '"x"', '{"response": []}', "null"],
        *[unknown(), unknown(userHandle=5), unknown(userHandle="MQ")],
        unknown(userHandle=None, authenticatorData="A"),
    ],
)
def test_an_unknown_passkey_signs_nobody_in(credential, db, reader, who):
    make_user("samira")
    reader.get(f"{LIST}inloggen/", headers={"accept": "application/json"})
    response = reader.post(f"{LIST}inloggen/", {"credential": credential})

    assert response.url == "/account/inloggen/"
    assert who() is None


def test_who_tries_without_end_gets_a_page_in_words(db, reader):
    tried = [reader.post(f"{LIST}inloggen/", {"credential": "{}"}) for _ in range(11)]

    assert [response.status_code for response in tried] == [302] * 10 + [429]
    assert "Wait 10 minutes. Or call us, then we help you at once." in tried[-1].text


def test_a_passkey_gets_another_name(passkey, reader):
    response = reader.post(f"{LIST}{passkey.pk}/naam/", {"name": "Telefoon <b>"})

    assert response.url == LIST
    passkey.refresh_from_db()
    assert str(passkey) == "Telefoon <b>"
    assert "Telefoon &lt;b&gt;" in reader.get(LIST).text


def test_a_passkey_keeps_its_name_when_the_new_one_is_not_right(passkey, reader):
    for name, sentence in (("", "Fill in a name."), ("x" * 61, "at most 60 characters")):
        response = reader.post(f"{LIST}{passkey.pk}/naam/", {"name": name})

        assert response.status_code == 422
        assert sentence in response.text
        assert f'value="{name}"' in response.text or not name

    passkey.refresh_from_db()
    assert str(passkey) == "My phone"


def test_removing_asks_first_and_tells_the_owner(passkey, reader):
    assert "My phone" in reader.get(f"{LIST}{passkey.pk}/weghalen/").text
    reader.post(f"{LIST}{passkey.pk}/weghalen/")

    assert not Authenticator.objects.exists()
    assert [letter.subject for letter in mail.outbox] == ["A passkey was removed"]
    assert "/account/apparaten/" in mail.outbox[0].body


@pytest.mark.parametrize("change", ["weghalen", "naam"])
def test_somebody_elses_passkey_does_not_exist(change, passkey, sign_in):
    make_user("emre")
    other = Client()
    sign_in("emre@voorbeeld.test", browser=other)

    assert other.get(f"{LIST}{passkey.pk}/{change}/").status_code == 404
    assert other.post(f"{LIST}{passkey.pk}/{change}/", {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_a_passkey_never_locks_out_who_signs_in_with_a_code(passkey, reader, sign_in, who):
    browser = Client()
    sign_in("samira@voorbeeld.test", browser=browser)

    assert who(browser) == passkey.user_id


@pytest.mark.parametrize("others", [1, 3])
def test_the_list_costs_the_same_for_many(others, samira, reader, django_assert_num_queries):
    for number in range(others):
        Authenticator.objects.create(
            user=samira, type=Authenticator.Type.WEBAUTHN, data={"name": str(number)}
        )
    with django_assert_num_queries(3):  # user, passkeys, the bell
        reader.get(LIST)
