"""Counters stay true, whatever happens in whatever order."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from forums.models import Post, Shift, Topic
from forums.repair import repair
from tests.factories import make_forum, make_topic

SOME = st.integers(0, 10**6)
WRITERS = st.sampled_from(["samira", "naima", "emre", "amal"])


def repaired(*options):
    said = StringIO()
    call_command("repair_forums", *options, stdout=said)
    return said.getvalue()


def test_what_is_wrong_is_said_and_mended(cast, topic):
    topic.reply("Ik heb er een.", by=cast.naima)
    assert repaired() == "0 differences repaired\n"

    Topic.objects.update(reply_count=7, shows_title=False)
    Post.objects.update(position=4)
    dry = repaired("--dry-run")
    assert dry.endswith("3 differences left as they are\n")
    assert f"{topic.pk}: reply_count is 7, should be 1\n" in dry
    assert repaired() == dry.replace("left as they are", "repaired")
    assert repaired() == "0 differences repaired\n"


class Storm(RuleBasedStateMachine):
    """People write and take back while moderators hide, move, split and merge."""

    cast = forums = None  # set by the test

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        make_topic(self.forums[0], self.cast.samira)

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def topic(self, number):
        topics = Topic.objects.filter(merged_into=None).order_by("pk")
        return topics[number % len(topics)]

    def post(self, number):
        posts = Post.objects.order_by("pk")
        return posts[number % len(posts)]

    @rule(writer=WRITERS, number=SOME, nameless=st.booleans())
    def begin(self, writer, number, nameless):
        forum = self.forums[number % len(self.forums)]
        make_topic(forum, getattr(self.cast, writer), kind="question", nameless=nameless)

    @rule(writer=WRITERS, number=SOME, nameless=st.booleans())
    def reply(self, writer, number, nameless):
        by = getattr(self.cast, writer)
        self.topic(number).reply("Ja.", nameless=nameless, by=by)

    @rule(number=SOME)
    def take_back_or_put_back(self, number):
        post = self.post(number)
        (post.put_back if post.taken_back_at else post.take_back)(by=post.author)

    @rule(number=SOME)
    def hide_or_restore(self, number):
        post = self.post(number)
        if post.is_hidden:
            post.restore(by=self.cast.fatima)
        else:
            post.hide("Zo niet.", by=self.cast.fatima)

    @rule(number=SOME)
    def settle(self, number):
        post = self.post(number)
        post.topic.settle(post, by=self.cast.fatima)

    @rule(number=SOME, reader=WRITERS)
    def read(self, number, reader):
        topic = self.topic(number)
        topic.mark_read(topic.posts.last(), by=getattr(self.cast, reader))

    @rule(number=SOME)
    def move(self, number):
        topic = self.topic(number)
        other = self.forums[(self.forums.index(topic.forum) + 1) % len(self.forums)]
        Shift.objects.move(topic, other, by=self.cast.fatima)

    @rule(number=SOME, which=st.sets(st.integers(1, 5), min_size=1))
    def split(self, number, which):
        topic = self.topic(number)
        posts = topic.posts.filter(position__in=which).values_list("pk", flat=True)
        Shift.objects.split(topic, list(posts), title="Eigen gesprek", by=self.cast.fatima)

    @rule(one=SOME, two=SOME)
    def merge(self, one, two):
        Shift.objects.merge(self.topic(one), self.topic(two), by=self.cast.fatima)

    @invariant()
    def nothing_is_to_be_repaired(self):
        assert list(repair(write=False)) == []

    @invariant()
    def who_has_read_everything_has_no_news(self):
        reader = self.cast.marieke
        with transaction.atomic():
            for topic in Topic.objects.filter(merged_into=None):
                topic.mark_read(topic.posts.last(), by=reader)
            mine = Topic.objects.visible_to(reader).with_news_for(reader)
            assert list(mine.unread()) == []
            transaction.set_rollback(True)


@pytest.mark.slow
def test_no_storm_leaves_a_wrong_counter_or_a_ghost_of_news(cast, forum):
    Storm.cast = cast
    Storm.forums = [forum, make_forum(cast.lindeboom, "Vrije tijd", position=2)]
    # They would complain of a slow database, and of storms that are long: both are meant.
    calm = [HealthCheck.too_slow, HealthCheck.data_too_large]
    storms = settings(
        max_examples=15,
        stateful_step_count=25,
        deadline=None,
        database=None,
        suppress_health_check=calm,
    )
    run_state_machine_as_test(Storm, settings=storms)
