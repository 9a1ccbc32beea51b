"""What comes along with a message: who gets it, and what becomes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from community.enclosures.models import Folder
from networks.chat.models import Enclosure, Message
from networks.chat.personal import Unsent
from networks.chat.tasks import sweep_enclosures
from networks.models import Membership
from tests.conftest import LINDEBOOM, LINDEBOOM_PARENTS
from tests.networks.chat.conftest import address
from tests.recordings import photo, voice


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def say(post, room):
    """Send something to the room, through its form."""

    def send(person, place=room, **data):
        data.setdefault("client_id", uuid4())
        return post(person, address("say", place), **data)

    return send


@pytest.fixture
def pictured(cast, say):
    """Emre sends a photo and nothing else."""
    say(cast.emre, files=photo())
    return Enclosure.objects.get()


@pytest.fixture
def getting(cast, visit, names):
    """The names of those who get what stands at an address."""
    return lambda url: names(lambda person: visit(person, url).status_code == 200)


def test_a_photo_is_for_who_reads_the_room(pictured, getting):
    place = pictured.get_absolute_url()
    assert getting(place) == getting(f"{place}klein/") == LINDEBOOM_PARENTS


def test_where_the_school_takes_part_it_gets_the_photo_too(cast, say, open_room, getting):
    say(cast.emre, open_room, files=photo())
    assert getting(Enclosure.objects.get().get_absolute_url()) == LINDEBOOM


def test_of_a_hidden_message_only_moderators_get_it(cast, pictured, getting):
    pictured.message.hide("Er staat een kind op.", by=cast.fatima)
    assert getting(pictured.get_absolute_url()) == {"fatima", "emre"}


def test_what_is_taken_back_is_gone_with_its_file(cast, pictured, getting):
    place = pictured.get_absolute_url()
    pictured.message.take_back(by=cast.emre)
    assert getting(place) == set()
    assert not Enclosure.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        sweep_enclosures()
    assert Folder().listdir("chat.enclosure")[1] == []


def test_who_leaves_gets_nothing_any_more(cast, pictured, getting):
    Membership.objects.current().get(user=cast.amal).end(by=cast.amal)
    assert getting(pictured.get_absolute_url()) == LINDEBOOM_PARENTS - {"amal"}


def test_until_it_is_sent_it_is_its_owners_alone_and_goes_with_the_account(cast, say, getting):
    assert say(cast.emre, text="x" * 4001, files=photo()).status_code == 422
    assert getting(Enclosure.objects.get().get_absolute_url()) == {"emre"}
    Unsent().forget(cast.emre)
    assert not Enclosure.objects.exists()


def test_words_that_are_refused_do_not_lose_the_photo(cast, say):
    refused = say(cast.emre, text="Bel 06 12345678", files=photo()).content.decode()
    key = str(Enclosure.objects.get().key)
    assert f'value="{key}" checked' in refused
    say(cast.emre, text="Bel mij maar.", kept=key)
    assert [(row.message.text, row.kind) for row in Enclosure.objects.all()] == [
        ("Bel mij maar.", "photo")
    ]


def test_sent_twice_it_is_stored_and_drawn_once(cast, say):
    once = uuid4()
    for _turn in range(2):
        say(cast.emre, client_id=once, files=photo())
    assert (Message.objects.count(), Enclosure.objects.count()) == (1, 1)


def test_something_must_be_said_or_sent(cast, say):
    assert "Schrijf eerst iets." in say(cast.emre, text="").content.decode()


def test_every_place_that_names_the_newest_message_says_what_came(cast, room, say, visit):
    say(cast.naima, files=voice())
    for url in ("/netwerk/de-lindeboom/chat/", "/netwerk/de-lindeboom/"):
        assert "Een spraakbericht" in visit(cast.samira, url).content.decode()
    missed = visit(cast.samira, address("messages", room), na=0).content.decode()
    assert "Luister naar het bericht van Naima" in missed


def test_a_page_with_photos_asks_for_them_once(cast, room, say, browse, django_assert_num_queries):
    for person in (cast.emre, cast.naima, cast.amal):
        say(person, files=photo())
    samira = browse(cast.samira)
    samira.get(room.get_absolute_url())
    with django_assert_num_queries(12):
        samira.get(room.get_absolute_url())


def test_the_first_words_of_a_network_may_be_a_photo(cast, post, visit):
    url = "/netwerk/het-kompas/chat/zeg/"
    post(cast.bart, url, client_id=uuid4(), files=photo())
    assert Enclosure.objects.get().message.room.network == cast.kompas
