"""Heard without being chased: an answer by mail shows at once, J20, reading without internet."""

import os
import re
import smtplib
import subprocess
import sys
import time
from email.message import EmailMessage

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Error

from community.mail.mailbox import letters
from community.notifications.models import Notification
from community.schedule.models import ScheduledRun
from tests.browser.conftest import PHONE, violations
from tests.post_office import free_port

NETWORK = "/netwerk/lindeboom/"
ANSWER = "Ik heb er nog een op zolder."


@pytest.fixture
def letter_to(database, django_db_blocker):
    """``letter_to("samira@", "In welke maat?")``: the newest that says so, without the moment of
    grace and as if the worker's next round had come."""

    def hurry():
        with django_db_blocker.unblock():
            Notification.objects.exclude(tell_at=None).update(tell_at=timezone.now())
            ScheduledRun.objects.filter(name__contains="tasks.tell").update(next_at=timezone.now())
            connection.close()

    def find(address, words):
        for _ in range(30):
            for letter in letters():
                if address in letter.to and words in letter.text:
                    return letter
            hurry()
            time.sleep(1)
        raise AssertionError(f"No letter to {address} that says {words!r}.")

    return find


@pytest.fixture
def mail_door(site, environment):
    """Port of ``receive_mail --lmtp`` beside the site."""
    port = free_port()
    program = [sys.executable, "manage.py", "receive_mail", "--lmtp", f"127.0.0.1:{port}"]
    process = subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, text=True)
    assert "taken in" in process.stdout.readline()
    yield port
    process.terminate()
    process.wait(20)


def ask(page, site, title):
    page.goto(f"{site}{NETWORK}gesprekken/nieuw/")
    page.get_by_label("Uw vraag of verhaal in één zin").fill(title)
    page.get_by_label("Vertel meer").fill("Maat 128 graag.")
    page.get_by_role("button", name="Plaats").click()
    return page.url.partition("?")[0]


def answer(page, topic, words):
    page.goto(topic)
    page.get_by_label("Uw antwoord").fill(words)
    page.get_by_role("button", name="Verstuur").click()


@pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="two processes speak through Redis")
def test_an_answer_by_mail_appears_live_in_the_conversation(device, site, letter_to, mail_door):
    samira, emre = device("samira"), device("emre")
    topic = ask(samira, site, "Wie heeft een winterjas over?")
    samira.goto(f"{site}/ik/")  # who looks on gets no letter
    answer(emre, topic, "In welke maat?")
    letter = letter_to("samira@", "In welke maat?")
    emre.goto(topic)

    reply = EmailMessage()
    reply["From"], reply["Subject"] = "samira@voorbeeld.test", f"Re: {letter.subject}"
    reply["Message-ID"] = "<een@voorbeeld.test>"
    reply.set_content(f"{ANSWER}\n\nOp ma schreef Oudernetwerk <post@localhost>:\n> Minder mail\n")
    with smtplib.LMTP("127.0.0.1", mail_door, timeout=20) as door:
        door.send_message(reply, to_addrs=[letter.answers_to])

    post = emre.locator("live-part").get_by_text(ANSWER)
    post.wait_for(timeout=15_000)
    assert emre.get_by_text("Minder mail").count() == 0
    emre.reload()
    assert emre.get_by_text(ANSWER).count() == 1


def test_j20_my_page_and_mail_on_an_old_phone(browser, become, device, site, letter_to):
    facts = {"viewport": PHONE, "locale": "nl-NL", "java_script_enabled": False}
    context = browser.new_context(**facts)
    samira = context.new_page()
    become(samira, "samira")

    samira.goto(f"{site}/ik/voorkeuren/")
    samira.get_by_role("radio", name="Nieuwe gesprekken en afspraken: Elke dag").check()
    samira.get_by_role("button", name="Bewaar").nth(1).click()
    assert samira.get_by_text("Bewaard.").is_visible()
    assert samira.get_by_role("radio", name="Nieuwe gesprekken en afspraken: Elke dag").is_checked()
    assert samira.get_by_role("radio").count() == 3 + 4 * 6

    topic = ask(samira, site, "Wie weet een goede tandarts?")
    answer(device("emre"), topic, "Die op het plein.")
    letter = letter_to("samira@", "Die op het plein.")
    assert letter.subject == "Er is een antwoord voor u – De Lindeboom"
    assert re.search(r'<html lang="nl" dir="ltr">', letter.html)
    assert letter.html.count('class="m-button"') == 1
    assert not re.search(r"<img|<table|<link|<script", letter.html)
    for part in ("Emre", "Wie weet een goede tandarts?", "/uit/"):
        assert part in letter.text

    stop = re.search(r"http\S+/uit/\S+", letter.text)[0]
    stranger = browser.new_context(**facts).new_page()
    stranger.goto(stop)
    stranger.get_by_label("Alleen dit gesprek").check()
    stranger.get_by_role("button", name="Stop").click()
    assert stranger.get_by_role("heading", name="Gestopt").is_visible()
    stranger.get_by_role("button", name="Maak ongedaan").click()
    assert stranger.get_by_role("heading", name="Het is weer zoals het was").is_visible()

    samira.goto(f"{site}/zoeken/?q=qqxxzz")
    assert samira.get_by_text("Niets gevonden").is_visible()
    context.close()
    stranger.context.close()


def test_what_was_read_last_can_be_read_without_internet(device, site):
    samira = device("samira")
    samira.goto(f"{site}{NETWORK}")
    samira.evaluate("async () => { await navigator.serviceWorker.ready }")
    samira.reload()  # now through the worker
    title = samira.get_by_role("heading", level=1).inner_text()
    samira.goto(f"{site}{NETWORK}bellen/")
    samira.context.set_offline(True)

    samira.goto(f"{site}{NETWORK}")
    assert samira.get_by_role("heading", level=1).inner_text() == title
    assert samira.get_by_text("Geen internet. U leest wat al binnen was.").is_visible()
    samira.goto(f"{site}{NETWORK}mensen/")
    assert samira.get_by_role("heading", name="Er is geen internet").is_visible()
    samira.goto(f"{site}{NETWORK}bellen/")
    assert samira.get_by_role("heading", name="Er is geen internet").is_visible()

    samira.context.set_offline(False)
    samira.goto(f"{site}/ik/")
    samira.get_by_role("button", name="Uitloggen").click()
    samira.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):  # nothing stayed behind
        samira.goto(f"{site}{NETWORK}")


def test_a_yes_without_internet_is_kept_and_sent_when_there_is_some(device, site):
    samira = device("samira")
    samira.goto(f"{site}{NETWORK}")
    samira.get_by_role("button", name="Misschien").first.wait_for()
    samira.context.set_offline(True)
    samira.get_by_role("button", name="Misschien").first.click()
    samira.get_by_text("Geen internet. Uw antwoord is bewaard.").wait_for()

    with samira.expect_navigation():
        samira.context.set_offline(False)

    pressed = samira.get_by_role("button", name="Misschien").first
    assert pressed.get_attribute("aria-pressed") == "true"


def test_the_new_pages_keep_nobody_out(device, site):
    samira = device("samira")
    for address in ("/ik/voorkeuren/", "/ik/meldingen/", "/ik/post/", "/zonder-internet/"):
        samira.goto(f"{site}{address}")
        assert violations(samira) == {}, address
