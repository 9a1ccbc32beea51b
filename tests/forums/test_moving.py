"""Moving, splitting and merging: old links work, nobody misses a word, writers hear it."""

from functools import partial
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from community.activity.models import Event
from community.search.sources import find_everywhere
from forums.models import Post, Shift, Topic, Watch
from tests.factories import make_forum, make_topic


def address(name, topic):
    return reverse(f"forums:{name}", args=[topic.network.slug, topic.pk, topic.slug])


def texts(topic):
    return list(topic.posts.values_list("text", flat=True))


def is_news(topic, reader):
    return Topic.objects.with_news_for(reader).unread().filter(pk=topic.pk).exists()


@pytest.fixture
def coats(cast, topic):
    """Samira's question of one post with three answers, about coats and then about bread."""
    topic.reply("Ik heb er een.", by=cast.naima)
    topic.reply("Mag er ook brood mee?", by=cast.amal)
    topic.reply("Brood mag altijd.", by=cast.naima)
    return topic


@pytest.fixture
def bread(cast, coats, post):
    """What Fatima makes of its last two answers."""
    answers = coats.posts.filter(text__icontains="brood").values_list("pk", flat=True)
    post(cast.fatima, address("split", coats), title="Brood mee", posts=list(answers))
    return Topic.objects.get(title="Brood mee")


def test_answers_become_a_conversation_of_their_own(cast, coats, bread, visit):
    coats.refresh_from_db()
    assert texts(coats) == ["Maat 128 graag.", "Ik heb er een."]
    assert texts(bread) == ["Mag er ook brood mee?", "Brood mag altijd."]
    assert (bread.author, bread.reply_count, coats.reply_count) == (cast.amal, 1, 1)
    assert list(bread.posts.values_list("position", "is_first")) == [(1, True), (2, False)]
    hits = [hit for _source, found in find_everywhere("brood", cast.marieke) for hit in found]
    assert [hit.topic for hit in hits] == [bread]

    for topic, other in ((coats, bread), (bread, coats)):
        page = visit(cast.marieke, topic.get_absolute_url()).content.decode()
        assert f'href="{other.get_absolute_url()}"' in page


def test_an_old_link_to_a_post_leads_to_where_it_is_now(cast, coats, bread, visit):
    post = bread.posts.last()
    answer = visit(cast.marieke, coats.get_absolute_url(), bericht=post.pk)
    assert answer.url == post.get_absolute_url()
    assert visit(cast.bart, coats.get_absolute_url(), bericht=post.pk).status_code == 404


def test_the_writers_of_what_was_split_hear_it(coats, request, heard):
    assert heard("forums.posts_split", lambda: request.getfixturevalue("bread")) == {
        "amal",
        "naima",
    }


def test_the_first_post_stays_where_it_is(cast, coats, post):
    first = coats.posts.first()
    answer = post(cast.fatima, address("split", coats), title="Jassen", posts=[first.pk])
    assert answer.status_code == 422
    assert answer.context["form"]["title"].value() == "Jassen"
    assert Topic.objects.count() == 1


def test_followers_and_what_they_have_read_come_along(cast, coats, post):
    Watch.objects.choose(coats, Watch.Level.FOLLOW, by=cast.marieke)
    coats.mark_read(coats.posts.last(), by=cast.marieke)
    answers = [coats.posts.last().pk]
    fresh = Shift.objects.split(coats, answers, title="Brood", by=cast.fatima).topic
    assert Watch.objects.get(topic=fresh).person == cast.marieke
    assert (is_news(fresh, cast.marieke), is_news(fresh, cast.emre)) == (False, True)


def test_who_wrote_without_a_name_knows_it_again_after_a_move(cast, coats, visit):
    hidden = coats.reply("Ik durf het niet te vragen.", nameless=True, by=cast.amal)
    fresh = Shift.objects.split(coats, [hidden.pk], title="Vragen", by=cast.fatima).topic
    assert Post.objects.get(pk=hidden.pk).is_by(cast.amal)
    assert [p.is_mine for p in visit(cast.amal, fresh.get_absolute_url()).context["leaf"].posts]
    assert "Amal" not in visit(cast.marieke, fresh.get_absolute_url()).content.decode()


