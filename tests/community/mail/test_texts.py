"""Text messages out and in: through a gateway, yes and no understood, off without a key."""

import hmac
import json
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.utils import timezone

from community.activity.telling import tell_due
from community.mail import sms
from community.mail.models import Outgoing
from community.mail.post import post_text
from community.mail.sending import send_due
from community.mail.texting import Said, understood
from community.notifications.models import Notification, Preferences, deliver
from tests import texts
from tests.factories import make_gathering

NUMBER, KEY = "+31612345678", "geheim van de poort"


class Gateway(HTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.got, self.status = [], 200


class Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers["Authorization"], json.loads(body)))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_words):
        pass


@pytest.fixture
def gateway(settings):
    server = Gateway()
    settings.SMS_BACKEND = "community.mail.sms.Http"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_KEY, settings.SMS_FROM = KEY, "Lindeboom"
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hears(client, settings):
    """``hears("JA")``: a text from Samira's number, brought by the gateway."""
    settings.SMS_KEY = KEY
    count = iter(range(100))

    def bring(text, *, number=NUMBER, key=KEY, id=None):  # noqa: A002
        facts = {"from": number, "text": text, "id": id or f"g-{next(count)}"}
        body = json.dumps(facts).encode()
        signature = hmac.new(key.encode(), body, sha256).hexdigest()
        texts.outbox.clear()
        status = client.post(
            "/sms/", body, content_type="application/json", headers={"X-Signature": signature}
        ).status_code
        send_due()
        return status

    return bring


@pytest.fixture
def coffee(cast):
    """Next Monday; Samira has a number and was just reminded of it."""
    cast.samira.mobile = NUMBER
    cast.samira.save()
    date = make_gathering(cast.lindeboom, "Koffie", days=2)
    Notification.objects.create(
        recipient=cast.samira,
        network=cast.lindeboom,
        source=1,
        kind="ouderkamer.day_before",
        place=f"date-{date.pk}",
        url="/",
        told_at=timezone.now() - timedelta(hours=1),
    )
    return date


def answers(gathering):
    return list(gathering.sign_ups.values_list("person__first_name", "answer", "channel"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *[("JA", Said.YES), (" ja, graag!", Said.YES), ("Ja.", Said.YES), ("yes", Said.YES)],
        *[("NEE", Said.NO), ("nee sorry", Said.NO), ("«Nee»", Said.NO), ("STOP", Said.STOP)],
        *[("", None), ("misschien", None), ("januari", None), ("neem mee", None), ("👍", None)],
    ],
)
def test_yes_and_no_are_understood_and_nothing_is_guessed(text, said):
    assert understood(text) == said


def test_yes_signs_up_and_says_when(cast, coffee, hears):
    assert hears("Ja graag") == 204

    assert answers(coffee) == [("Samira", "yes", "sms")]
    ((number, text),) = texts.outbox
    assert number == NUMBER
    assert text.startswith("Fijn, tot ")


def test_no_takes_it_back(cast, coffee, hears):
    hears("JA")
    hears("NEE")

    assert answers(coffee) == [("Samira", "no", "sms")]
    assert texts.outbox == [(NUMBER, "Jammer. Tot een volgende keer.")]


def test_the_same_text_brought_twice_is_one(cast, coffee, hears):
    hears("JA", id="een")
    hears("JA", id="een")

    assert texts.outbox == []
    assert len(answers(coffee)) == 1


def test_stop_stops_every_text_also_the_essential_ones(cast, coffee, hears, settings):
    settings.TEXTS_NOTICES = True
    cast.samira.email = None
    cast.samira.save()
    assert Preferences.objects.of(cast.samira).texts(cast.samira)

    hears("STOP")
    assert texts.outbox[0][1].startswith("U krijgt geen sms meer van ons.")

    texts.outbox.clear()
    how = {"network": cast.lindeboom.pk, "url": "/", "facts": {}}
    kind = {"kind": "ouderkamer.cancelled", "sort": "dates", "essential": True}
    deliver([cast.samira], source=2, **kind, **how)
    tell_due(at=timezone.now() + timedelta(days=1))
    assert not Outgoing.objects.under_way().exists()


def test_who_was_asked_nothing_hears_that_we_do_not_know_what_they_mean(cast, coffee, hears):
    Notification.objects.update(told_at=timezone.now() - timedelta(days=8))
    hears("JA")

    assert answers(coffee) == []
    assert texts.outbox[0][1].startswith("Wij weten niet welke afspraak u bedoelt.")


def test_a_date_one_may_no_longer_see_takes_no_yes(cast, coffee, hears):
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)
    hears("JA")

    assert answers(coffee) == []


def test_a_number_nobody_has_is_told_nothing(cast, coffee, hears):
    assert hears("JA", number="+31687654321") == 204

    assert texts.outbox == []


def test_only_the_gateway_brings_texts(client, cast, coffee, hears, settings):
    assert hears("JA", key="geraden") == 403
    settings.SMS_KEY = ""
    assert client.post("/sms/", b"{}", content_type="application/json").status_code == 404
    assert answers(coffee) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"from": "1"}', b"x" * 5000])
def test_what_is_no_text_is_refused(client, db, settings, body):
    settings.SMS_KEY = KEY
    signature = hmac.new(KEY.encode(), body, sha256).hexdigest()
    answer = client.post(
        "/sms/", body, content_type="application/json", headers={"X-Signature": signature}
    )

    assert answer.status_code in (400, 404)


def test_a_gateway_gets_what_it_asks(gateway):
    sms.send(NUMBER, "Morgen koffie")

    assert gateway.got == [
        (f"Bearer {KEY}", {"to": NUMBER, "from": "Lindeboom", "text": "Morgen koffie"})
    ]


def test_a_gateway_that_is_busy_is_asked_again_and_one_that_refuses_is_not(db, gateway):
    gateway.status = 503
    post_text(NUMBER, "Morgen koffie")
    send_due()
    assert Outgoing.objects.under_way().count() == 1

    gateway.status = 422
    Outgoing.objects.update(due_at=timezone.now())
    send_due()
    assert Outgoing.objects.dead().count() == 1
