"""The rows of the access matrix about conversations, each door asked by every kind of person.

`y` may, `n` gets what somebody gets where nothing is. The words of De Lindeboom that could leak are
in every network, topic, hidden post and old version below.
"""

import re
from types import SimpleNamespace

import pytest

from forums.models import FeedKey, Forum, Topic
from tests.access.conftest import MEMBERS, PEOPLE, granted
from tests.factories import make_forum, make_topic

HOME = "/netwerk/de-lindeboom/gesprekken/"
SECRETS = re.compile("winterjas|kaplaars|zonnebril|regenpak", re.IGNORECASE)


@pytest.fixture
def place(cast):
    """A conversation among parents of De Lindeboom, with an old version and a hidden answer."""
    make_topic(make_forum(cast.kompas), cast.bart, title="Zeilkamp")
    topic = make_topic(make_forum(cast.lindeboom), cast.samira, title="Winterjas", text="Kaplaars")
    answer = topic.reply("Ook een regenpak?", by=cast.samira)
    answer.versions.create(text="Eerst een zonnebril.")
    hidden = topic.reply("Een zonnebril is dom.", by=cast.samira)
    hidden.versions.create(text="Een zonnebril is heel dom.")
    hidden.hide("Niet aardig.", by=cast.emre)
    answer.react("same", by=cast.marieke)
    return SimpleNamespace(topic=topic, answer=answer, hidden=hidden)


def read_by(ask, address, words):
    """Who reads ``words`` at ``address``; everybody else reads no secret at all there."""
    readers = set()
    for name in PEOPLE:
        answer = ask(name, address)
        text = answer.content.decode()
        if granted(answer) and words in text:
            readers.add(name)
        else:
            told = text + answer.headers.get("Location", "")
            assert not SECRETS.search(told.replace(address, "")), name  # what they asked for
    return readers


def test_23_a_conversation_is_read_by_members(ask, place):
    assert read_by(ask, HOME, "Winterjas") == MEMBERS
    assert read_by(ask, place.topic.get_absolute_url(), "Kaplaars") == MEMBERS


@pytest.mark.parametrize(
    "address",
    [
        f"{HOME}bericht/{{answer.pk}}/",
        f"{HOME}{{topic.pk}}-gesprek/",
        f"{HOME}{{topic.pk}}-een-andere-naam/?bericht={{answer.pk}}",
        f"{HOME}{{topic.pk}}-winter/?citeer={{answer.pk}}",
    ],
)
def test_24_a_short_address_tells_its_title_to_members_only(ask, place, address):
    where = address.format(**vars(place))
    led = {name for name in PEOPLE if "winterjas" in ask(name, where).headers.get("Location", "")}
    assert led == MEMBERS


def test_24_the_address_of_nothing_answers_the_same(ask, place):
    """So that nobody learns by asking which conversations there are."""
    there, nowhere = f"{HOME}{place.topic.pk}-gesprek/", f"{HOME}999999-gesprek/"
    for name in set(PEOPLE) - MEMBERS:
        answers = [ask(name, where) for where in (there, nowhere)]
        assert len({answer.status_code for answer in answers}) == 1, name
        texts = [
            re.sub('nonce="[^"]*"|999999|' + str(place.topic.pk), "", _plain(a)) for a in answers
        ]
        assert texts[0] == texts[1], name


def test_25_members_write(ask, place):
    address = f"{place.topic.get_absolute_url()}antwoord/"
    wrote = {name for name in PEOPLE if granted(ask(name, address, text=f"Hier {name}."))}
    assert wrote == MEMBERS
    texts = place.topic.posts.values_list("text", flat=True)
    assert {text for text in texts if text.startswith("Hier")} == {f"Hier {n}." for n in MEMBERS}


def test_25_members_begin_a_conversation(ask, place, cast):
    forum = Forum.objects.get(network=cast.lindeboom)
    for name in PEOPLE:
        facts = {"title": f"Van {name}", "text": "Hallo.", "kind": "talk", "forum": forum.pk}
        ask(name, f"{HOME}nieuw/", **facts)
    begun = Topic.objects.filter(title__startswith="Van ").values_list("title", flat=True)
    assert set(begun) == {f"Van {name}" for name in MEMBERS}


