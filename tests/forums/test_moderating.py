"""Hiding with a reason, closing, and who hears of what."""

import pytest
from django.urls import reverse
from django.utils import translation

from forums.models import Forum, Post
from tests.factories import make_topic


def notices(person):
    return [(n.kind, n.facts) for n in person.notifications.order_by("pk")]


def address(name, thing):
    if isinstance(thing, Post):
        return reverse(f"forums:{name}", args=["de-lindeboom", thing.pk])
    return reverse(f"forums:{name}", args=["de-lindeboom", thing.pk, thing.slug])


@pytest.fixture
def answer(cast, topic):
    return topic.reply("Jullie zijn gek.", by=cast.naima)


def test_hidden_words_are_read_by_their_writer_and_by_moderators(cast, topic, answer, visit, post):
    post(cast.fatima, address("hide", answer), reason="Blijf aardig.")
    topic.refresh_from_db()
    assert (topic.reply_count, topic.last_post) == (0, topic.posts.first())

    def reads(person):
        html = visit(person, topic.get_absolute_url()).content.decode()
        return "Jullie zijn gek." in html, "Blijf aardig." in html

    assert reads(cast.samira) == (False, False)
    assert [reads(who) for who in (cast.naima, cast.fatima, cast.emre)] == [(True, True)] * 3

    post(cast.emre, address("restore", answer))
    assert reads(cast.samira) == (True, False)


def test_a_hidden_first_post_takes_the_title_with_it(cast, topic, visit):
    topic.posts.get().hide("Naam van een kind.", by=cast.fatima)
    for where in (topic.get_absolute_url(), reverse("forums:topics", args=["de-lindeboom"])):
        response = visit(cast.marieke, where, bericht=1)
        followed = visit(cast.marieke, response.url) if response.status_code == 302 else response
        assert "winterjas" not in followed.content.decode().lower()


def test_hiding_asks_for_a_reason(cast, answer, post):
    response = post(cast.fatima, address("hide", answer), reason="  ")
    answer.refresh_from_db()
    assert (response.status_code, answer.is_hidden) == (422, False)
    assert list(response.context["form"].errors) == ["reason"]


@pytest.mark.parametrize("name", ["hide", "restore"])
def test_parents_do_not_moderate_posts(cast, answer, post, name):
    for person in (cast.samira, cast.naima, cast.amal):
        assert post(person, address(name, answer), reason="Zomaar").status_code == 403
    answer.refresh_from_db()
    assert not answer.is_hidden


def test_a_closed_topic_is_read_but_not_answered(cast, topic, visit, post):
    post(cast.emre, address("close", topic))
    topic.refresh_from_db()
    assert (topic.is_open, topic.closed_by) == (False, cast.emre)
    reply = address("reply", topic)
    assert reply not in visit(cast.samira, topic.get_absolute_url()).content.decode()
    assert reply in visit(cast.fatima, topic.get_absolute_url()).content.decode()
    assert post(cast.samira, reply, text="Toch nog iets.").status_code == 403
    assert post(cast.fatima, reply, text="Dank u allen.").status_code == 302

    post(cast.fatima, address("reopen", topic))
    assert post(cast.samira, reply, text="Fijn.").status_code == 302
    assert topic.posts.count() == 3


@pytest.mark.parametrize("name", ["close", "reopen", "pin", "unpin"])
def test_parents_do_not_moderate_topics(cast, topic, post, name):
    for person in (cast.samira, cast.naima):
        assert post(person, address(name, topic)).status_code == 403
    topic.refresh_from_db()
    assert (topic.closed_at, topic.is_pinned) == (None, False)


def test_a_new_topic_is_told_to_moderators_only(
    cast, names, forum, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_topic(forum, cast.fatima, title="Welkom")
    facts = {"name": "Fatima", "title": "Welkom"}
    assert notices(cast.emre) == [("forums.topic_started", facts)]
    assert names(lambda who: who.is_authenticated and bool(notices(who))) == {"emre"}


def test_an_answer_is_told_to_who_takes_part(
    cast, names, topic, answer, django_capture_on_commit_callbacks
):
    topic.reply("Kom langs.", by=cast.joost)  # wrote here once, and left the network
    taken = topic.reply("Oeps.", by=cast.marieke)
    taken.take_back(by=cast.marieke)
    with django_capture_on_commit_callbacks(execute=True):
        last = topic.reply("Ik heb een jas.", by=cast.amal)  # who shows no name
    notice = ("forums.replied", {"name": "", "title": topic.title})
    assert names(lambda who: who.is_authenticated and notice in notices(who)) == {"samira", "naima"}
    with translation.override("en"):
        words = cast.samira.notifications.get().words
    assert words == f"A parent answered in “{topic.title}”."
    assert cast.samira.notifications.get().url == last.get_absolute_url()


def test_the_school_hears_nothing_of_what_became_closed_to_it(
    cast, school_forum, django_capture_on_commit_callbacks
):
    topic = make_topic(school_forum, cast.karin)
    Forum.objects.update(audience="parents")
    with django_capture_on_commit_callbacks(execute=True):
        topic.reply("Onder ons.", by=cast.samira)
    assert notices(cast.karin) == []


def test_decisions_of_moderators_reach_the_writer(
    cast, names, topic, answer, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer.hide("Blijf aardig.", by=cast.fatima)
        answer.restore(by=cast.fatima)
        topic.close(by=cast.fatima)
        topic.reopen(by=cast.fatima)
    heard = {
        name: [kind for kind, _facts in notices(getattr(cast, name))]
        for name in names(lambda who: who.is_authenticated and bool(notices(who)))
    }
    assert heard == {
        "naima": ["forums.post_hidden", "forums.post_restored"],
        "samira": ["forums.topic_closed", "forums.topic_reopened"],
    }
    assert all(str(notice) for notice in cast.naima.notifications.all())


def test_a_notice_is_plain_text_escaped_once_where_it_is_shown(
    cast, forum, visit, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_topic(forum, cast.emre, title="Auto's <b>hier</b>")
    assert "“Auto's <b>hier</b>”" in cast.fatima.notifications.get().words
    html = visit(cast.fatima, reverse("notifications:tray")).content.decode()
    assert "“Auto&#x27;s &lt;b&gt;hier&lt;/b&gt;”" in html
