"""The two doors for mail: a real LMTP conversation, and a pipe."""

import io
import subprocess
import sys
from smtplib import LMTP, SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core.management import call_command

from community.mail import addresses
from community.mail.lmtp import open_door
from forums.mail import answer_address
from tests.factories import make_forum, make_topic
from tests.post_office import free_port

SAMIRA = "samira@voorbeeld.test"
MAIL = """\
From: {sender}
To: {to}
Subject: Re: hallo
Message-ID: <{number}@voorbeeld.test>

{text}
"""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def takes_mail(settings):
    settings.MAIL_DOMAIN = settings.MAIL_HOST = "ouders.test"


@pytest.fixture
def topic(cast):
    return make_topic(make_forum(cast.lindeboom), cast.samira)


@pytest.fixture
def address(cast, topic):
    return answer_address(cast.samira, topic)


@pytest.fixture
def door():
    port = free_port()
    with open_door("127.0.0.1", port), LMTP("127.0.0.1", port, timeout=20) as conversation:
        yield conversation


def message(to, text="Ik heb er een.", number=1):
    return MAIL.format(sender=SAMIRA, to=to, number=number, text=text)


def answers(topic):
    return list(topic.posts.filter(is_first=False).values_list("text", flat=True))


def test_an_answer_comes_in_over_lmtp_and_twice_is_once(door, topic, address):
    for _ in range(2):
        door.sendmail(SAMIRA, [address], message(address))

    assert answers(topic) == ["Ik heb er een."]


def test_an_address_that_is_not_ours_is_refused_before_a_word_is_sent(door, topic):
    with pytest.raises(SMTPRecipientsRefused) as refused:
        door.sendmail(SAMIRA, ["post@ouders.test"], message("post@ouders.test"))

    assert refused.value.recipients["post@ouders.test"][0] == 550


def test_each_message_is_for_one(door, topic, address):
    other = addresses.make("gesprek", topic.forum_id)
    refused = door.sendmail(SAMIRA, [address, other], message(address))

    assert {to: code for to, (code, _words) in refused.items()} == {other: 452}
    assert answers(topic) == ["Ik heb er een."]


def test_what_is_too_large_is_refused(door, address, topic, monkeypatch):
    monkeypatch.setattr("community.mail.incoming.LARGEST", 10)
    door.sendmail(SAMIRA, [address], message(address))

    assert answers(topic) == []


def test_when_the_house_is_on_fire_the_server_keeps_it(door, address, topic, monkeypatch):
    def burn(*_args, **_facts):
        raise OSError("disk full")

    monkeypatch.setattr("community.mail.lmtp.receive", burn)
    with pytest.raises(SMTPDataError) as refused:
        door.sendmail(SAMIRA, [address], message(address))
    assert refused.value.smtp_code == 451


def test_a_pipe_brings_one_message_and_hears_how_it_went(topic, address, monkeypatch, capsys):
    def pipe(to, text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        with pytest.raises(SystemExit) as end:
            call_command("receive_mail", to, sender=SAMIRA)
        return end.value.code

    assert pipe(address, message(address)) == 0
    assert pipe(address, message(address)) == 0
    assert pipe("post@ouders.test", message(address)) == 67
    assert answers(topic) == ["Ik heb er een."]


def test_the_command_says_what_it_needs():
    done = subprocess.run(
        [sys.executable, "manage.py", "receive_mail"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "Say for whom it is, or --lmtp." in done.stderr