def test_26_only_the_writer_changes_a_post(ask, place):
    address = f"{HOME}bericht/{place.answer.pk}/verander/"
    for name in PEOPLE:
        ask(name, address, text=f"Veranderd door {name}.")
    place.answer.refresh_from_db()
    assert place.answer.text == "Veranderd door writer."
    assert set(place.answer.versions.values_list("text", flat=True)) == {"Eerst een zonnebril."}


def test_27_the_writer_takes_it_back_and_moderators_hide_it(ask, place):
    home = f"{HOME}bericht/{place.answer.pk}/"
    hides = {name for name in PEOPLE if granted(ask(name, f"{home}verberg/"))}
    assert hides == {"moderator"}
    for name in PEOPLE:
        if name != "writer":
            ask(name, f"{home}haal-weg/", ja="1")
    place.answer.refresh_from_db()
    assert place.answer.is_shown
    assert granted(ask("writer", f"{home}haal-weg/", ja="1"))
    place.answer.refresh_from_db()
    assert not place.answer.is_shown


def test_28_members_read_what_a_post_said_before(ask, place):
    address = f"{HOME}bericht/{place.answer.pk}/geschiedenis/"
    assert read_by(ask, address, "zonnebril") == MEMBERS
    old = place.answer.versions.get()
    hidden_from = {n for n in PEOPLE if granted(ask(n, f"{address}{old.pk}/verberg/", ja="1"))}
    assert hidden_from == {"moderator"}
    assert {name for name in PEOPLE if "zonnebril" in _plain(ask(name, address))} == {"moderator"}


def test_29_what_is_hidden_is_read_by_its_writer_and_moderators(ask, place):
    assert read_by(ask, place.hidden.versions_url, "zonnebril") == {"moderator"}
    readers = {n for n in PEOPLE if "is dom" in _plain(ask(n, place.topic.get_absolute_url()))}
    assert readers == {"writer", "moderator"}
    for name in MEMBERS:  # nor does any other door of who reads the rest
        for door in (
            HOME,
            f"{place.topic.get_absolute_url()}?citeer={place.hidden.pk}",
            "/zoeken/?q=dom",
            "/netwerk/de-lindeboom/",
        ):
            if "citeer" not in door or name not in ("writer", "moderator"):
                assert "is dom" not in _plain(ask(name, door)), (name, door)


@pytest.mark.parametrize("word", ["winterj", "kaplaars", "regenpak"])
def test_30_search_finds_it_for_members_only(ask, place, word):
    found = {name for name in PEOPLE if 'id="hit-' in _plain(ask(name, f"/zoeken/?q={word}"))}
    assert found == MEMBERS


@pytest.mark.parametrize("word", ["winterj", "kaplaars", "regenpak"])
def test_30_for_anybody_else_a_word_from_it_is_a_word_like_any(ask, place, word):
    for name in set(PEOPLE) - MEMBERS:
        answers = [_plain(ask(name, f"/zoeken/?q={asked}")) for asked in (word, "qqqqqq")]
        assert answers[0].replace(word, "") == answers[1].replace("qqqqqq", ""), name


def test_31_members_react(ask, place, people):
    for name in PEOPLE:
        ask(name, f"{HOME}bericht/{place.answer.pk}/reageer/", kind="nice")
    liked = set(place.answer.reactions.filter(kind="nice").values_list("person", flat=True))
    assert liked == {getattr(people, name).pk for name in MEMBERS}


def test_32_a_feed_is_a_secret_of_a_member_and_dies_with_the_membership(ask, place, people, cast):
    keys = {n: FeedKey.objects.renew(by=getattr(people, n)) for n in PEOPLE if n != "visitor"}
    paths = {name: key.path_of(cast.lindeboom) for name, key in keys.items()}
    assert {name for name, path in paths.items() if granted(ask("visitor", path))} == MEMBERS

    cast.lindeboom.membership_of(people.contact).end(by=people.contact)
    assert ask("visitor", paths["contact"]).status_code == 404


def _plain(answer):
    """The page without what differs at every request."""
    text = answer.content.decode()
    return re.sub(r'nonce="[^"]*"|value="[A-Za-z0-9]{64}"|/account/[^"]*', "", text)
