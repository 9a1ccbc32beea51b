"""Closing an account: proof first, every door after, and the others keep their talk."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client

from community.accounts.devices import Device
from community.accounts.models import User

CLOSE = "/ik/stop/"


@pytest.fixture
def samira(cast, reader, sign_in):
    sign_in("samira@voorbeeld.test")
    return cast.samira


def test_an_old_session_first_proves_that_it_is_hers(cast):
    browser = Client()
    browser.force_login(cast.samira)

    assert browser.post(CLOSE).url.startswith("/account/bewijs/")
    assert User.objects.get(pk=cast.samira.pk).is_active


def test_looking_closes_nothing(samira, reader):
    page = reader.get(CLOSE).text

    assert "Dit kan niet terug." in page
    assert User.objects.get(pk=samira.pk).is_active


def test_nothing_is_left_that_says_who_it_was(cast, samira, reader):
    Authenticator.objects.create(user=samira, type=Authenticator.Type.WEBAUTHN, data={})
    samira.groups.add(Group.objects.create(name="Redactie"))

    assert reader.post(CLOSE).url == "/ik/gestopt/"
    left = User.objects.get(pk=samira.pk)
    assert (left.email, left.mobile, left.get_full_name(), left.languages) == (None, None, "", [])
    assert (left.is_active, left.is_staff, left.shown_name) == (False, False, "Een ouder")
    assert not left.groups.exists()
    assert not Authenticator.objects.filter(user=left).exists()
    assert not left.memberships.filter(ended_at=None).exists()


def test_every_device_is_signed_out(samira, reader, sign_in, who):
    phone = Client()
    sign_in("samira@voorbeeld.test", browser=phone)
    reader.post(CLOSE)

    assert who() is None
    assert who(phone) is None
    assert not Device.objects.filter(user=samira).exists()
    assert "Uw account is gestopt" in reader.get("/ik/gestopt/").text


def test_the_address_is_free_for_somebody_new(samira, reader, sign_in):
    reader.post(CLOSE)
    sign_in("samira@voorbeeld.test", browser=Client())

    assert User.objects.get(email="samira@voorbeeld.test").pk != samira.pk


def test_the_only_moderator_reads_where_she_is_needed(cast, reader, sign_in):
    cast.lindeboom.membership_of(cast.emre).end(by=cast.emre)
    sign_in("fatima@voorbeeld.test")

    for answer in (reader.get(CLOSE), reader.post(CLOSE)):
        assert "Draag die eerst over: moderator van De Lindeboom." in answer.text
        assert "Ja, ik stop" not in answer.text
    assert answer.status_code == 403
    assert User.objects.get(pk=cast.fatima.pk).is_active
