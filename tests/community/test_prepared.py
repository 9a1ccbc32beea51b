"""A number that is asked often: one query, never built again, right for everybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import DateTimeField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.prepared import Counted, Given
from forums.models import Post
from forums.panels import MOST_NEWS, Conversations
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