def test_two_conversations_become_one_under_the_title_of_the_first(cast, coats, forum, post, heard):
    later = make_topic(forum, cast.marieke, title="Nog een jas?", text="Ik zoek er ook een.")
    coats.reply("Kijk op zolder.", by=cast.emre)
    merge = partial(post, cast.fatima, address("merge", later), other=coats.pk)
    assert heard("forums.topics_merged", merge) == {"marieke"}
    coats.refresh_from_db()
    assert texts(coats)[-2:] == ["Ik zoek er ook een.", "Kijk op zolder."]
    assert list(coats.posts.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert (coats.reply_count, coats.posts.filter(is_first=True).count()) == (5, 1)
    assert set(Topic.objects.visible_to(cast.samira)) == {coats}


def test_old_addresses_of_both_lead_to_the_one(cast, coats, forum, visit, post):
    later = make_topic(forum, cast.marieke, title="Nog een jas?")
    last = make_topic(forum, cast.marieke, title="Jas gezocht")
    asked = later.posts.get()
    Shift.objects.merge(last, later, by=cast.fatima)
    Shift.objects.merge(later, coats, by=cast.fatima)

    for old in (later, last):
        assert visit(cast.samira, address("topic", old)).url.startswith(coats.get_absolute_url())
        assert visit(cast.bart, address("topic", old)).status_code == 404
    answer = visit(cast.samira, address("topic", later), bericht=asked.pk)
    assert answer.url == Post.objects.get(pk=asked.pk).get_absolute_url()

    post(cast.naima, address("reply", last), text="Ik was nog aan het typen.", once=uuid4())
    assert texts(coats)[-1] == "Ik was nog aan het typen."


@pytest.mark.parametrize(
    ("reads", "news"),
    [((), True), (("older",), True), (("younger",), True), (("older", "younger"), False)],
)
def test_merging_hides_no_news_and_makes_none(cast, coats, forum, reads, news):
    later = make_topic(forum, cast.marieke, title="Nog een jas?")
    coats.reply("Kijk op zolder.", by=cast.naima)
    for name, topic in (("older", coats), ("younger", later)):
        if name in reads:
            topic.mark_read(topic.posts.last(), by=cast.emre)
    Shift.objects.merge(coats, later, by=cast.fatima)
    assert is_news(coats, cast.emre) is news


def test_silence_was_asked_for_the_other_conversation(cast, coats, forum):
    later = make_topic(forum, cast.marieke)
    Watch.objects.choose(later, Watch.Level.MUTE, by=cast.emre)
    Watch.objects.choose(later, Watch.Level.FOLLOW, by=cast.naima)
    Shift.objects.merge(coats, later, by=cast.fatima)
    assert [(w.person, w.level) for w in coats.watches.all()] == [(cast.naima, "follow")]


def test_what_parents_said_among_themselves_never_moves_to_the_school(
    cast, coats, school_forum, visit, post
):
    among = make_forum(cast.lindeboom, "Vrije tijd", position=2)
    page = visit(cast.fatima, address("move", coats))
    assert set(page.context["form"].fields["forum"].queryset) == {among}
    assert post(cast.fatima, address("move", coats), forum=school_forum.pk).status_code == 422

    read_by_school = make_topic(school_forum, cast.samira, title="Hoe laat?")
    for data in ({"other": read_by_school.pk}, {"address": read_by_school.get_absolute_url()}):
        answer = post(cast.fatima, address("merge", coats), **data)
        assert answer.status_code == 422
    assert set(Topic.objects.visible_to(cast.karin)) == {read_by_school}


def test_a_conversation_moves_and_who_began_it_hears(cast, coats, visit, post, heard):
    among = make_forum(cast.lindeboom, "Vrije tijd", position=2)
    move = partial(post, cast.fatima, address("move", coats), forum=among.pk)
    assert heard("forums.topic_moved", move) == {"samira"}
    coats.refresh_from_db()
    assert coats.forum == among
    assert (
        "Fatima heeft dit gesprek hierheen verplaatst."
        in visit(cast.marieke, coats.get_absolute_url()).content.decode()
    )


def test_a_line_names_no_conversation_that_its_reader_does_not_see(
    cast, school_forum, forum, visit, post
):
    asked = make_topic(school_forum, cast.samira, title="Hoe laat?")
    said = asked.reply("En het brood?", by=cast.naima)
    bread = Shift.objects.split(asked, [said.pk], title="Brood", by=cast.fatima).topic
    assert "Hoe laat?" in visit(cast.karin, bread.get_absolute_url()).content.decode()

    post(cast.fatima, address("move", asked), forum=forum.pk)
    seen = visit(cast.karin, bread.get_absolute_url()).content.decode()
    assert "heeft hier een eigen gesprek van gemaakt" in seen
    assert "Hoe laat?" not in seen
    assert "hoe-laat" not in seen
    assert "Hoe laat?" in visit(cast.marieke, bread.get_absolute_url()).content.decode()


@pytest.mark.parametrize("writes", ["first", "answer"])
def test_where_the_school_wrote_it_goes_on_reading(cast, school_forum, forum, post, writes):
    topic = make_topic(school_forum, cast.karin if writes == "first" else cast.samira)
    if writes == "answer":
        topic.reply("Om half negen.", by=cast.karin)
    assert post(cast.fatima, address("move", topic), forum=forum.pk).status_code == 422
    assert topic in Topic.objects.visible_to(cast.karin)


@pytest.mark.parametrize("name", ["move", "split", "merge"])
def test_only_moderators_arrange(cast, coats, visit, name):
    assert visit(cast.samira, address(name, coats)).status_code == 403
    assert visit(cast.bart, address(name, coats)).status_code == 404
    assert visit(cast.emre, address(name, coats)).status_code == 200


def test_a_pasted_address_is_as_good_as_a_choice(cast, coats, forum, post):
    later = make_topic(forum, cast.marieke)
    whole = f"https://netwerk.test{later.get_absolute_url()}?bericht=3"
    post(cast.fatima, address("merge", coats), address=whole)
    later.refresh_from_db()
    assert later.merged_into == coats


def test_a_conversation_is_not_merged_with_itself_or_nothing(cast, coats, post):
    for data in ({"address": coats.get_absolute_url()}, {"address": "jassen"}, {"address": ""}):
        answer = post(cast.fatima, address("merge", coats), **data)
        assert answer.status_code == 422
        assert answer.context["form"]["address"].value() == data["address"]


@pytest.mark.django_db(transaction=True)
def test_an_answer_sent_while_two_become_one_is_in_the_one(cast, coats, forum):
    later = make_topic(forum, cast.marieke)
    together = Barrier(3)

    def do(command):
        together.wait()
        command()
        connection.close()

    threads = [
        Thread(target=do, args=[command])
        for command in (
            lambda: Shift.objects.merge(coats, later, by=cast.fatima),
            lambda: Topic.objects.get(pk=later.pk).reply("Ik ook.", by=cast.emre),
            lambda: Post.objects.get(pk=later.posts.get().pk).take_back(by=cast.marieke),
        )
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    coats.refresh_from_db()
    assert texts(coats)[-1] == "Ik ook."
    assert coats.posts.shown().count() == coats.reply_count + 1
    assert not later.posts.exists()
    assert Event.objects.filter(verb="forums.topics_merged").count() == 1
