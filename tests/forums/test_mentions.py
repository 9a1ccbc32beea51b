"""Calling somebody by name: only who reads the place, and never more than was asked."""

from functools import partial

import pytest

from forums.models import Watch
from networks.mentions import names_in
from tests.factories import make_topic, make_user


@pytest.fixture
def hints(visit, topic):
    """The names somebody is offered after a few letters."""

    def ask(person, letters, where=topic):
        answer = visit(person, f"{where.get_absolute_url()}namen/", q=letters)
        return answer.json()["names"] if answer.status_code == 200 else answer.status_code

    return ask


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Naima weet u dit?", ["Naima"]),
        ("Dag @naima, @Naima en @Emre!", ["Naima", "Emre"]),
        ("Mail naima@voorbeeld.test of https://x.test/@naima", []),
        ("@@Naima @1 @ Naima @_x", []),
        ("Vraag het (@Zoë-Fleur).", ["Zoë-Fleur"]),
    ],
)
def test_what_is_a_call(text, names):
    assert names_in(text) == names


def test_who_is_called_hears_that_and_not_twice(cast, topic, heard):
    topic.reply("Ik weet het niet.", by=cast.naima)
    text = "@Naima en @marieke, wat denkt u?"
    assert heard("forums.mentioned", lambda: topic.reply(text, by=cast.emre)) == {
        "naima",
        "marieke",
    }
    assert heard("forums.replied", lambda: None) == {"samira"}


def test_calling_in_a_new_conversation_reaches_them_too(cast, forum, heard):
    start = partial(make_topic, forum, cast.samira, text="@Emre kunt u helpen?")
    assert heard("forums.mentioned", start) == {"emre"}


@pytest.mark.parametrize("name", ["Karin", "Bart", "Joost", "Ruud", "Amal", "Niemand", "Emre"])
def test_nobody_is_called_who_does_not_read_it_or_shows_no_name(cast, topic, heard, name):
    """The school, another network, who left, who is shielded, nobody, and oneself."""
    reply = partial(topic.reply, f"Dag @{name}", by=cast.emre)
    assert heard("forums.mentioned", reply) == set()


def test_where_the_school_reads_along_it_can_be_called(cast, school_forum, heard):
    topic = make_topic(school_forum, cast.samira)
    assert heard("forums.mentioned", lambda: topic.reply("Dag @Karin", by=cast.emre)) == {"karin"}


def test_of_two_with_one_name_neither_is_called(cast, topic, heard):
    cast.lindeboom.memberships.create(user=make_user("naima2"), alias="Naima")
    assert heard("forums.mentioned", lambda: topic.reply("Dag @Naima", by=cast.emre)) == set()


def test_silence_is_kept(cast, topic, heard):
    Watch.objects.choose(topic, Watch.Level.MUTE, by=cast.naima)
    assert heard("forums.mentioned", lambda: topic.reply("Dag @Naima", by=cast.emre)) == set()


def test_without_a_name_one_calls_as_a_parent(cast, topic, heard):
    def reply():
        topic.reply("Dag @Naima", nameless=True, by=cast.emre)

    assert heard("forums.mentioned", reply) == {"naima"}
    assert [n.facts["name"] for n in cast.naima.notifications.filter(kind="forums.mentioned")] == [
        ""
    ]


def test_a_change_calls_nobody_anew(cast, topic, heard):
    answer = topic.reply("Dag.", by=cast.emre)
    edit = partial(answer.edit, "Dag @Naima", by=cast.emre)
    assert heard("forums.mentioned", edit) == set()


def test_five_are_the_most(cast, topic, post):
    text = " ".join(f"@Naam{letter}" for letter in "abcdef")
    answer = post(cast.emre, f"{topic.get_absolute_url()}antwoord/", text=text)
    assert "Noem hooguit vijf ouders met @." in answer.content.decode()
    assert text in answer.content.decode()


def test_names_are_offered_of_who_can_be_called(cast, hints, school_forum):
    assert hints(cast.samira, "n") == ["Naima"]
    assert hints(cast.samira, "e") == ["Emre"]
    assert hints(cast.emre, "e") == []  # oneself
    assert hints(cast.samira, "a") == []  # Amal shows no name
    assert hints(cast.samira, "k") == []  # the school does not read along
    assert hints(cast.samira, "") == []
    assert hints(cast.samira, "k", make_topic(school_forum, cast.samira)) == ["Karin"]


def test_names_are_offered_to_nobody_else(cast, hints, topic):
    for stranger in (cast.bart, cast.joost, cast.ruud, cast.beheer, cast.karin):
        assert hints(stranger, "n") == 404
    topic.close(by=cast.fatima)
    assert hints(cast.samira, "n") == 403
