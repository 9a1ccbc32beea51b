"""Conversations as Atom: what a program gets, and when it gets nothing any more."""

import xml.etree.ElementTree as ET

import pytest

from forums.models import FeedKey, Topic
from networks.models import Closing, Network
from tests.factories import make_forum, make_topic

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = "/netwerk/de-lindeboom/gesprekken/volg/"


@pytest.fixture
def talk(cast):
    """A conversation in each forum of De Lindeboom, and one elsewhere."""
    make_topic(make_forum(cast.lindeboom), cast.emre, title="Wie heeft een winterjas?")
    school = make_forum(cast.lindeboom, "Ouders en school", audience="everyone")
    make_topic(school, cast.naima, title="Hoe laat is de gym?")
    make_topic(make_forum(cast.kompas), cast.bart, title="Zeilkamp")


@pytest.fixture
def fetch(cast, client, talk):
    """The titles and writers that a program of somebody gets; None when there is no feed."""

    def ask(name, network=cast.lindeboom):
        key = FeedKey.objects.filter(person=getattr(cast, name)).first()
        key = key or FeedKey.objects.renew(by=getattr(cast, name))
        answer = client.get(key.path_of(network))
        if answer.status_code == 404:
            return None
        feed = ET.fromstring(answer.content)  # noqa: S314 # our own words
        entries = feed.findall(f"{ATOM}entry")
        return {
            (e.findtext(f"{ATOM}title"), e.findtext(f"{ATOM}author/{ATOM}name")) for e in entries
        }

    return ask


JACKET = ("Wie heeft een winterjas?", "Emre")
GYM = ("Hoe laat is de gym?", "Naima")


def test_everybody_gets_what_they_may_read(cast, fetch):
    assert fetch("samira") == {JACKET, GYM}
    assert fetch("karin") == {GYM}
    assert fetch("bart") is None
    assert fetch("bart", cast.kompas) == {("Zeilkamp", "Bart")}
    assert fetch("joost") is None


def test_hidden_and_shielded_stay_so(cast, fetch):
    cast.emre.introduce(first_name="Emre", languages=["nl"], shielded=True)
    gym = Topic.objects.get(title=GYM[0])
    gym.posts.get().hide("Reclame", by=cast.fatima)
    assert fetch("samira") == {(JACKET[0], "Een ouder")}


def test_what_no_xml_may_hold_does_not_break_the_others(cast, fetch):
    make_topic(cast.lindeboom.forums.first(), cast.emre, title="Bel\x07 & <b>ring</b>", text="\x0b")
    assert fetch("samira") == {JACKET, GYM, ("Bel & <b>ring</b>", "Emre")}


def test_a_theme_is_told_under_chosen_names(cast, fetch):
    theme = Network.objects.start(
        name="Dyslexie", kind="theme", rules="", by=cast.emre, alias="Lezer"
    )
    theme.admit(cast.samira, alias="Uil", by=cast.samira)
    make_topic(make_forum(theme), cast.emre, title="Luisterboek?")
    assert fetch("samira", theme) == {("Luisterboek?", "Lezer")}


def test_who_is_let_go_gets_nothing_from_that_moment(cast, fetch):
    assert fetch("samira")
    cast.lindeboom.revoke(cast.samira, reason="Reclame", by=cast.fatima)
    assert fetch("samira") is None


def test_of_what_has_ended_there_is_no_feed(cast, fetch):
    Closing.objects.propose(cast.lindeboom, words="Klaar", by=cast.fatima).agree(by=cast.emre)
    assert fetch("samira") is None


def test_a_new_address_closes_the_old_one(cast, client, talk):
    client.force_login(cast.samira)
    assert "Maak mijn adres" in client.get(PAGE).content.decode()
    addresses = []
    for _press in range(2):
        client.post(f"{PAGE}vernieuwen/")
        key = FeedKey.objects.get(person=cast.samira)
        addresses.append(key.path_of(cast.lindeboom))
        assert addresses[-1] in client.get(PAGE).content.decode()
    client.logout()
    assert [client.get(address).status_code for address in addresses] == [404, 200]


def test_it_is_kept_by_nobody_and_not_sent_twice(cast, client, talk):
    address = FeedKey.objects.renew(by=cast.samira).path_of(cast.lindeboom)
    first = client.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    assert first["X-Robots-Tag"] == "noindex"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("number", [1, 40])
def test_it_costs_the_same_for_one_conversation_and_forty(
    cast, client, number, django_assert_num_queries
):
    forum = make_forum(cast.lindeboom)
    for n in range(number):
        make_topic(forum, cast.emre, title=f"Vraag {n}")
    address = FeedKey.objects.renew(by=cast.samira).path_of(cast.lindeboom)
    with django_assert_num_queries(3):
        client.get(address)
