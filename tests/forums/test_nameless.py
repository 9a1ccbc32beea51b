"""Words without a name: nobody is led to their writer, but by two moderators together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from community.activity.models import Event
from forums.models import FeedKey, Opening, Post, Topic
from tests.factories import make_topic

WORDS = "Mijn kind slaapt slecht. Herkent iemand dat?"


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Do something and let its notices leave."""

    def go(deed):
        with django_capture_on_commit_callbacks(execute=True):
            return deed()

    return go


@pytest.fixture
def secret(cast, school_forum, sent):
    """Samira asks without her name where the school reads along."""
    words = {"title": "Slaapt uw kind goed?", "text": WORDS, "kind": "question"}
    return sent(lambda: school_forum.start_topic(**words, nameless=True, by=cast.samira))


@pytest.fixture
def asked(secret):
    return secret.posts.get()


def kinds(person):
    return [notice.kind for notice in person.notifications.order_by("pk")]


def test_no_page_search_feed_or_notice_leads_to_the_writer(cast, secret, visit):
    for reader in (cast.naima, cast.fatima, cast.karin):
        address = reverse("forums:topics", args=[cast.lindeboom.slug])
        pages = [visit(reader, secret.get_absolute_url()), visit(reader, address)]
        pages.append(visit(reader, reverse("search:results"), q="slaapt"))
        feed = FeedKey.objects.renew(by=reader).path_of(cast.lindeboom)
        pages.append(visit(reader, feed))
        for page in pages:
            assert "uw kind goed?" in page.text
            assert "Samira" not in page.text
    (heard,) = cast.fatima.notifications.all()
    assert (heard.kind, heard.facts["name"]) == ("forums.topic_started", "")


def test_no_row_names_the_writer_and_no_two_seals_are_alike(cast, secret, asked, school_forum):
    """Whoever reads the tables, and not the keys, learns nothing."""
    assert (secret.author, asked.author) == (None, None)
    assert not secret.readings.exists()
    assert set(Event.objects.filter(verb__startswith="forums").values_list("by", flat=True)) == {
        None
    }
    again = make_topic(school_forum, cast.samira, nameless=True).posts.get()
    assert again.seal != asked.seal
    assert again.mark != asked.mark


def test_the_writer_knows_her_own_words_and_nobody_else_is_taken_for_her(cast, asked, visit, post):
    own = [
        name
        for name in ("samira", "naima", "fatima", "karin")
        if 'name="text"' in visit(getattr(cast, name), edit_of(asked)).text
    ]
    assert own == ["samira"]
    assert (
        post(cast.samira, edit_of(asked), title="Slaapt uw kind?", text="Nieuw").status_code == 302
    )
    asked.refresh_from_db()
    assert (asked.text, asked.author, asked.topic.author) == ("Nieuw", None, None)


def edit_of(written):
    return reverse("forums:edit", args=[written.network.slug, written.pk])


def test_answers_reach_her_and_her_own_do_not(cast, secret, sent):
    sent(lambda: secret.reply("Ja, wij ook.", by=cast.naima))
    sent(lambda: secret.reply("Dank u!", nameless=True, by=cast.samira))

    assert kinds(cast.samira) == ["forums.replied"]
    assert kinds(cast.naima) == ["forums.replied"]
    told = cast.naima.notifications.get()
    assert told.facts["name"] == ""


def test_she_says_what_helped_and_the_helper_reads_no_name(cast, secret, sent):
    answer = secret.reply("Eerder naar bed.", by=cast.naima)
    sent(lambda: secret.settle(answer, by=cast.samira))
    (told,) = cast.naima.notifications.all()
    assert (told.kind, told.facts["name"]) == ("forums.answer_helped", "")


def test_the_school_answers_under_its_name(cast, secret, visit, post):
    assert 'name="nameless"' not in visit(cast.karin, secret.get_absolute_url()).text
    post(cast.karin, f"{secret.get_absolute_url()}antwoord/", text="Dag", nameless="on")
    assert Post.objects.get(text="Dag").author == cast.karin


def test_a_form_that_was_looked_at_first_puts_nothing_on_the_page(cast, school_forum, post):
    new = reverse("forums:topic_new", args=[cast.lindeboom.slug])
    words = {"kind": "question", "title": "Wie helpt?", "text": "<b>Mij</b>"}
    facts = {**words, "forum": school_forum.pk, "nameless": "on"}
    for _look in range(12):  # looking is not counted as writing
        page = post(cast.samira, new, **facts, preview="1")
    assert (page.status_code, Topic.objects.count()) == (200, 0)
    preview = page.text.split('id="preview"')[1].split("</section>")[0]
    assert "Een ouder" in preview
    assert "Samira" not in preview
    assert "&lt;b&gt;Mij" in preview

    post(cast.samira, new, **facts)
    assert (Topic.objects.get().author, Topic.objects.get().title) == (None, "Wie helpt?")


def test_two_moderators_open_a_name_together_and_the_writer_hears_it(
    cast, asked, post, visit, sent
):
    page = asked.name_url
    assert visit(cast.naima, page).status_code == 403
    assert visit(cast.bart, page).status_code == 404
    assert "Samira" not in visit(cast.fatima, page).text
    sent(lambda: post(cast.fatima, page, reason="Zij is bang."))
    opening = Opening.objects.get()
    agree = reverse("forums:agree", args=[cast.lindeboom.slug, asked.pk, opening.pk])
    assert post(cast.fatima, agree).status_code == 403
    assert kinds(cast.emre)[-1] == "forums.name_asked"
    assert "Samira" not in visit(cast.emre, page).text

    sent(lambda: post(cast.emre, agree))
    for moderator in (cast.fatima, cast.emre):
        assert "Samira" in visit(moderator, page).text
    assert "Samira" not in visit(cast.fatima, asked.topic.get_absolute_url()).text
    (told,) = cast.samira.notifications.all()
    assert (told.kind, told.facts["reason"]) == (
        "forums.name_opened",
        "Zij is bang.",
    )
    ledger = Event.objects.filter(verb__startswith="forums.name_").values_list("verb", "by")
    assert set(ledger) == {
        ("forums.name_asked", cast.fatima.pk),
        ("forums.name_opened", cast.emre.pk),
    }
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert Opening.objects.get().writer is None


def test_a_reason_is_asked_for_and_pressed_twice_asks_once(cast, asked, post):
    assert post(cast.fatima, asked.name_url, reason=" ").status_code == 422
    for _press in (1, 2):
        post(cast.fatima, asked.name_url, reason="Gevaar.")
    assert Opening.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_agree_at_one_moment_one_is_written_down(cast, asked):
    cast.lindeboom.memberships.filter(user=cast.naima).update(moderates=True)
    opening = Opening.objects.ask(asked, reason="Gevaar.", by=cast.fatima)

    def agree(who):
        try:
            opening.agree(by=who)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(agree, (cast.emre, cast.naima)))
    assert Event.objects.filter(verb="forums.name_opened").count() == 1
