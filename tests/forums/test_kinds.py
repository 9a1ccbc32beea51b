"""Proposals that people like and that get an outcome, and messages to everybody."""

from functools import partial

import pytest
from django.urls import reverse

from community.access import can
from forums.models import Topic
from tests.conftest import LINDEBOOM_PARENTS
from tests.factories import make_topic

NEW = reverse("forums:topic_new", args=["de-lindeboom"])
MODERATORS = {"fatima", "emre"}


@pytest.fixture
def proposal(cast, forum):
    """Samira's, liked by Naima."""
    topic = make_topic(forum, cast.samira, title="Een ruilkast", kind="proposal")
    topic.posts.get().react("idea", by=cast.naima)
    return topic


def at(name, topic):
    return reverse(f"forums:{name}", args=[topic.network.slug, topic.pk, topic.slug])


def test_a_good_idea_is_said_of_a_proposal_and_of_nothing_else(cast, proposal, topic, visit):
    page = visit(cast.emre, proposal.get_absolute_url()).content.decode()
    assert page.count("Goed idee") == 1
    assert 'Goed idee <span class="on-num">1</span>' in page
    proposal.reply("Ik help mee.", by=cast.marieke)
    assert visit(cast.emre, proposal.get_absolute_url()).content.decode().count("Goed idee") == 1
    assert "Goed idee" not in visit(cast.emre, topic.get_absolute_url()).content.decode()


def test_a_form_made_by_hand_likes_no_other_post(cast, proposal, topic, post):
    answer = proposal.reply("Ik help mee.", by=cast.marieke)
    for other in (answer, topic.posts.get()):
        post(cast.emre, reverse("forums:react", args=["de-lindeboom", other.pk]), kind="idea")
        assert not other.reactions.exists()


def test_liking_twice_is_liking_once(cast, proposal, post):
    first = proposal.posts.get()
    react = reverse("forums:react", args=["de-lindeboom", first.pk])
    for _press in range(2):
        post(cast.emre, react, kind="idea")
    assert first.reactions.filter(kind="idea").count() == 2
    assert post(cast.bart, react, kind="idea").status_code == 404


def test_whoever_made_or_liked_it_hears_what_becomes_of_it(cast, proposal, visit, post, heard):
    decide = partial(
        post, cast.fatima, at("decide", proposal), outcome="doing", line="De kast komt in de hal."
    )
    assert heard("forums.proposal_decided", decide) == {"samira", "naima"}
    assert [notice.words for notice in cast.naima.notifications.all()] == [
        "Uw netwerk gaat dit doen: “Een ruilkast”. De kast komt in de hal."
    ]
    page = visit(cast.marieke, proposal.get_absolute_url()).content.decode()
    assert "Dit gaan we doen" in page
    assert "De kast komt in de hal." in page
    assert (
        "Voorstel: Dit gaan we doen"
        in visit(cast.marieke, reverse("forums:topics", args=["de-lindeboom"])).content.decode()
    )


def test_an_outcome_without_a_reason_is_not_enough(cast, proposal, post):
    answer = post(cast.fatima, at("decide", proposal), outcome="not", line=" ")
    assert answer.status_code == 422
    assert "Zeg waarom." in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.outcome == ""


def test_moderators_decide_about_proposals_only(cast, proposal, topic, names, visit):
    assert names(lambda who: can(who, "forums.decide", proposal)) == MODERATORS
    assert names(lambda who: can(who, "forums.decide", topic)) == set()
    assert visit(cast.samira, at("decide", proposal)).status_code == 403


def test_moderators_tell_everybody(cast, forum, names, post, heard):
    """The operator's account and the school, who do not read there, hear nothing."""
    assert names(lambda who: can(who, "forums.announce", cast.lindeboom)) == MODERATORS
    said = {"kind": "announce", "title": "De hal is dicht", "text": "Kom door de tuin."}
    tell = partial(post, cast.fatima, NEW, **said, forum=forum.pk)
    assert heard("forums.announced", tell) == LINDEBOOM_PARENTS - {"fatima"}
    assert (
        "Voor iedereen" in post.client.get(Topic.objects.get().get_absolute_url()).content.decode()
    )


def test_parents_cannot_tell_everybody(cast, forum, visit, post):
    assert "Iets aan iedereen laten weten" not in visit(cast.samira, NEW).content.decode()
    said = {"kind": "announce", "title": "Koop nu", "text": "Mijn jassen.", "forum": forum.pk}
    assert post(cast.samira, NEW, **said).status_code == 422
    assert not Topic.objects.exists()


def test_a_message_to_everybody_is_signed(cast, forum, post):
    said = {"kind": "announce", "title": "Pas op", "text": "De hal is dicht.", "nameless": "on"}
    answer = post(cast.fatima, NEW, **said, forum=forum.pk)
    assert answer.status_code == 422
    assert "Bij een bericht aan iedereen hoort uw naam." in answer.content.decode()
    assert "De hal is dicht." in answer.content.decode()
