"""One conversation: reading it, answering, reacting, changing and taking back."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from community.search.sources import find_everywhere
from forums.models import Post, Reaction, Shift, Topic, TopicReading
from tests.factories import make_many_posts, make_topic

QUERIES = 10


def address(name, thing):
    if isinstance(thing, Topic):
        return reverse(f"forums:{name}", args=[thing.network.slug, thing.pk, thing.slug])
    return reverse(f"forums:{name}", args=[thing.topic.network.slug, thing.pk])


@pytest.mark.parametrize("answers", [0, 2, 19, 1_999])
def test_a_page_costs_the_same_for_any_number_of_posts(
    cast, topic, visit, answers, django_assert_num_queries
):
    make_many_posts([topic], cast.naima, each=answers, is_first=False)
    topic.recount()
    visit(cast.emre, topic.get_absolute_url())

    with django_assert_num_queries(QUERIES):
        response = visit.client.get(topic.get_absolute_url())

    assert len(response.context["leaf"].posts) == min(answers + 1, 20)


def test_a_long_topic_opens_where_the_news_begins(cast, topic, visit):
    make_many_posts([topic], cast.naima, each=69, is_first=False)
    topic.recount()
    posts = list(topic.posts.all())
    topic.mark_read(posts[29], by=cast.emre)

    leaf = visit(cast.emre, topic.get_absolute_url()).context["leaf"]
    assert (leaf.posts, leaf.first_new) == (posts[20:40], posts[30])
    leaf = visit(cast.emre, posts[64].get_absolute_url()).context["leaf"]
    assert leaf.posts == posts[60:]
    leaf = visit(cast.emre, topic.get_absolute_url(), pagina=1).context["leaf"]
    assert (leaf.posts, leaf.first_new) == (posts[:20], None)
    assert visit(cast.emre, topic.get_absolute_url(), pagina=9).status_code == 404


def test_new_for_you_stands_above_the_first_post_one_has_not_read(cast, topic, visit):
    topic.mark_read(topic.posts.get(), by=cast.emre)
    answer = topic.reply("Ik heb er een.", by=cast.naima)
    topic.reply("Ik ook.", by=cast.marieke)

    html = visit(cast.emre, topic.get_absolute_url()).content.decode()
    assert html.count('id="new"') == 1
    assert html.index('id="new"') < html.index(f'id="post-{answer.pk}"')


def test_reading_is_a_post_and_a_get_writes_nothing(cast, topic, visit, post):
    visit(cast.emre, topic.get_absolute_url())
    assert not TopicReading.objects.filter(user=cast.emre).exists()

    first = topic.posts.get()
    post(cast.emre, address("mark_read", topic), up_to=first.pk)
    post(cast.emre, address("mark_read", topic), up_to="99999999999999999999")
    assert TopicReading.objects.get(user=cast.emre).read_up_to == first.pk


def test_a_wrong_slug_leads_to_the_right_one_for_who_may_see_it(cast, topic, visit):
    wrong = reverse("forums:topic", args=["de-lindeboom", topic.pk, "anders"])
    assert visit(cast.emre, wrong).url.startswith(topic.get_absolute_url())
    assert visit(cast.karin, wrong).status_code == 404
    assert visit(cast.bart, wrong).status_code == 404


def test_an_answer_stands_on_the_page_and_counts(cast, topic, post):
    response = post(cast.emre, address("reply", topic), text="Bij de Zeeman.")
    topic.refresh_from_db()
    answer = topic.posts.last()
    assert (answer.author, answer.text, answer.from_school) == (cast.emre, "Bij de Zeeman.", False)
    assert (topic.reply_count, topic.last_post, topic.school_replied) == (1, answer, False)
    assert response.url == answer.get_absolute_url(sent=True)


def test_what_the_school_says_is_marked(cast, school_forum, visit):
    topic = make_topic(school_forum, cast.samira)
    answer = topic.reply("Maandag is er koffie.", by=cast.karin)
    topic.refresh_from_db()
    html = visit(cast.samira, topic.get_absolute_url()).content.decode()
    assert (answer.from_school, topic.school_replied) == (True, True)
    assert html.count("on-post--school") == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 5_001])
def test_a_wrong_answer_keeps_the_text(cast, topic, post, text):
    response = post(cast.emre, address("reply", topic), text=text)
    assert response.status_code == 422
    assert topic.posts.count() == 1
    assert text.strip() in response.content.decode()
    assert list(response.context["form"].errors) == ["text"]


def test_html_in_a_text_is_shown_as_text(cast, forum, visit):
    topic = make_topic(forum, cast.samira, title="<b>hé</b>", text="<script>alert(1)</script>")
    topic.reply("<img src=x onerror=alert(2)>", by=cast.emre)
    for where in (topic.get_absolute_url(), reverse("forums:topics", args=["de-lindeboom"])):
        html = visit(cast.naima, where).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>hé" not in html
    assert "&lt;script&gt;alert(1)" in visit(cast.naima, topic.get_absolute_url()).content.decode()


def test_a_reaction_is_said_and_taken_back_by_the_same_button(cast, topic, visit, post):
    first = topic.posts.get()
    react = address("react", first)
    for kind in ("nice", "same"):
        assert post(cast.emre, react, kind=kind).url == first.get_absolute_url()
    post(cast.emre, react, kind="same")
    post(cast.naima, react, kind="same")
    post(cast.emre, react, kind="boos")

    def shown(person):
        found = visit(person, topic.get_absolute_url()).context["leaf"].posts[0]
        return found.nice, found.same, found.my_nice, found.my_same

    assert shown(cast.emre) == (1, 2, True, True)
    assert shown(cast.naima) == (1, 2, False, True)
    post(cast.emre, react, off="nice")
    assert shown(cast.emre) == (0, 2, False, True)


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_leave_one_reaction(cast, topic):
    first, start = topic.posts.get(), Barrier(2)

    def tap():
        start.wait()
        first.react("same", by=cast.emre)
        connection.close()

    taps = [Thread(target=tap) for _ in range(2)]
    for thread in taps:
        thread.start()
    for thread in taps:
        thread.join()
    assert Reaction.objects.filter(post=first, person=cast.emre).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_both_counted(cast, topic):
    start = Barrier(2)

    def answer(person):
        mine = Topic.objects.get(pk=topic.pk)
        start.wait()
        mine.reply("Tegelijk.", by=person)
        connection.close()

    answers = [Thread(target=answer, args=[who]) for who in (cast.emre, cast.naima)]
    for thread in answers:
        thread.start()
    for thread in answers:
        thread.join()
    topic.refresh_from_db()
    assert (topic.posts.count(), topic.reply_count) == (3, 2)
    assert topic.last_post == topic.posts.last()


def test_the_writer_changes_their_own_words(cast, topic, visit, post):
    first = topic.posts.get()
    response = post(cast.samira, address("edit", first), title="Winterjas?", text="Maat 134.")
    topic.refresh_from_db()
    first.refresh_from_db()
    assert response.url == f"{topic.get_absolute_url()}?bericht={first.pk}#post-{first.pk}"
    assert (topic.title, first.text, first.edited_at is None) == ("Winterjas?", "Maat 134.", False)
    assert first.html == '<p dir="auto">Maat 134.</p>'

    again = post(cast.samira, address("edit", first), title="", text="Bewaar mij")
    assert again.status_code == 422
    assert "Bewaar mij" in again.content.decode()
    assert post(cast.emre, address("edit", first), text="Gekaapt").status_code == 403


def test_taking_back_leaves_a_trace_and_can_be_undone(cast, topic, visit, post):
    answer = topic.reply("Dat had ik niet moeten zeggen.", by=cast.emre)
    post(cast.emre, address("take_back", answer))
    topic.refresh_from_db()
    assert (topic.reply_count, topic.last_post) == (0, topic.posts.first())
    for reader in (cast.emre, cast.naima, cast.fatima):
        html = visit(reader, topic.get_absolute_url()).content.decode()
        assert "niet moeten zeggen" not in html
        assert f'id="post-{answer.pk}"' in html
        assert (address("put_back", answer) in html) == (reader == cast.emre)

    post(cast.emre, address("put_back", answer))
    topic.refresh_from_db()
    assert (topic.reply_count, topic.last_post) == (1, answer)


def test_after_ten_minutes_it_stays_back(cast, topic, post):
    answer = topic.reply("Weg ermee.", by=cast.emre)
    answer.take_back(by=cast.emre)
    Post.objects.filter(pk=answer.pk).update(taken_back_at=timezone.now() - timedelta(minutes=11))
    assert post(cast.emre, address("put_back", answer)).status_code == 403


def test_a_visitor_is_asked_to_sign_in(cast, topic, client):
    response = client.get(topic.get_absolute_url())
    assert response.status_code == 302
    assert response.url.startswith("/account/")


@pytest.mark.parametrize("name", ["topic", "reply", "mark_read", "close", "reopen", "pin", "unpin"])
def test_topics_of_another_network_do_not_exist(cast, topic, client, name):
    before = list(Topic.objects.values()), list(Post.objects.values())
    own_network = reverse(f"forums:{name}", args=["het-kompas", topic.pk, topic.slug])
    for person in (cast.bart, cast.joost, cast.karin, cast.beheer):
        client.force_login(person)
        for url in (address(name, topic), own_network):
            send = client.get if name == "topic" else client.post
            assert send(url, {"text": "Hoi", "up_to": topic.posts.get().pk}).status_code == 404
    assert (list(Topic.objects.values()), list(Post.objects.values())) == before


@pytest.mark.parametrize("name", ["react", "edit", "take_back", "put_back", "hide", "restore"])
def test_posts_of_another_network_do_not_exist(cast, topic, post, name):
    first = topic.posts.get()
    before = list(Post.objects.values())
    own_network = reverse(f"forums:{name}", args=["het-kompas", first.pk])
    data = {"kind": "nice", "on": "1", "text": "x", "title": "x", "reason": "x"}
    for person in (cast.bart, cast.joost, cast.karin, cast.beheer):
        for url in (address(name, first), own_network):
            assert post(person, url, **data).status_code == 404
    assert (list(Post.objects.values()), Reaction.objects.count()) == (before, 0)


@pytest.fixture
def found():
    """The titles of what a reader finds."""

    def titles(words, reader):
        hits = [hit for _source, hits in find_everywhere(words, reader) for hit in hits]
        return {str(hit.topic) for hit in hits}

    return titles


def test_search_finds_only_what_the_reader_sees(cast, forum, school_forum, found):
    swap = make_topic(forum, cast.samira, title="Winterjas ruilen", text="Ook kaplaarzen.")
    make_topic(school_forum, cast.emre, title="Winterkamp")
    gone = make_topic(forum, cast.naima, title="Winterslaap")
    gone.posts.get().take_back(by=cast.naima)

    assert found("winter", cast.marieke) == {"Winterjas ruilen", "Winterkamp"}
    assert found("winter", cast.karin) == {"Winterkamp"}
    assert found("winter", cast.bart) == found("winter", cast.joost) == set()
    swap.posts.get().edit("Nu met sneeuwschoenen.", by=cast.samira)
    assert found("sneeuwsch", cast.marieke) == {"Winterjas ruilen"}
    assert found("kaplaarzen", cast.marieke) == set()


def test_an_answer_is_found_while_it_stands(cast, topic, found):
    answer = topic.reply("Bij ons waren er drie weken luizen.", by=cast.emre)
    assert found("luis", cast.naima) == {topic.title}
    assert found("luis", cast.karin) == set()  # the school does not read along here

    answer.hide("Niet aardig.", by=cast.fatima)
    assert found("luis", cast.naima) == found("luis", cast.fatima) == set()
    answer.restore(by=cast.fatima)
    assert found("luis", cast.naima) == {topic.title}
    answer.take_back(by=cast.emre)
    assert found("luis", cast.naima) == set()


def test_a_conversation_is_found_once_by_the_answer_that_fits(visit, cast, topic):
    topic.reply("Neem de fiets mee.", by=cast.emre)
    topic.reply("De fiets van mijn zoon is weg. Wie zag een fiets?", by=cast.naima)
    html = visit(cast.samira, "/zoeken/", q="fietsen").content.decode()

    assert html.count('id="hit-') == 1
    assert "<mark>fiets</mark>" in html


def test_a_new_title_finds_it_and_the_old_one_no_longer(cast, topic, found):
    assert found("winterjassen", cast.naima) == {topic.title}
    topic.first.edit("Wie helpt?", title="Zwemlessen op woensdag", by=cast.samira)
    assert found("zwemles", cast.naima) == {"Zwemlessen op woensdag"}
    assert found("winterjassen", cast.naima) == set()


def test_a_moved_answer_is_found_by_its_new_title(cast, topic, found):
    answer = topic.reply("Wij eten om zes uur.", by=cast.emre)
    Shift.objects.split(topic, [answer.pk], title="Samen eten", by=cast.fatima)
    assert found("samen", cast.naima) == {"Samen eten"}


def test_signs_alone_are_no_word(visit, cast):
    answer = visit(cast.samira, "/zoeken/", q="!?")
    assert answer.status_code == 422
    assert "Vul een woord in." in answer.content.decode()
