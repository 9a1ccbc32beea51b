"""A question that is asked often: never built again, and right for everybody."""

import gc
import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import DateTimeField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.prepared import Counted, Given, Prepared
from forums.models import Post, Topic
from forums.models.topics import news_since
from forums.panels import MOST_NEWS, Conversations
from forums.shelf import FILTERS, _topics
from networks.chat.panels import Chat
from tests.factories import make_forum, make_many_topics, make_messages, make_room, make_topic

EVERYBODY = ("samira", "fatima", "amal", "karin", "joost", "bart", "ruud", "beheer")


@pytest.fixture
def talk(cast):
    """News among parents, news for the school too, and talk elsewhere."""
    among = make_topic(make_forum(cast.lindeboom), cast.samira)
    among.reply("Ik heb er een.", by=cast.emre)
    make_topic(make_forum(cast.lindeboom, "School", audience="everyone"), cast.naima)
    make_topic(make_forum(cast.kompas), cast.bart)
    make_messages(make_room(cast.lindeboom), cast.emre, 3)
    make_messages(make_room(cast.lindeboom, "Met school", audience="everyone"), cast.naima, 2)


def numbers(cast, panel):
    return {name: panel.unread(cast.lindeboom, getattr(cast, name)) for name in EVERYBODY}


def test_everybody_gets_their_own_number(cast, talk):
    nobody = dict.fromkeys(("joost", "bart", "ruud", "beheer"), 0)
    parents = {"samira": 2, "fatima": 2, "amal": 2}
    assert numbers(cast, Conversations()) == {**parents, "karin": 1, **nobody}
    parents = {"samira": 5, "fatima": 5, "amal": 5}
    assert numbers(cast, Chat()) == {**parents, "karin": 2, **nobody}


def test_it_is_one_query_and_knows_what_happened_since(cast, talk):
    Conversations().unread(cast.lindeboom, cast.samira)
    with CaptureQueriesContext(connection) as asked:
        before = Conversations().unread(cast.lindeboom, cast.samira)
    assert len(asked) == 1
    make_topic(make_forum(cast.lindeboom, "Nog een"), cast.emre)
    assert Conversations().unread(cast.lindeboom, cast.samira) == before + 1


def test_more_than_anybody_reads_is_not_counted(cast):
    make_many_topics(make_forum(cast.lindeboom), cast.emre, MOST_NEWS + 5)
    assert Conversations().unread(cast.lindeboom, cast.samira) == MOST_NEWS


def test_a_moment_is_given_as_the_database_keeps_it(cast, talk):
    since = Counted(
        lambda: Post.objects.filter(posted_at__gt=Given("since", DateTimeField())).values("pk")
    )
    hour = timedelta(hours=1)
    assert since(since=timezone.now() - hour) == 4
    assert since(since=timezone.now() + hour) == 0


def test_rows_are_those_of_the_queryset_with_all_they_carry(cast, talk):
    def listing(reader, since=None):
        return Topic.objects.visible_to(reader).for_listing(reader, since)

    prepared = Prepared(lambda: listing(Given("reader"), Given("since", DateTimeField())))
    for name in EVERYBODY:
        reader = getattr(cast, name)
        rows = prepared(reader=reader.pk, since=news_since())
        plain = list(listing(reader))
        assert rows == plain
        assert [row.is_unread for row in rows] == [row.is_unread for row in plain]
        with CaptureQueriesContext(connection) as asked:
            assert [str(row.last_post.author) for row in rows] == [
                str(row.last_post.author) for row in plain
            ]
        assert len(asked) == 0


def test_many_ask_at_once_and_each_gets_their_own(cast, talk):
    """What was built is shared; nothing of one question gets into another."""
    mine = Prepared(lambda: Topic.objects.visible_to(Given("reader")).order_by("pk"))
    readers = [getattr(cast, name) for name in EVERYBODY]
    expected = [list(Topic.objects.visible_to(reader).order_by("pk")) for reader in readers]
    asked = [mine._made[0] for _turn in range(2)]
    assert [mine(reader=reader.pk) for reader in readers for _turn in range(3)] == [
        rows for rows in expected for _turn in range(3)
    ]
    assert asked[0] is asked[1]
    assert "as_sql" not in vars(asked[0])  # nobody left their values there


def test_no_moment_is_frozen_in_a_question(db):
    """What is asked tomorrow must not know the day on which it was built."""
    for toon in (None, *FILTERS):
        for after in (None, False, True):
            _topics(2, toon, True, after)
    questions = [each for each in gc.get_objects() if type(each) in (Prepared, Counted)]
    assert len(questions) > 20
    frozen = [
        (question.build, value)
        for question in questions
        for value in parameters_of(question)
        if isinstance(value, datetime) or re.match(r"\d{4}-\d\d-\d\d", str(value))
    ]
    assert frozen == []


def parameters_of(question):
    rows = question.build().query.get_compiler(connection=connection)
    return [value for value in rows.as_sql()[1] if not isinstance(value, Given)]
