"""What comes along with a post: who gets it, and what becomes of it."""

import os
import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from community.enclosures.models import Folder
from forums.models import Enclosure, FeedKey, Post, Topic
from forums.tasks import sweep_enclosures
from networks.models import Membership
from tests.recordings import photo, voice

NEW = "/netwerk/de-lindeboom/gesprekken/nieuw/"
READERS = {"samira", "fatima", "emre", "naima", "marieke", "amal"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def reply(post, topic):
    """Answer in Samira's topic, through its form."""

    def send(person, **data):
        return post(person, f"{topic.get_absolute_url()}antwoord/", **data)

    return send


@pytest.fixture
def pictured(cast, reply):
    """Emre answers with a photo and nothing else."""
    reply(cast.emre, files=photo())
    return Enclosure.objects.get()


@pytest.fixture
def spoken(cast, reply):
    """Naima answers with her voice."""
    reply(cast.naima, files=voice())
    return Enclosure.objects.get()


@pytest.fixture
def getting(client, cast, names):
    """The names of those who get what stands at an address."""

    def ask(address):
        def opens(person):
            client.logout()
            if person.is_authenticated:
                client.force_login(person)
            answer = client.get(address)
            assert answer.status_code in (200, 302, 404)
            return answer.status_code == 200

        return names(opens)

    return ask


def waiting(answer):
    """The keys of what a form that came back keeps."""
    return re.findall(r'name="kept"[^>]*value="([^"]+)" checked', answer.content.decode())


def test_a_photo_is_for_who_reads_the_post(pictured, getting):
    place = pictured.get_absolute_url()
    assert getting(place) == getting(f"{place}klein/") == READERS


def test_of_a_hidden_post_only_moderators_get_it_and_of_one_taken_back_nobody(
    cast, pictured, getting
):
    pictured.post.hide("Niet zo.", by=cast.fatima)
    assert getting(pictured.get_absolute_url()) == {"fatima", "emre"}
    pictured.post.restore(by=cast.fatima)
    pictured.post.take_back(by=cast.emre)
    assert getting(pictured.get_absolute_url()) == set()


def test_who_leaves_gets_nothing_any_more(cast, pictured, getting):
    Membership.objects.current().get(user=cast.amal).end(by=cast.amal)
    assert getting(pictured.get_absolute_url()) == READERS - {"amal"}


def test_until_it_is_sent_it_is_its_owners_alone(cast, reply, getting):
    reply(cast.emre, text="x" * 5001, files=photo())
    assert getting(Enclosure.objects.get().get_absolute_url()) == {"emre"}


def test_words_that_are_refused_do_not_lose_the_photo(cast, reply, topic):
    refused = reply(cast.emre, text="x" * 5001, files=photo())
    assert refused.status_code == 422
    (key,) = waiting(refused)
    reply(cast.emre, text="Deze dus.", kept=key)
    assert [(row.post.text, row.kind) for row in Enclosure.objects.all()] == [
        ("Deze dus.", "photo")
    ]


def test_what_is_unticked_stays_behind(cast, reply):
    reply(cast.emre, text="x" * 5001, files=photo())
    reply(cast.emre, text="Toch maar zonder.")
    assert Post.objects.get(text="Toch maar zonder.").enclosures.count() == 0


def test_nobody_sends_what_another_keeps(cast, reply):
    (key,) = waiting(reply(cast.emre, text="x" * 5001, files=photo()))
    for turn, keys in enumerate((key, str(uuid4()), "geen sleutel")):
        reply(cast.naima, text=f"Van mij? {turn}", kept=keys)
    assert Enclosure.objects.get().post is None
    assert Post.objects.filter(author=cast.naima, text__startswith="Van mij?").count() == 3


def test_something_must_be_said_or_sent(cast, reply):
    answer = reply(cast.emre, text="")
    assert answer.status_code == 422
    assert "Schrijf eerst uw antwoord." in answer.content.decode()


def test_pressed_twice_is_sent_once(cast, reply, topic):
    once = str(uuid4())
    for _press in range(2):
        reply(cast.emre, text="Kijk.", once=once, files=photo())
    assert topic.posts.filter(text="Kijk.").count() == 1
    assert Enclosure.objects.exclude(post=None).count() == 1


def test_the_list_and_the_feed_say_what_came_when_there_are_no_words(cast, visit, spoken, client):
    assert (
        "“Een spraakbericht”"
        in visit(cast.emre, "/netwerk/de-lindeboom/gesprekken/").content.decode()
    )
    client.logout()
    feed = client.get(FeedKey.objects.renew(by=cast.emre).path_of(cast.lindeboom))
    assert "Een spraakbericht" in feed.content.decode()


def test_a_new_conversation_brings_photos_and_a_paper(cast, forum, post, visit):
    plan = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")
    facts = {"kind": "talk", "title": "Het hek is stuk", "text": "", "forum": forum.pk}
    post(cast.emre, NEW, **facts, files=[photo(), photo(), plan])
    topic = Topic.objects.get(title="Het hek is stuk")
    assert [row.kind for row in topic.first.enclosures.all()] == ["photo", "photo", "paper"]
    page = visit(cast.naima, topic.get_absolute_url()).content.decode()
    assert page.count('alt="Foto van Emre"') == 2
    assert "plan.pdf" in page


def test_a_paper_only_goes_out_as_a_download_that_runs_nothing(cast, reply, visit):
    reply(cast.emre, files=SimpleUploadedFile("lijst.txt", b"<script>alert(1)</script>"))
    answer = visit(cast.naima, Enclosure.objects.get().get_absolute_url())
    assert answer["Content-Disposition"] == 'attachment; filename="lijst.txt"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("text/plain", "nosniff")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("asked", "status", "piece"),
    [
        ("bytes=0-1", 206, slice(0, 2)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=0-99999999", 206, slice(0, None)),
        ("bytes=99999999-", 416, slice(0, 0)),
        ("bytes=5-2", 416, slice(0, 0)),
        ("apples=1-2", 200, slice(0, None)),
    ],
)
def test_a_player_gets_the_piece_it_asks_for(client, cast, spoken, asked, status, piece):
    client.force_login(cast.emre)
    answer = client.get(spoken.get_absolute_url(), headers={"Range": asked})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    whole = spoken.content.open().read()
    assert (answer.status_code, content) == (status, whole[piece])


def test_a_photo_without_a_name_has_no_owner(cast, reply):
    reply(cast.emre, text="Zo ziet het eruit.", nameless="on", files=photo())
    row = Enclosure.objects.get()
    assert (row.post.nameless, row.owner) == (True, None)


def test_a_voice_is_known_so_it_is_never_without_a_name(cast, reply, topic):
    refused = reply(cast.emre, nameless="on", files=voice())
    assert "Men kent uw stem." in refused.content.decode()
    assert topic.posts.count() == 1
    assert len(waiting(refused)) == 1  # and it is not lost


def test_a_paper_may_say_inside_who_wrote_it_so_it_needs_a_name_too(cast, reply, topic):
    plan = SimpleUploadedFile("van-emre.pdf", b"%PDF-1.7 /Author (Emre)")
    refused = reply(cast.emre, text="Kijk.", nameless="on", files=plan)
    assert "Uw naam kan in dit bestand staan." in refused.content.decode()
    assert topic.posts.count() == 1


def test_the_name_of_a_photo_does_not_tell_whose_it_is(cast, reply, visit):
    reply(cast.emre, text="Zo.", nameless="on", files=photo("huis-van-emre.jpg"))
    row = Enclosure.objects.get()
    answer = visit(cast.naima, row.get_absolute_url())
    assert answer["Content-Disposition"] == 'inline; filename="foto.webp"'
    assert "huis-van-emre" not in visit(cast.naima, row.post.get_absolute_url()).content.decode()


def test_five_files_and_one_voice_are_the_most(cast, reply):
    six = reply(cast.emre, text="Veel.", files=[photo() for _each in range(6)])
    assert "Bij een tekst kunnen hooguit vijf bestanden." in six.content.decode()
    assert len(waiting(six)) == 5
    two = reply(cast.naima, files=[voice(), voice()])
    assert "Bij een tekst kan één opname." in two.content.decode()


def test_who_sends_very_much_is_asked_to_wait(cast, reply):
    for _turn in range(2):
        reply(cast.emre, text="x" * 5001, files=[photo() for _each in range(5)])
    eleventh = reply(cast.emre, text="Nog een.", files=photo())
    assert "U stuurde veel bestanden." in eleventh.content.decode()
    assert Enclosure.objects.count() == 10


def test_a_voice_can_be_asked_for_in_words(cast, spoken, post, heard, visit):
    ask = f"/netwerk/de-lindeboom/gesprekken/bericht/{spoken.post_id}/vraag-om-tekst/"
    page = visit(cast.samira, spoken.post.topic.get_absolute_url()).content.decode()
    assert "Vraag om tekst" in page

    assert heard("forums.text_asked", lambda: post(cast.samira, ask)) == {"fatima", "emre", "naima"}
    assert heard("forums.text_asked", lambda: post(cast.amal, ask)) == {"fatima", "emre", "naima"}

    write = f"/netwerk/de-lindeboom/gesprekken/bericht/{spoken.post_id}/in-woorden/"
    assert post(cast.amal, write, text="Iets anders.").status_code == 403
    post(cast.naima, write, text="Ik kom ook.")
    page = visit(cast.samira, spoken.post.topic.get_absolute_url()).content.decode()
    assert "Lees als tekst" in page
    assert "Ik kom ook." in page


def test_a_page_with_enclosures_asks_for_them_once(
    cast, reply, topic, visit, django_assert_num_queries
):
    for person in (cast.emre, cast.naima, cast.amal):
        reply(person, files=photo())
    visit(cast.samira, topic.get_absolute_url())
    with django_assert_num_queries(10):
        visit.client.get(topic.get_absolute_url())


def test_what_nobody_can_reach_is_swept_away(cast, reply, pictured):
    reply(cast.naima, text="x" * 5001, files=photo())
    reply(cast.amal, files=photo())
    Post.objects.get(author=cast.amal).delete()
    shelf, place = Folder(), "forums.enclosure"
    assert len(shelf.listdir(place)[1]) == 6  # two sizes of three photos

    sweep_enclosures()
    assert len(shelf.listdir(place)[1]) == 6  # somebody may still be writing
    old = timezone.now() - timedelta(days=2)
    for name in shelf.listdir(place)[1]:
        os.utime(shelf.path(f"{place}/{name}"), (old.timestamp(), old.timestamp()))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        sweep_enclosures()
    assert list(Enclosure.objects.all()) == [pictured]
    assert {f"{place}/{name}" for name in shelf.listdir(place)[1]} == {
        pictured.content.name,
        pictured.small.name,
    }
