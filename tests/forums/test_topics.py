"""The list of conversations, and what is new in it."""

from datetime import timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum, Topic
from forums.panels import Conversations
from forums.sources import Conversations as TopicSource
from networks.models import Membership
from tests.factories import make_forum, make_many_topics, make_topic

LIST = reverse("forums:topics", args=["de-lindeboom"])
QUERIES = 9


def titles(response):
    return [topic.title for topic in response.context["shelf"].topics]


def unread(network, reader):
    return Conversations().unread(network, reader)


@pytest.mark.parametrize("number", [1, 3, 20, 2_000])
def test_the_list_costs_the_same_for_any_number_of_topics(
    cast, forum, visit, number, django_assert_num_queries
):
    make_many_topics(forum, cast.samira, number)
    visit(cast.emre, LIST)  # signing in is not what is counted

    with django_assert_num_queries(QUERIES):
        response = visit.client.get(LIST)

    assert len(titles(response)) == min(number, 20)


def test_more_topics_are_one_tap_away(cast, forum, visit):
    make_many_topics(forum, cast.samira, 45)
    Topic.objects.filter(title="Vraag 3").get().pin(by=cast.fatima)
    pages, more = [], ""
    while more is not None:
        page = visit(cast.emre, LIST, na=more)
        pages.append(titles(page))
        more = page.context["shelf"].next
    assert [len(found) for found in pages] == [20, 20, 5]
    assert len({title for found in pages for title in found}) == 45


def test_an_answer_in_between_hides_no_conversation_from_the_next_page(cast, forum, visit):
    topics = make_many_topics(forum, cast.samira, 25)
    first = visit(cast.emre, LIST)
    topics[0].reply("Ik schuif naar boven.", by=cast.naima)
    second = visit(cast.emre, LIST, na=first.context["shelf"].next)
    assert titles(second) == ["Vraag 4", "Vraag 3", "Vraag 2", "Vraag 1"]


def test_what_is_older_than_the_summer_holiday_is_no_news(cast, forum, visit):
    with time_machine.travel("2026-06-01T10:00:00Z", tick=False):
        make_topic(forum, cast.samira, title="Lang geleden")
    make_topic(forum, cast.samira, title="Nu")
    Membership.objects.filter(user=cast.emre).update(joined_at="2026-01-01T00:00:00Z")
    assert titles(visit(cast.emre, LIST)) == ["Nu", "Lang geleden"]
    assert titles(visit(cast.emre, LIST, toon="nieuw")) == ["Nu"]


def test_pinned_topics_stand_on_top_and_then_the_latest(cast, forum, visit):
    first, second, third = (
        make_topic(forum, cast.samira, title=t) for t in ("een", "twee", "drie")
    )
    first.pin(by=cast.fatima)
    second.reply("Ik ook.", by=cast.emre)
    assert titles(visit(cast.naima, LIST)) == ["een", "twee", "drie"]
    first.unpin(by=cast.fatima)
    assert titles(visit(cast.naima, LIST)) == ["twee", "drie", "een"]
    assert third.reply_count == 0


def test_the_school_sees_only_what_was_opened_for_it(cast, topic, school_forum, visit):
    make_topic(school_forum, cast.samira, title="Hoe laat gaat de school open?")
    response = visit(cast.karin, LIST)
    assert titles(response) == ["Hoe laat gaat de school open?"]
    assert response.context["shelf"].forums == [school_forum]
    assert topic.title not in response.content.decode()


def test_chips_narrow_the_list(cast, topic, school_forum, visit):
    answered = make_topic(school_forum, cast.samira, title="Luizen?", kind="question")
    answered.reply("Wij controleren maandag.", by=cast.karin)
    make_topic(school_forum, cast.naima, title="Zomaar", kind="talk")
    everything = {topic.title, "Luizen?", "Zomaar"}

    def shown(**query):
        return set(titles(visit(cast.emre, LIST, **query)))

    assert shown() == everything
    assert shown(toon="nieuw") == everything
    assert shown(toon="school") == {"Luizen?"}
    assert shown(toon="open") == {topic.title}
    assert shown(forum=school_forum.pk) == {"Luizen?", "Zomaar"}
    assert shown(toon="drop table", forum="x", pagina="-1") == everything


def test_an_empty_list_asks_for_the_first_question(cast, visit):
    html = visit(cast.samira, LIST).content.decode()
    assert reverse("forums:topic_new", args=["de-lindeboom"]) in html
    assert Forum.objects.count() == 0  # looking writes nothing


