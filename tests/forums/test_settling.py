"""A question and the answer that helped."""

import pytest

from community.access import can
from forums.models import Topic
from tests.factories import make_forum, make_topic

LIST = "/netwerk/de-lindeboom/gesprekken/"


@pytest.fixture
def question(cast):
    """Samira asks; Naima answers, and Emre does."""
    forum = make_forum(cast.lindeboom, audience="everyone")
    topic = make_topic(forum, cast.samira, kind=Topic.Kind.QUESTION)
    topic.reply("Op de markt.", by=cast.naima)
    topic.reply("Ik heb er een.", by=cast.emre)
    return topic


@pytest.fixture
def say(cast, client, question, django_capture_on_commit_callbacks):
    """Say as somebody that the answer of Emre helped, or no longer."""

    def press(name, on="1", post=None):
        client.force_login(getattr(cast, name))
        post = post or question.posts.last()
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{LIST}bericht/{post.pk}/hielp/", {"on": on})

    return press


def test_who_asked_and_moderators_say_what_helped(cast, question, names):
    assert names(lambda who: can(who, "forums.settle", question)) == {"samira", "fatima", "emre"}
    told = make_topic(question.forum, cast.samira, title="Koek!", kind=Topic.Kind.TALK)
    assert names(lambda who: can(who, "forums.settle", told)) == set()


def test_it_shows_in_the_conversation_and_in_the_list(question, say, client):
    assert say("samira").status_code == 302
    page = client.get(question.get_absolute_url()).content.decode()
    assert (page.count("Dit hielp</span>"), "Ga naar wat hielp" in page) == (1, True)
    assert "Dit hielp" in client.get(LIST).content.decode()


def test_the_writer_hears_it_once(cast, say):
    for _press in range(2):
        say("samira")
    told = [n.words for n in cast.emre.notifications.filter(kind="forums.answer_helped")]
    assert told == ["Samira zegt: uw antwoord in “Wie heeft een winterjas?” hielp."]
    assert not cast.naima.notifications.filter(kind="forums.answer_helped").exists()


def test_one_answer_helps_and_it_can_be_taken_back(question, say):
    say("samira")
    second = question.posts.get(text="Op de markt.")
    say("samira", post=second)
    question.refresh_from_db()
    assert question.answer == second
    say("samira", on="", post=second)
    question.refresh_from_db()
    assert question.answer is None


def test_others_and_what_cannot_help_are_refused(cast, question, say):
    assert [say(name).status_code for name in ("naima", "karin", "bart")] == [403, 403, 404]
    assert say("samira", post=question.posts.first()).status_code == 404  # the question itself
    question.posts.last().hide("Reclame", by=cast.fatima)
    assert say("samira").status_code == 404
    question.refresh_from_db()
    assert question.answer is None


def test_an_answer_that_is_hidden_helps_nobody_any_more(cast, question, say, client):
    say("samira")
    question.posts.last().hide("Reclame", by=cast.fatima)
    client.force_login(cast.samira)
    assert "Dit hielp" not in client.get(LIST).content.decode()
    assert "Ga naar wat hielp" not in client.get(question.get_absolute_url()).content.decode()
