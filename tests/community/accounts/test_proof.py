"""Changing how an account is opened takes a fresh code or a passkey."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail

from tests import texts
from tests.factories import make_user

PROVE = "/account/bewijs/"
MAKE = "/account/passkeys/maken/"
BACK = f"{PROVE}?next=%2Faccount%2Fpasskeys%2Fmaken%2F"


@pytest.fixture
def samira(db):
    return make_user("samira", language="en")


@pytest.fixture
def long_signed_in(samira, reader, sign_in):
    """Samira signed in eleven minutes ago."""
    with time_machine.travel("2026-11-23 09:00", tick=False) as clock:
        sign_in("samira@voorbeeld.test")
        mail.outbox.clear()
        clock.shift(timedelta(minutes=11))
        yield clock


def test_who_just_signed_in_may_go_on(samira, reader, sign_in):
    sign_in("samira@voorbeeld.test")

    assert reader.get(MAKE).status_code == 200


def test_who_signed_in_long_ago_first_proves_it_with_a_code(
    long_signed_in, reader, newest_code, who
):
    assert reader.get(MAKE).url == BACK
    assert "Is it you?" in reader.get(BACK).text
    assert mail.outbox == []

    assert reader.post(f"{PROVE}stuur/", {"next": MAKE}).url == BACK
    assert mail.outbox[-1].to == ["samira@voorbeeld.test"]
    key = reader.session.session_key
    assert reader.post(PROVE, {"code": newest_code(), "next": MAKE}).url == MAKE

    assert reader.get(MAKE).status_code == 200
    assert reader.session.session_key == key
    long_signed_in.shift(timedelta(minutes=11))
    assert reader.get(MAKE).url == BACK


def test_a_wrong_code_proves_nothing(long_signed_in, reader, newest_code):
    reader.post(f"{PROVE}stuur/", {"next": MAKE})
    wrong = f"{(int(newest_code()) + 1) % 1_000_000:06d}"
    response = reader.post(PROVE, {"code": wrong, "next": MAKE})

    assert response.status_code == 422
    assert f'value="{wrong}"' in response.text
    assert reader.get(MAKE).url == BACK


def test_the_code_goes_to_a_mobile_when_that_is_how_somebody_signs_in(reader, sign_in, newest_code):
    texts.outbox.clear()
    with time_machine.travel("2026-11-23 09:00", tick=False) as clock:
        make_user_with_mobile_only = "06 12345678"
        sign_in(make_user_with_mobile_only)
        clock.shift(timedelta(minutes=11))
        reader.post(f"{PROVE}stuur/", {"next": MAKE})
        assert [number for number, _ in texts.outbox] == ["+31612345678"] * 2
        reader.post(PROVE, {"code": newest_code(), "next": MAKE})
        assert reader.get(MAKE).status_code == 200


def test_a_code_for_another_address_proves_nothing(samira, reader, newest_code):
    """Asked for by a stranger on this device, before its owner signed in another way."""
    reader.post("/account/inloggen/", {"where": "vreemd@voorbeeld.test"})
    strangers_code = newest_code()
    session = reader.session
    under_way = session["sent_code"]
    reader.force_login(samira)
    session = reader.session
    session["sent_code"] = under_way
    session.save()

    response = reader.post(PROVE, {"code": strangers_code, "next": MAKE})

    assert response.status_code == 200
    assert reader.get(MAKE).url == BACK


@pytest.mark.parametrize("change", ["weghalen", "naam"])
def test_removing_and_renaming_need_proof_too(change, long_signed_in, samira, reader):
    passkey = Authenticator.objects.create(
        user=samira, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )
    path = f"/account/passkeys/{passkey.pk}/{change}/"

    assert reader.get(path).url.startswith(f"{PROVE}?next=")
    assert reader.post(path, {"name": "y"}).url.startswith(f"{PROVE}?next=")
    assert Authenticator.objects.get().data["name"] == "x"


def test_with_a_passkey_there_is_a_choice(long_signed_in, samira, reader):
    assert "Use my passkey" not in reader.get(BACK).text
    Authenticator.objects.create(
        user=samira, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )

    assert "Use my passkey" in reader.get(BACK).text


def test_too_many_proofs_are_refused_with_a_sentence(long_signed_in, reader):
    for _ in range(4):
        reader.post(f"{PROVE}stuur/")

    assert "Wait 10 minutes. Or call us, then we help you at once." in reader.get(PROVE).text
    assert len(mail.outbox) <= 3
