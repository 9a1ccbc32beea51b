"""Where somebody is signed in, and signing out there."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from community import live
from community.accounts.devices import Device, device_name
from tests.factories import make_user

PAGE = "/account/apparaten/"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/128.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def samira(db):
    return make_user("samira", language="en")


@pytest.fixture
def phone():
    return Client(headers={"accept-language": "en", "user-agent": ANDROID})


@pytest.fixture
def ended(monkeypatch):
    """Which sessions the open tabs of whom were told to close for."""
    heard = []
    monkeypatch.setattr(
        live, "tell", lambda user_id, event, **facts: heard.append((user_id, event, facts))
    )
    return heard


def notice(user, key):
    return (user.pk, "session.ended", {"session": live.session_digest(key)})


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (ANDROID, "Chrome on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
            "Samsung Internet on Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) CriOS/128.0 Mobile/15E148 Safari/604.1",
            "Chrome on iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.5 Safari/605.1.15",
            "Safari on Mac",
        ),
        ("curl/8.5", "An unknown device"),
        ("", "An unknown device"),
        ("<script>Firefox/1</script>", "Firefox"),
    ],
)
def test_a_device_is_named_in_words(agent, name, samira, settings):
    settings.LANGUAGE_CODE = "en"

    assert device_name(agent) == name


def test_the_list_shows_each_device_and_marks_this_one(samira, reader, phone, sign_in):
    sign_in("samira@voorbeeld.test")
    sign_in("samira@voorbeeld.test", browser=phone)

    page = reader.get(PAGE)

    assert str(page.context["here"]) == "Firefox on Windows"
    assert [str(device) for device in page.context["others"]] == ["Chrome on Android"]
    assert page.text.count("This device") == 1


@pytest.mark.parametrize("others", [1, 3])
def test_the_list_costs_the_same_for_many_devices(
    others, samira, reader, sign_in, django_assert_num_queries
):
    Device.objects.all().delete()
    browsers = [Client() for _ in range(others)]
    for number, browser in enumerate(browsers):
        browser.force_login(samira)
        Device.objects.create(
            user=samira, ip="::1", session_key=browser.session.session_key, user_agent=str(number)
        )
    reader.force_login(samira)
    reader.get(PAGE)

    with django_assert_num_queries(4):  # user, this device, the others, the bell
        page = reader.get(PAGE)
    assert len(page.context["others"]) == others


def test_a_device_is_signed_out_from_another(samira, reader, phone, sign_in, who, ended):
    sign_in("samira@voorbeeld.test")
    sign_in("samira@voorbeeld.test", browser=phone)
    key = phone.session.session_key
    device = Device.objects.get(session_key=key)

    reader.post(f"{PAGE}{device.pk}/uitloggen/")

    assert ended == [notice(samira, key)]
    assert phone.get("/ik/").url == "/account/inloggen/?next=/ik/"
    assert who() == samira.pk
    assert "Chrome on Android is signed out." in reader.get(PAGE).text


def test_somebody_elses_device_does_not_exist(samira, reader, phone, sign_in, who, ended):
    emre = make_user("emre")
    sign_in("samira@voorbeeld.test")
    sign_in("emre@voorbeeld.test", browser=phone)
    device = Device.objects.get(user=emre)

    assert reader.post(f"{PAGE}{device.pk}/uitloggen/").status_code == 404
    assert reader.get(f"{PAGE}{device.pk}/uitloggen/").status_code == 405
    assert who(phone) == emre.pk
    assert ended == []


def test_signing_out_everywhere_includes_here(samira, reader, phone, sign_in, who, ended):
    sign_in("samira@voorbeeld.test")
    sign_in("samira@voorbeeld.test", browser=phone)
    keys = {reader.session.session_key, phone.session.session_key}

    response = reader.post(f"{PAGE}uitloggen/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    told = {facts["session"] for _, _, facts in ended}
    assert told == {live.session_digest(key) for key in keys}
    assert (who(), who(phone)) == (None, None)
    assert not Device.objects.exists()


def test_signing_out_closes_the_tabs_of_this_device(samira, reader, sign_in, ended):
    sign_in("samira@voorbeeld.test")
    key = reader.session.session_key

    reader.post("/account/uitloggen/")

    assert ended == [notice(samira, key)]
    assert not Device.objects.exists()


def test_a_session_allauth_did_not_see_begin_is_listed_too(samira, reader):
    reader.force_login(samira)

    assert str(reader.get(PAGE).context["here"]) == "Firefox on Windows"


def test_use_is_noted_at_most_once_an_hour(samira, reader, sign_in):
    with time_machine.travel("2026-11-23 09:00+01:00", tick=False) as clock:
        sign_in("samira@voorbeeld.test")
        signed_in = timezone.now()
        reader.get("/ik/")
        clock.shift(timedelta(minutes=59))
        reader.get("/ik/")
        assert Device.objects.get().last_seen_at == signed_in
        clock.shift(timedelta(minutes=2))
        reader.get("/ik/")
        assert Device.objects.get().last_seen_at == timezone.now()


def test_a_forgetful_cache_costs_no_write(samira, reader, sign_in):
    sign_in("samira@voorbeeld.test")
    before = Device.objects.get().last_seen_at
    cache.clear()
    reader.get("/ik/")

    assert Device.objects.get().last_seen_at == before


def test_what_is_left_of_ended_sessions_is_removed(samira, reader, sign_in):
    sign_in("samira@voorbeeld.test")
    Device.objects.create(user=samira, ip="::1", session_key="gone", user_agent="")
    Device.objects.forget_ended()

    assert [device.session_key for device in Device.objects.all()] == [reader.session.session_key]
