"""What is asked before a text stands there, and who is asked to wait."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from community.accounts.models import User
from community.care import warning
from forums.flood import ANSWERS
from forums.models import Post, Topic
from tests.factories import make_topic

NEW = reverse("forums:topic_new", args=["de-lindeboom"])


@pytest.fixture
def known_for_long(cast):
    """Nobody is new, as most people are not."""
    User.objects.update(date_joined=timezone.now() - timedelta(days=400))


@pytest.fixture
def reply(cast, topic, post):
    def send(person, text, **data):
        place = reverse("forums:reply", args=["de-lindeboom", topic.pk, topic.slug])
        return post(User.objects.get(pk=person.pk), place, text=text, **data)

    return send


def errors(answer):
    return [str(error) for error in answer.context["form"].non_field_errors()]


@pytest.mark.parametrize(
    "text",
    [
        "Bel mij op 06 12345678.",
        "Bel 020-1234567 na vier uur",
        "+31 6 12 34 56 78",
        "Mijn zoon Daan wil niet lezen.",
        "Heeft iemand mijn dochter Noor gezien?",
    ],
)
def test_a_number_or_the_name_of_a_child_is_asked_about_and_then_taken(cast, topic, reply, text):
    asked = reply(cast.naima, text)
    assert (asked.status_code, topic.posts.count()) == (422, 1)
    assert asked.context["form"]["text"].value() == text
    assert 'name="sure" value="1"' in asked.content.decode()

    assert reply(cast.naima, text, sure="1").status_code == 302
    assert topic.posts.last().text == text


@pytest.mark.parametrize(
    "text",
    [
        "Mijn zoon wil niet lezen.",
        "Mijn zoon is in 2018 geboren, hij weegt 31 kilo.",
        "Zaterdag 12-10-2026 om 14.30 uur, klas 5b.",
        "De actie kost € 1.250.000, zei de gemeente.",
        "Postcode 1093 AB, nummer 12345678901234",
    ],
)
def test_other_words_and_numbers_are_not_asked_about(text):
    assert warning(text) == ""


def test_a_new_topic_is_asked_about_too_and_keeps_everything(cast, forum, post):
    text = {
        "kind": "talk",
        "title": "Zwemles",
        "text": "Mijn dochter Noor zwemt.",
        "forum": forum.pk,
    }
    asked = post(cast.naima, NEW, **text)
    assert asked.status_code == 422
    assert {name: asked.context["form"][name].value() for name in ("title", "text")} == {
        "title": "Zwemles",
        "text": "Mijn dochter Noor zwemt.",
    }
    post(cast.naima, NEW, **text, sure="1")
    assert Topic.objects.get().title == "Zwemles"


def test_answers_that_came_while_one_wrote_are_shown_first(cast, topic, reply):
    seen = topic.posts.last().pk
    topic.reply("Ik heb er een.", by=cast.marieke)
    asked = reply(cast.naima, "Ik heb er geen.", seen=seen)
    assert errors(asked) == [
        "Terwijl u schreef, kwam er 1 antwoord bij. Lees het hierboven, of verstuur het uwe nu."
    ]
    html = asked.content.decode()
    assert "Ik heb er een." in html
    assert html.count("Ik heb er geen.") == 1

    reply(cast.naima, "Ik heb er geen.", seen=seen, sure="1")
    assert topic.posts.last().text == "Ik heb er geen."


def test_ones_own_answer_and_a_second_press_are_no_news(cast, topic, reply):
    seen, once = topic.posts.last().pk, uuid4()
    for _press in range(2):
        assert reply(cast.naima, "Ik ook.", seen=seen, once=once).status_code == 302
    assert reply(cast.naima, "En nog iets.", seen=seen, once=uuid4()).status_code == 302
    assert topic.posts.count() == 3


def test_a_broken_mark_of_what_was_seen_is_no_mistake_of_the_writer(cast, topic, reply):
    for seen in ("", "x", "99999999999999999999"):
        assert reply(cast.naima, f"Ja {seen}", seen=seen).status_code == 302
    assert topic.posts.count() == 4


def test_who_writes_very_fast_waits_a_minute_and_keeps_the_text(cast, topic, reply, known_for_long):
    for number in range(6):
        assert reply(cast.naima, f"Antwoord {number}").status_code == 302
    asked = reply(cast.naima, "De zevende")
    assert errors(asked) == ["U schrijft snel. Uw tekst is bewaard. Verstuur hem over een minuut."]
    assert asked.context["form"]["text"].value() == "De zevende"
    assert reply(cast.marieke, "Ik schrijf langzaam.").status_code == 302


@pytest.mark.parametrize(("which", "most", "later"), [(1, 30, "uur"), (2, 100, "morgen")])
def test_who_writes_a_lot_waits_longer(cast, topic, reply, known_for_long, which, most, later):
    for _answer in range(most):
        ANSWERS.usual[which].take(cast.naima.pk)
    asked = reply(cast.naima, "Nog een")
    assert later in errors(asked)[0]
    assert asked.context["form"]["text"].value() == "Nog een"
    assert topic.posts.count() == 1


def test_on_the_first_day_three_topics_and_two_links(cast, forum, post, reply):
    for number in range(4):
        text = {"kind": "talk", "title": f"Vraag {number}", "text": "Tekst.", "forum": forum.pk}
        last = post(cast.naima, NEW, **text)
    assert errors(last) == [
        "U heeft vandaag veel geschreven. Uw tekst is bewaard. Probeer het morgen weer."
    ]
    make_topic(forum, cast.samira)
    three = "https://a.test https://b.test www.c.test"
    assert errors(reply(cast.marieke, three)) == [
        "U bent hier nieuw. Zet er hoogstens twee links in. Uw tekst is bewaard."
    ]
    assert not Post.objects.filter(text=three).exists()


def test_who_is_known_writes_links(cast, topic, reply, known_for_long):
    assert reply(cast.naima, "https://a.test https://b.test www.c.test").status_code == 302
