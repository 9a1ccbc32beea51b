"""Who sees and who may do what in conversations, asked of everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.access import can
from forums.models import Forum, Post, Topic
from tests.conftest import LINDEBOOM, LINDEBOOM_PARENTS
from tests.factories import make_forum, make_topic

MODERATORS = {"fatima", "emre"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def among_parents(cast):
    return make_topic(make_forum(cast.lindeboom), cast.samira)


@pytest.fixture
def with_school(cast):
    return make_topic(make_forum(cast.lindeboom, "School", audience="everyone"), cast.karin)


@pytest.fixture
def elsewhere(cast):
    return make_topic(make_forum(cast.kompas), cast.bart)


def who_sees(names, thing):
    return names(lambda who: type(thing).objects.visible_to(who).filter(pk=thing.pk).exists())


def who_may(names, rule, thing):
    return names(lambda who: can(who, rule, thing))


def test_what_is_said_among_parents_is_seen_by_parents(among_parents, elsewhere, names):
    post = among_parents.posts.get()
    assert who_sees(names, among_parents.forum) == LINDEBOOM_PARENTS
    assert who_sees(names, among_parents) == LINDEBOOM_PARENTS
    assert who_sees(names, post) == LINDEBOOM_PARENTS


def test_where_the_school_takes_part_its_staff_see_it_too(with_school, names):
    assert who_sees(names, with_school.forum) == LINDEBOOM
    assert who_sees(names, with_school) == LINDEBOOM
    assert who_sees(names, with_school.posts.get()) == LINDEBOOM


def test_another_network_is_another_world(among_parents, with_school, elsewhere, names):
    assert who_sees(names, elsewhere) == {"bart"}
    assert who_sees(names, elsewhere.posts.get()) == {"bart"}


def test_everybody_sees_exactly_their_own(cast, among_parents, with_school, elsewhere):
    def seen(model, person):
        return set(model.objects.visible_to(person))

    assert seen(Topic, cast.samira) == {among_parents, with_school}
    assert seen(Topic, cast.karin) == {with_school}
    assert seen(Forum, cast.karin) == {with_school.forum}
    assert seen(Post, cast.karin) == {with_school.posts.get()}
    for stranger in (cast.joost, cast.ruud, cast.beheer, cast.visitor):
        assert seen(Topic, stranger) | seen(Post, stranger) | seen(Forum, stranger) == set()


def test_parents_start_topics_and_staff_only_where_a_forum_is_open(cast, among_parents, names):
    assert who_may(names, "forums.start_topic", cast.lindeboom) == LINDEBOOM_PARENTS
    make_forum(cast.lindeboom, "School", audience="everyone")
    assert who_may(names, "forums.start_topic", cast.lindeboom) == LINDEBOOM


def test_who_sees_an_open_topic_answers_in_it(among_parents, with_school, names):
    assert who_may(names, "forums.reply", among_parents) == LINDEBOOM_PARENTS
    assert who_may(names, "forums.reply", with_school) == LINDEBOOM


def test_in_a_closed_topic_only_moderators_answer(cast, among_parents, names):
    among_parents.close(by=cast.fatima)
    assert who_may(names, "forums.reply", among_parents) == MODERATORS


def test_who_sees_a_post_reacts_to_it(cast, among_parents, with_school, names):
    assert who_may(names, "forums.react", among_parents.posts.get()) == LINDEBOOM_PARENTS
    post = with_school.posts.get()
    assert who_may(names, "forums.react", post) == LINDEBOOM
    post.hide("Niet aardig", by=cast.fatima)
    assert who_may(names, "forums.react", post) == set()


def test_only_the_writer_edits_while_the_topic_is_open(cast, among_parents, names):
    post = among_parents.posts.select_related("topic").get()
    assert who_may(names, "forums.edit", post) == {"samira"}
    post.topic.close(by=cast.fatima)
    assert who_may(names, "forums.edit", post) == set()


def test_nobody_edits_what_was_hidden(cast, among_parents, names):
    post = among_parents.posts.get()
    post.hide("Naam van een kind", by=cast.fatima)
    assert who_may(names, "forums.edit", post) == set()
    assert who_may(names, "forums.take_back", post) == set()


def test_a_writer_who_left_has_no_hand_in_it_any_more(cast, among_parents, names):
    post = among_parents.posts.get()
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)
    assert who_may(names, "forums.edit", post) == set()
    assert who_may(names, "forums.take_back", post) == set()


def test_a_post_without_a_writer_is_nobodys(among_parents, names):
    Post.objects.update(author=None)
    post = among_parents.posts.get()
    assert who_may(names, "forums.edit", post) == set()
    assert who_may(names, "forums.take_back", post) == set()


def test_only_the_writer_takes_back_and_undoes_it_for_ten_minutes(cast, among_parents, names):
    post = among_parents.posts.get()
    assert who_may(names, "forums.take_back", post) == {"samira"}
    assert who_may(names, "forums.put_back", post) == set()
    post.take_back(by=cast.samira)
    assert who_may(names, "forums.take_back", post) == set()
    assert who_may(names, "forums.put_back", post) == {"samira"}
    post.taken_back_at = timezone.now() - timedelta(minutes=11)
    assert who_may(names, "forums.put_back", post) == set()


def test_moderators_decide_in_their_own_network(among_parents, elsewhere, names):
    assert who_may(names, "forums.moderate", among_parents) == MODERATORS
    assert who_may(names, "forums.moderate", elsewhere) == {"bart"}


def test_a_moderator_from_school_decides_only_where_the_school_reads(
    cast, among_parents, with_school, names
):
    cast.lindeboom.memberships.filter(user=cast.karin).update(moderates=True)
    assert who_may(names, "forums.moderate", among_parents) == MODERATORS
    assert who_may(names, "forums.moderate", with_school) == MODERATORS | {"karin"}
