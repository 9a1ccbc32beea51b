"""What is the same word, on every database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import ThemePage
from cms.portal import open_portal
from community.search.templatetags.finding import marked
from community.search.words import findable, fold
from forums.models import Post
from forums.sources import Conversations
from networks.chat.models import Message
from ouderkamer.models import Gathering
from tests.factories import make_forum, make_gathering, make_room, make_theme, make_topic


@pytest.mark.parametrize(
    ("written", "looked_for"),
    [
        ("zwemles", "zwemlessen"),
        ("zwemlessen", "zwemles"),
        ("huizen", "huis"),
        ("huis", "huizen"),
        ("een brief", "brieven"),
        ("scholen", "school"),
        ("fietsen", "fiets"),
        ("fiets", "fietsen"),
        ("winterjas", "win"),
        ("luizen gehad", "luis"),
        ("de fietsen van de kinderen", "fiets kind"),
        ("eten", "eet"),
        ("één jas", "een"),
        ("Türkçe", "turkce"),
        ("kitaplık", "KITAPLIK"),
        ("مدرسة", "مدرسة"),
        ("fiets kwijt", "kwijt fiets"),
        ("don't_panic", "panic"),
    ],
)
def test_found_by_another_form_of_the_word(cast, written, looked_for):
    make_topic(make_forum(cast.lindeboom), cast.samira, title="Hallo", text=written)
    assert [str(post.topic) for post in Conversations().find(looked_for, cast.emre)] == ["Hallo"]


@pytest.mark.parametrize(
    ("written", "looked_for"),
    [
        ("gezond", "zon"),
        ("de zon", "gezond"),
        ("winterjas", "jas"),
        ("fiets", "fiets zwemmen"),
        ("les", "lezen"),
        ("abc", "' OR 1=1 --"),
        ("abc", 'abc" NOT "x'),
    ],
)
def test_not_found_by_another_word(cast, written, looked_for):
    make_topic(make_forum(cast.lindeboom), cast.samira, title="Hallo", text=written)
    assert Conversations().find(looked_for, cast.emre) == []


def test_only_dutch_words_have_a_dutch_stem(cast):
    assert findable("Huizen zijn duur") == "huizen zijn duur huis"
    assert findable("evler ve okullar", "tr") == "evler ve okullar"


def test_folding_leaves_every_letter_in_its_place():
    for text in ("İstanbul", "ıß", "ﬁets", "e\u0301én", "Ǆ", "أهلا", ""):
        assert len(fold(text)) == len(text)


def test_a_hit_is_marked_as_it_was_written():
    assert marked("Zó één keer", "een") == "Zó <mark>één</mark> keer"
    assert marked("<b>fietsen</b>", "fiets") == "&lt;b&gt;<mark>fietsen</mark>&lt;/b&gt;"
    assert marked("fietsen", "!!") == "fietsen"


def test_one_more_text_does_not_measure_all_the_others(cast):
    topic = make_topic(make_forum(cast.lindeboom), cast.samira)
    with CaptureQueriesContext(connection) as queries:
        topic.reply("Ik heb er een.", by=cast.emre)
    assert [query["sql"] for query in queries if "AVG(" in query["sql"].upper()] == []


def test_the_page_costs_the_same_for_more_hits(cast, client, django_assert_num_queries):
    """One question per place to look in, one for the schools of the themes."""
    client.force_login(cast.emre)
    forum, room = make_forum(cast.lindeboom), make_room(cast.lindeboom)
    portal = open_portal(cast.lindeboom.school, by=cast.beheer, editors=[])
    for more in (1, 3):
        for n in range(more):
            make_topic(forum, cast.samira, title="Soep", text=f"Van pompoen {n}.")
            room.say("Wie wil er soep?", by=cast.samira)
            make_gathering(cast.lindeboom, "Soep")
            make_theme(portal, f"Soep {more} {n}")
        client.get("/zoeken/", {"q": "soep"})
        with django_assert_num_queries(12):
            page = client.get("/zoeken/", {"q": "soep"})
    assert [(source.model, len(hits)) for source, hits in page.context["groups"]] == [
        (Post, 4), (Gathering, 4), (Message, 4), (ThemePage, 4),
    ]  # fmt: skip
