"""What somebody is still writing: theirs alone, per place and device."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community.accounts import closing
from forums.models import Draft
from forums.tasks import forget_drafts
from tests.factories import make_topic

HOME = "/netwerk/de-lindeboom/gesprekken/"


@pytest.fixture
def device():
    """``device(person)``: a browser of somebody's own."""

    def take(person):
        client = Client()
        client.force_login(person)
        return client

    return take


def at(topic):
    return f"{HOME}concept/?gesprek={topic.pk}"


def texts(answer):
    found = answer.json()
    here = found["here"] and found["here"]["text"]
    return here, {draft["text"] for draft in found["others"]}


def test_a_text_comes_back_on_the_same_device_and_is_shown_on_another(cast, topic, device):
    phone, desk = device(cast.samira), device(cast.samira)
    phone.post(at(topic), {"text": "Op de bus"})
    desk.post(at(topic), {"text": "Thuis"})
    phone.post(at(topic), {"text": "Op de bus, nu langer"})

    assert texts(phone.get(at(topic))) == ("Op de bus, nu langer", {"Thuis"})
    assert texts(desk.get(at(topic))) == ("Thuis", {"Op de bus, nu langer"})


def test_each_place_has_its_own(cast, forum, topic, device):
    phone, other = device(cast.samira), make_topic(forum, cast.emre, title="Iets anders")
    phone.post(at(topic), {"text": "Een antwoord"})
    phone.post(f"{HOME}concept/", {"title": "Nieuw", "text": "Een begin"})
    assert texts(phone.get(at(topic))) == ("Een antwoord", set())
    assert texts(phone.get(f"{HOME}concept/")) == ("Een begin", set())
    assert texts(phone.get(at(other))) == (None, set())


def test_nobody_else_reads_it(cast, topic, device):
    device(cast.samira).post(at(topic), {"text": "Nog niet af"})
    for reader in (cast.fatima, cast.emre, cast.naima):
        assert texts(device(reader).get(at(topic))) == (None, set())
    for stranger in (cast.karin, cast.bart, cast.joost, cast.beheer):
        assert device(stranger).get(at(topic)).status_code == 404
        assert device(stranger).post(at(topic), {"text": "Ook ik"}).status_code == 404
    assert Draft.objects.count() == 1


def test_what_was_sent_or_emptied_is_let_go(cast, topic, device):
    phone, desk = device(cast.samira), device(cast.samira)
    for browser in (phone, desk):
        browser.post(at(topic), {"text": "Bijna klaar"})
    phone.post(f"{topic.get_absolute_url()}antwoord/", {"text": "Bijna klaar"})
    assert texts(phone.get(at(topic))) == (None, {"Bijna klaar"})
    desk.post(at(topic), {"text": ""})
    assert not Draft.objects.exists()


def test_a_text_that_is_refused_stays(cast, topic, device):
    phone = device(cast.samira)
    phone.post(at(topic), {"text": "x" * 6000})
    refused = phone.post(f"{topic.get_absolute_url()}antwoord/", {"text": "x" * 6000})
    assert refused.status_code == 422
    assert texts(phone.get(at(topic))) == ("x" * 6000, set())


def test_what_waits_on_another_device_is_thrown_away_but_never_written(cast, topic, device):
    phone, desk = device(cast.samira), device(cast.samira)
    phone.post(at(topic), {"text": "Op de bus"})
    (other,) = desk.get(at(topic)).json()["others"]
    written = desk.post(at(topic), {"device": other["device"], "text": "Van mij nu"})
    assert written.status_code == 422
    assert texts(phone.get(at(topic))) == ("Op de bus", set())
    desk.post(at(topic), {"device": other["device"]})
    assert texts(phone.get(at(topic))) == (None, set())


def test_too_much_is_refused_and_so_is_too_often(cast, topic, device):
    phone = device(cast.samira)
    assert phone.post(at(topic), {"text": "x" * 20_001}).status_code == 422
    answers = [phone.post(at(topic), {"text": str(n)}).status_code for n in range(61)]
    assert answers == [204] * 60 + [429]


def test_a_draft_that_nobody_came_back_to_is_forgotten(cast, topic, device):
    device(cast.samira).post(at(topic), {"text": "Ooit"})
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        forget_drafts()
        assert Draft.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        forget_drafts()
        assert not Draft.objects.exists()


def test_who_closes_their_account_leaves_no_draft(cast, topic, device):
    device(cast.samira).post(at(topic), {"text": "Nog niet af"})
    closing.close(cast.samira)
    assert not Draft.objects.exists()
