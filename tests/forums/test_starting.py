"""Starting a conversation, also in a network that never had one."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from forums.models import Forum, Topic
from tests.factories import make_forum, make_topic

NEW = reverse("forums:topic_new", args=["de-lindeboom"])
WORDS = {"kind": "question", "title": "Wie loopt mee?", "text": "Van de Dapperbuurt."}


def test_the_first_conversation_brings_its_forum(cast, post):
    response = post(cast.samira, NEW, **WORDS)
    topic = Topic.objects.get()
    assert (topic.network, topic.forum.network) == (cast.lindeboom, cast.lindeboom)
    assert (topic.author, topic.kind, topic.lang) == (cast.samira, "question", "nl")
    assert (topic.forum.audience, topic.posts.get().is_first) == ("parents", True)
    assert response.url == f"{topic.get_absolute_url()}?geplaatst=nieuw"
    assert topic.last_post == topic.posts.get()


@pytest.mark.django_db(transaction=True)
def test_two_first_conversations_at_once_share_one_forum(cast):
    start, found = Barrier(2), []

    def open_first():
        start.wait()
        found.append(Forum.objects.default_for(cast.lindeboom))
        connection.close()

    both = [Thread(target=open_first) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert found == [Forum.objects.get()] * 2


def test_a_parent_chooses_between_the_forums_of_the_network(cast, forum, school_forum, post):
    elsewhere = make_forum(cast.kompas)
    without = post(cast.samira, NEW, **WORDS)
    foreign = post(cast.samira, NEW, **WORDS, forum=elsewhere.pk)
    assert [without.status_code, foreign.status_code] == [422, 422]
    assert "Van de Dapperbuurt." in without.content.decode()
    post(cast.samira, NEW, **WORDS, forum=school_forum.pk)
    assert Topic.objects.get().forum == school_forum


def test_the_school_starts_only_where_it_takes_part(cast, forum, visit, post):
    assert visit(cast.karin, NEW).status_code == 403
    assert post(cast.karin, NEW, **WORDS, forum=forum.pk).status_code == 403
    school_forum = make_forum(cast.lindeboom, "School", audience="everyone")
    assert post(cast.karin, NEW, **WORDS, forum=forum.pk).status_code == 422
    assert post(cast.karin, NEW, **WORDS).status_code == 422
    assert not Topic.objects.exists()
    post(cast.karin, NEW, **WORDS, forum=school_forum.pk)
    assert Topic.objects.get().posts.get().from_school


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"title": ""}, {"title"}),
        ({"title": "x" * 121}, {"title"}),
        ({"text": " "}, {"text"}),
        ({"text": "x" * 5_001, "kind": "spam"}, {"text", "kind"}),
    ],
)
def test_mistakes_are_named_and_nothing_typed_is_lost(cast, forum, post, wrong, fields):
    response = post(cast.samira, NEW, **{**WORDS, "forum": forum.pk, **wrong})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == fields
    for typed in ({**WORDS, **wrong}["title"], {**WORDS, **wrong}["text"].strip()):
        assert typed in response.content.decode()
    assert not Topic.objects.exists()


def test_strangers_cannot_start(cast, forum, visit, post):
    for stranger in (cast.bart, cast.joost, cast.ruud, cast.beheer):
        assert visit(stranger, NEW).status_code == 404
        assert post(stranger, NEW, **WORDS, forum=forum.pk).status_code == 404
    assert not Topic.objects.exists()


def test_the_address_of_a_title_without_latin_letters_still_works(cast, forum, visit):
    topic = make_topic(forum, cast.amal, title="كيف أساعد طفلي؟", lang="ar")
    assert topic.slug == "gesprek"
    html = visit(cast.emre, topic.get_absolute_url()).content.decode()
    assert f'dir="auto" lang="ar">{topic.title}</h1>' in html
