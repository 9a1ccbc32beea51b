"""The school answers with one button, without an account."""

import re

import pytest
import time_machine
from django.core import mail

from networks.models import Founding, SchoolRequest
from tests.factories import make_school, make_user


@pytest.fixture
def deliver(django_capture_on_commit_callbacks):
    """Do something and let its letters leave."""

    def go(deed):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            return deed()

    return go


@pytest.fixture
def network(db, deliver):
    """Hafida began for De Linde and asked Karin."""
    hafida = make_user("hafida")
    founding = Founding.objects.begin(school=make_school("De Linde", "01AA00"), by=hafida)
    deliver(lambda: founding.ask_school(name="Karin", email="karin@school.test", by=hafida))
    founding.network.refresh_from_db()
    return founding.network


@pytest.fixture
def link(network):
    return link_in(mail.outbox[0])


def link_in(letter):
    return re.search(r"/voor-de-school/\S+", letter.body).group()


def state(network):
    network.refresh_from_db()
    return network.stage, network.recognition


def test_the_letter_has_one_link_and_names_who_asks(network):
    (letter,) = mail.outbox
    assert letter.to == ["karin@school.test"]
    assert letter.body.count("http") == 1
    assert {"Beste Karin,", "Hafida"} <= set(re.findall(r"Beste Karin,|Hafida", letter.body))
    assert state(network) == ("waiting", "pending")


def test_reading_the_page_answers_nothing(network, link, client):
    page = client.get(link)
    assert (page.status_code, "Hafida" in page.content.decode()) == (200, True)
    assert state(network) == ("waiting", "pending")


def test_yes_makes_the_network_recognised_and_tells_the_starter(network, link, client, deliver):
    assert deliver(lambda: client.post(link, {"choice": "yes"})).url == link
    assert state(network) == ("active", "recognised")
    (starter,) = SchoolRequest.objects.get().starters
    assert [n.kind for n in starter.notifications.all()] == ["networks.recognised"]
    page = client.get(link).content.decode()
    assert "Dank u wel" in page
    assert 'name="choice"' not in page
    assert client.post(link, {"choice": "yes"}).status_code == 302  # pressed twice
    assert client.post(link, {"choice": "not_now"}).status_code == 302  # an old tab
    assert state(network) == ("active", "recognised")
    assert starter.notifications.count() == 1


def test_not_now_lets_the_parents_go_on_and_a_late_yes_counts(network, link, client):
    client.post(link, {"choice": "not_now"})
    assert state(network) == ("active", "unaffiliated")
    client.post(link, {"choice": "yes"})
    assert state(network) == ("active", "recognised")


def test_somebody_else_gets_the_same_letter_and_decides(network, link, client, deliver):
    sent = {"choice": "else", "name": "Ruud", "email": "Ruud@school.test"}
    for _ in range(2):
        deliver(lambda: client.post(link, sent))
    assert set(SchoolRequest.objects.values_list("email", "answer")) == {
        ("karin@school.test", "else"),
        ("ruud@school.test", ""),
    }
    assert mail.outbox == []  # the second time
    assert state(network) == ("waiting", "pending")
    other = SchoolRequest.objects.get(name="Ruud")
    client.post(other.path, {"choice": "yes"})
    assert state(network) == ("active", "recognised")


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"choice": "else", "name": "", "email": ""}, {"name", "email"}),
        ({"choice": "else", "name": "Ruud", "email": "ruud"}, {"email"}),
        ({"choice": "perhaps"}, {"choice"}),
        ({}, {"choice"}),
    ],
)
def test_half_an_answer_is_asked_for_in_words(network, link, client, sent, wrong):
    answer = client.post(link, sent)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)
    assert state(network) == ("waiting", "pending")


def test_a_school_is_not_written_to_without_end(network, link, client):
    for n in range(9):
        client.post(link, {"choice": "else", "name": "X", "email": f"x{n}@school.test"})
    assert SchoolRequest.objects.count() == 5


def test_a_broken_or_old_link_opens_nothing(network, link, client):
    assert client.post(link[:-4] + "abc/", {"choice": "yes"}).status_code == 410
    with time_machine.travel("2027-12-01", tick=False):
        assert client.post(link, {"choice": "yes"}).status_code == 410
    assert state(network) == ("waiting", "pending")