def test_what_others_say_is_new_until_it_is_read(cast, topic):
    assert unread(cast.lindeboom, cast.samira) == 0
    assert unread(cast.lindeboom, cast.emre) == 1
    topic.mark_read(topic.posts.get(), by=cast.emre)
    assert unread(cast.lindeboom, cast.emre) == 0
    answer = topic.reply("Ja, ik.", by=cast.naima)
    assert [unread(cast.lindeboom, who) for who in (cast.samira, cast.emre, cast.naima)] == [
        1,
        1,
        0,
    ]
    topic.mark_read(answer, by=cast.emre)
    topic.mark_read(topic.posts.first(), by=cast.emre)  # an old tab takes nothing back
    assert unread(cast.lindeboom, cast.emre) == 0


def test_unread_counts_are_per_person_and_per_network(cast, topic):
    make_topic(make_forum(cast.kompas), cast.bart)
    counts = {
        name: unread(cast.lindeboom, getattr(cast, name))
        for name in ("samira", "emre", "amal", "karin", "joost", "bart", "beheer")
    }
    assert counts == {
        "samira": 0, "emre": 1, "amal": 1, "karin": 0, "joost": 0, "bart": 0, "beheer": 0
    }  # fmt: skip


def test_what_was_said_before_somebody_came_is_not_new_to_them(cast, topic):
    Topic.objects.update(last_post_at=timezone.now() - timedelta(days=3))
    cast.lindeboom.memberships.filter(user=cast.emre).update(
        joined_at=timezone.now() - timedelta(days=1)
    )
    assert unread(cast.lindeboom, cast.emre) == 0
    topic.reply("Nu wel.", by=cast.naima)
    assert unread(cast.lindeboom, cast.emre) == 1


def test_start_shows_at_most_three_new_ones_first(cast, forum, django_assert_num_queries):
    old, *_rest = (make_topic(forum, cast.samira, title=t) for t in "abcd")
    for later in Topic.objects.exclude(pk=old.pk):
        later.mark_read(later.posts.get(), by=cast.emre)
    with django_assert_num_queries(1):
        facts = Conversations().facts(cast.lindeboom, cast.emre)
        shown = [(t.title, t.is_unread, t.forum, str(t.writer)) for t in facts["topics"]]
    assert shown == [
        ("a", True, "Alle ouders", "Samira"),
        ("d", False, "Alle ouders", "Samira"),
        ("c", False, "Alle ouders", "Samira"),
    ]


def test_start_shows_nothing_to_who_sees_no_topic(cast, topic):
    assert Conversations().facts(cast.lindeboom, cast.karin) is None
    assert Conversations().facts(cast.kompas, cast.bart) is None


@pytest.mark.parametrize("network", ["de-lindeboom", "bestaat-niet"])
def test_strangers_learn_nothing(cast, topic, visit, network):
    for stranger in (cast.joost, cast.bart, cast.ruud, cast.beheer):
        assert visit(stranger, reverse("forums:topics", args=[network])).status_code == 404


def test_the_panel_on_start_is_words_for_who_reads_it(cast, topic):
    facts = Conversations().facts(cast.lindeboom, cast.emre)
    html = render_to_string(Conversations.main, facts)
    assert topic.get_absolute_url() in html
    assert html.count("is-unread") == 1


def test_a_hit_in_search_is_marked_and_escaped(cast, forum):
    make_topic(forum, cast.samira, title="Jas <b>ruilen</b>", text="Een jas van mijn zoon.")
    hit = TopicSource().find("jas", cast.emre)[0]
    html = render_to_string(TopicSource.template, {"hit": hit, "words": "jas"})
    assert html.count("<mark>") == 2
    assert "<b>" not in html


def test_a_page_that_is_open_gets_what_is_said_after_it(cast, topic, visit):
    last = topic.reply("Eerst", by=cast.emre)
    newer = f"{topic.get_absolute_url()}nieuwer/"
    assert "Eerst" not in visit(cast.samira, newer, na=last.pk).content.decode()
    hidden = topic.reply("Onaardig", by=cast.naima)
    hidden.hide("Onaardig.", by=cast.fatima)
    topic.reply("Daarna", by=cast.marieke)

    page = visit(cast.samira, newer, na=last.pk).content.decode()

    assert "Daarna" in page
    assert "Eerst" not in page
    assert "Onaardig" not in page
    assert visit(cast.karin, newer, na=last.pk).status_code == 404
    assert visit(cast.bart, newer, na=last.pk).status_code == 404
    assert visit(cast.samira, newer, na="x").status_code == 404
