"""One press of a button is one post, however often it arrives."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from community.activity.models import Event
from forums.models import Post, SchoolQuestion, Topic
from networks.models import Network

pytestmark = pytest.mark.django_db
NEW = {"kind": "question", "title": "Wie helpt?", "text": "Mij graag."}


def test_the_same_answer_arrives_twice_and_is_said_once(cast, topic, post):
    reply = reverse("forums:reply", args=[topic.network.slug, topic.pk, topic.slug])
    once = uuid4()
    first, again = (post(cast.naima, reply, text="Ja hoor.", once=once) for _press in (1, 2))
    assert first.url == again.url
    assert topic.posts.filter(text="Ja hoor.").count() == 1
    assert Event.objects.filter(verb="forums.replied").count() == 1


def test_other_words_under_the_same_mark_are_another_answer(cast, topic, post):
    """Somebody went back, changed the text and sent it: nothing of that is lost."""
    reply = reverse("forums:reply", args=[topic.network.slug, topic.pk, topic.slug])
    once = uuid4()
    for text in ("Ja hoor.", "Nee hoor.", "Nee hoor."):
        post(cast.naima, reply, text=text, once=once)
    said = topic.posts.filter(is_first=False).values_list("text", flat=True)
    assert list(said) == ["Ja hoor.", "Nee hoor.", "Nee hoor."]


@pytest.mark.parametrize("once", ["", "x", "0" * 400, "\x00"])
def test_a_broken_mark_is_none(cast, topic, post, once):
    reply = reverse("forums:reply", args=[topic.network.slug, topic.pk, topic.slug])
    assert post(cast.naima, reply, text="Ja hoor.", once=once).status_code == 302


@pytest.mark.parametrize("kind", ["question", "school"])
def test_a_conversation_begun_twice_is_one(cast, forum, post, kind):
    Network.objects.update(recognition="recognised")
    new = reverse("forums:topic_new", args=[cast.lindeboom.slug])
    sent = {**NEW, "kind": kind, "forum": forum.pk, "once": uuid4()}
    first, again = (post(cast.samira, new, **sent) for _press in (1, 2))
    assert first.url == again.url
    assert Topic.objects.count() == Event.objects.filter(verb="forums.topic_started").count() == 1
    assert SchoolQuestion.objects.count() == (kind == "school")


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_one_moment_are_one_answer(cast, topic):
    once = uuid4()

    def press(_n):
        try:
            return Topic.objects.get(pk=topic.pk).reply("Ja.", once=once, by=cast.naima).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(press, range(8)))
    assert found == {Post.objects.get(text="Ja.").pk}
