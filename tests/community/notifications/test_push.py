"""A sign on a phone: encrypted for that browser alone, and it says nothing of what was written."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from threading import Thread

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import CommandError, call_command
from py_vapid import Vapid02

from community.activity.telling import tell_due
from community.mail.models import Outgoing
from community.mail.sending import send_due
from community.notifications import push
from community.notifications.models import Notification, PushDevice
from tests.factories import make_forum, make_topic

SUBSCRIBE = "/ik/voorkeuren/telefoon/"
WORDS = "Ik heb er een voor uw zoon."


class Service(HTTPServer):
    """What a maker of browsers runs, on loopback."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.got, self.status = [], 201

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers, body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/inside")
        self.end_headers()

    def log_message(self, *_words):
        pass


class Browser:
    """Keys as a browser makes them (RFC 8291)."""

    def __init__(self, service):
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.service = service

    @property
    def subscription(self):
        public = self.key.public_key()
        point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": f"{self.service.origin}/push/1",
            "key": _text(point),
            "auth": _text(self.auth),
        }

    def read(self, body):
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth))


def _text(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture(autouse=True)
def push_is_on(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("make_push_key", stdout=StringIO())
    push._key.cache_clear()
    yield
    push._key.cache_clear()


@pytest.fixture
def service(settings):
    server = Service()
    settings.PUSH_SERVICES = [*settings.PUSH_SERVICES, server.origin]
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def phone(client, cast, service):
    """Samira's, who pressed the button."""
    phone = Browser(service)
    client.force_login(cast.samira)
    assert client.post(SUBSCRIBE, phone.subscription).status_code == 204
    return phone


@pytest.fixture
def answered(cast, django_capture_on_commit_callbacks):
    topic = make_topic(make_forum(cast.lindeboom), cast.samira)
    with django_capture_on_commit_callbacks(execute=True):
        topic.reply(WORDS, by=cast.emre)
    return topic


def pushed():
    Notification.objects.exclude(tell_at=None).update(tell_at="2026-01-01T00:00:00Z")
    tell_due()
    Outgoing.objects.filter(way="mail").delete()
    Outgoing.objects.under_way().update(due_at="2026-01-01T00:00:00Z")
    send_due()


def test_only_that_browser_can_read_it_and_it_does_not_say_what_was_written(
    phone, answered, service
):
    pushed()

    ((headers, body),) = service.got
    message = phone.read(body)
    assert message == {
        "title": "Oudernetwerk",
        "body": "Er is een antwoord voor u",
        "tag": f"topic-{answered.pk}",
        "url": message["url"],
        "unread": 1,
    }
    assert message["url"].startswith("/ik/meldingen/")
    for word in ("zoon", "winterjas", "Emre", "Lindeboom"):
        assert word not in json.dumps(message)
        assert word.encode() not in body
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["TTL"] == "86400"
    with pytest.raises(http_ece.ECEException):
        Browser(service).read(body)


def test_our_signature_is_the_one_browsers_were_told(phone, answered, service):
    pushed()

    ((headers, _body),) = service.got
    token, key = headers["Authorization"].removeprefix("vapid t=").split(",k=")
    assert key == push.public_key()
    assert Vapid02.verify(headers["Authorization"])
    claims = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims["aud"] == service.origin


def test_a_browser_that_is_gone_is_forgotten_and_one_that_is_busy_is_asked_again(
    phone, answered, service
):
    service.status = 503
    pushed()
    assert PushDevice.objects.count() == 1
    assert Outgoing.objects.under_way().count() == 1

    service.status = 410
    Outgoing.objects.under_way().update(due_at="2026-01-01T00:00:00Z")
    send_due()

    assert PushDevice.objects.count() == 0
    assert len(service.got) == 2


def test_a_service_that_leads_elsewhere_is_not_followed(phone, answered, service):
    service.status = 307
    pushed()

    assert len(service.got) == 1
    assert Outgoing.objects.under_way().count() == 1


def test_who_signed_out_gets_no_sign_any_more(client, phone, answered, service):
    client.post("/account/uitloggen/")

    pushed()

    assert service.got == []


def test_what_was_read_before_the_push_left_is_not_pushed(cast, phone, answered, service):
    Notification.objects.update(tell_at="2026-01-01T00:00:00Z")
    tell_due()
    answered.mark_read(answered.posts.last(), by=cast.samira)
    Outgoing.objects.under_way().update(due_at="2026-01-01T00:00:00Z")
    send_due()

    assert service.got == []


def test_a_browser_belongs_to_whoever_is_signed_in_on_it(client, cast, phone):
    client.force_login(cast.emre)
    client.post(SUBSCRIBE, phone.subscription)

    assert list(PushDevice.objects.values_list("person", flat=True)) == [cast.emre.pk]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:6379/",
        "https://169.254.169.254/latest/",
        "https://fcm.googleapis.com.elders.test/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "http://fcm.googleapis.com/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_we_write_to_makers_of_browsers_only(client, cast, service, endpoint):
    client.force_login(cast.samira)
    facts = {**Browser(service).subscription, "endpoint": endpoint}

    assert client.post(SUBSCRIBE, facts).status_code == 422
    assert PushDevice.objects.count() == 0


def test_a_real_one_is_taken(client, cast, service):
    client.force_login(cast.samira)
    for endpoint in (
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
        "https://web.push.apple.com/abc",
    ):
        facts = {**Browser(service).subscription, "endpoint": endpoint}
        assert client.post(SUBSCRIBE, facts).status_code == 204


def test_one_person_has_ten_devices_at_the_most(client, cast, service):
    client.force_login(cast.samira)
    for number in range(12):
        facts = {**Browser(service).subscription, "endpoint": f"{service.origin}/{number}"}
        client.post(SUBSCRIBE, facts)

    assert PushDevice.objects.count() == 10
    assert not PushDevice.objects.filter(endpoint__endswith="/0").exists()


def test_the_page_offers_it_only_when_it_is_on(client, cast, settings, tmp_path):
    client.force_login(cast.samira)
    assert push.public_key() in client.get("/ik/voorkeuren/").content.decode()

    settings.DATA_DIR = tmp_path / "elsewhere"
    assert "<push-switch" not in client.get("/ik/voorkeuren/").content.decode()


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path):
    assert oct((tmp_path / "push-key.pem").stat().st_mode)[-3:] == "600"
    with pytest.raises(CommandError, match="there already"):
        call_command("make_push_key")
