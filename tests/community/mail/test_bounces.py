"""Letters that come back: mail stops, its reader sees it on every page, a contact parent too."""

import pytest
from django.core import mail

from community.accounts.tasks import notice_dead_addresses
from community.mail import addresses
from community.mail.incoming import Outcome, receive
from community.mail.models import Bounces, Outgoing
from community.mail.post import post_letter
from community.mail.sending import send_due
from tests.post_office import open_post_office

SAMIRA = "samira@voorbeeld.test"
REPORT = """\
From: MAILER-DAEMON@mx.voorbeeld.test
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <{number}@mx.voorbeeld.test>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

It did not arrive.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.voorbeeld.test

Final-Recipient: rfc822; samira@voorbeeld.test
Action: {action}
Status: {status}

--x--
"""


@pytest.fixture(autouse=True)
def takes_mail(settings):
    settings.MAIL_DOMAIN = settings.MAIL_HOST = "ouders.test"


@pytest.fixture
def outgoing(cast):
    post_letter("account/webauthn_added", to=SAMIRA, language="nl")
    return Outgoing.objects.get()


def report(outgoing, status="5.1.1", *, action="failed", number=1):
    to = addresses.make("terug", outgoing.pk)
    raw = REPORT.format(to=to, status=status, action=action, number=number).encode()
    return receive(raw, to=to, envelope_sender="")


def test_reports_come_to_an_address_of_each_letter(settings, cast):
    with open_post_office(settings) as office:
        post_letter("account/webauthn_added", to=SAMIRA, language="nl")
        send_due()

    ((envelope, letter),) = office.letters
    assert envelope.mail_from == addresses.make("terug", Outgoing.objects.get().pk)
    assert letter["From"] == settings.DEFAULT_FROM_EMAIL


def test_no_such_address_stops_mail_at_once(outgoing):
    assert report(outgoing) == Outcome.PLACED

    assert Bounces.objects.get(address=SAMIRA).stopped_at is not None


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "4.4.1"])
def test_a_full_box_or_an_angry_filter_stops_it_only_after_some_time(outgoing, status):
    for number in range(3):
        report(outgoing, status, number=number)
        assert Bounces.objects.get().stopped_at is None
    report(outgoing, status, number=4)

    assert Bounces.objects.get().stopped_at is not None


def test_one_report_brought_twice_counts_once(outgoing):
    for _ in range(5):
        report(outgoing, "5.2.2")

    assert Bounces.objects.get().score == 1


@pytest.mark.parametrize(
    "raw", [b"Subject: ik ben weg\nAuto-Submitted: auto-replied\n\nTot maandag"]
)
def test_i_am_away_says_nothing_about_the_address(outgoing, raw):
    to = addresses.make("terug", outgoing.pk)

    assert receive(raw, to=to, envelope_sender=SAMIRA) == Outcome.DROPPED
    assert report(outgoing, "4.4.1", action="delayed") == Outcome.DROPPED
    assert not Bounces.objects.exists()


def test_nobody_stops_the_mail_of_others_with_a_report_of_their_own(cast, outgoing):
    local, domain = addresses.make("terug", outgoing.pk).split("@")
    forged = f"{local[:-4]}aaaa@{domain}"
    raw = REPORT.format(to=forged, status="5.1.1", action="failed", number=1).encode()

    assert receive(raw, to=forged, envelope_sender="") == Outcome.NOBODY
    assert not Bounces.objects.exists()


def test_a_server_that_says_no_such_address_counts_as_well(settings, cast):
    with open_post_office(settings) as office:
        office.refuse(SAMIRA, "550 5.1.1 no such user")
        post_letter("account/webauthn_added", to=SAMIRA, language="nl")
        send_due()

    assert Bounces.objects.get(address=SAMIRA).stopped_at is not None


def test_its_reader_sees_it_on_every_page_until_a_code_arrives(client, cast, outgoing):
    report(outgoing)
    notice_dead_addresses()
    client.force_login(cast.samira)
    assert f"Onze mail aan {SAMIRA} komt terug." in client.get("/ik/").content.decode()
    client.force_login(cast.emre)
    assert "komt terug" not in client.get("/ik/").content.decode()

    client.logout()
    client.post("/account/inloggen/", {"where": SAMIRA})
    code = mail.outbox[-1].subject[-7:].replace(" ", "")
    client.post("/account/code/", {"code": code})

    assert "komt terug" not in client.get("/ik/").content.decode()
    assert not Bounces.objects.exists()


def test_a_contact_parent_sees_whom_nothing_else_reaches(client, cast, outgoing):
    report(outgoing)
    notice_dead_addresses()
    desk = "/netwerk/de-lindeboom/bellen/gezinnen/"
    client.force_login(cast.naima)
    page = client.get(desk).content.decode()
    assert "Onze mail aan deze ouders komt terug" in page
    assert "Samira" in page
    assert SAMIRA not in page

    cast.samira.refresh_from_db()
    cast.samira.mobile = "+31612345678"
    cast.samira.save()
    assert "komt terug" not in client.get(desk).content.decode()
