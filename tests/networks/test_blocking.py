"""Two parents who do not meet, because one of them wants that; the other notices nothing."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from community.accounts import closing
from community.moderation.models import Case
from community.notifications.models import Notification
from community.people.models import Block
from forums.models import FeedKey, Post
from networks import blocking
from networks.panels import unread_of
from ouderkamer.models import HelperTask, Theme
from tests.factories import make_forum, make_gathering, make_room, make_topic
from tests.racing import at_one_moment

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
OTHER_EACH_TIME = r'nonce="[^"]*"|value="[\w-]{20,}"|(known|"up_to" value)="\d+"'
WHO_COMES = r"\d+ ander(en)? komen|\d+ ouders"  # also those without a name
PAGES = (
    *("start_page", "people", "topics", "topic", "rooms", "room", "messages", "agenda"),
    *("gathering", "themes", "search", "search by name", "feed"),
)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def place(cast):
    """De Lindeboom where ruud is a parent like samira, with words of the others."""
    network = cast.lindeboom
    network.memberships.create(user=cast.ruud, joined_at=NOON - timedelta(days=9))
    topic = make_topic(make_forum(network), cast.emre, title="Fietsen", text="Wie fietst?")
    topic.reply("Ik fiets met Ruud.", by=cast.naima)
    room = make_room(network)
    room.say("Wie fietst er mee?", by=cast.emre)
    gathering = make_gathering(network)
    for name in ("emre", "naima", "ruud"):
        gathering.answer("yes", by=getattr(cast, name))
    HelperTask.objects.create(gathering=gathering, what="Koffie", needed=2)
    return network, topic, room, gathering


@pytest.fixture
def addresses(cast, place):
    network, topic, room, gathering = place
    slug = network.slug
    feed = FeedKey.objects.renew(by=cast.ruud).token
    return {
        "start_page": reverse("networks:start_page", args=[slug]),
        "people": network.people_url,
        "topics": reverse("forums:topics", args=[slug]),
        "topic": topic.get_absolute_url(),
        "rooms": reverse("chat:rooms", args=[slug]),
        "room": room.get_absolute_url(),
        "messages": reverse("chat:messages", args=[slug, room.pk]) + "?na=0",
        "agenda": reverse("ouderkamer:agenda", args=[slug]),
        "gathering": gathering.get_absolute_url(),
        "themes": reverse("ouderkamer:themes", args=[slug]),
        "search": f"{reverse('search:results')}?q=fietsen",
        "search by name": f"{reverse('search:results')}?q=samira",
        "feed": reverse("forum_feeds:atom", args=[feed, slug]),
    }


@pytest.fixture
def read(client, addresses):
    """What somebody reads on a page, without what differs at every look."""

    def page(person, name):
        client.force_login(person)
        text = client.get(addresses[name]).content.decode()
        return re.sub(OTHER_EACH_TIME, "", text)

    return page


@pytest.fixture
def speak(cast, place):
    """Samira says something in every corner, and is answered; ruud was there to read it."""
    network, topic, room, gathering = place

    def everywhere():
        topic.reply("Samira fietst ook.", by=cast.samira)
        own = make_topic(topic.forum, cast.samira, title="Fietsen te leen", text="Van Samira.")
        own.reply("Mooi.", by=cast.emre)
        asked = room.say("Samira hier: fietsen?", by=cast.samira)
        gathering.answer("yes", by=cast.samira)
        gathering.helper_tasks.get().take(by=cast.samira)
        Theme.objects.suggest(network, "Fietsen naar school", by=cast.samira)
        return asked

    return everywhere


@pytest.mark.parametrize("name", PAGES)
def test_of_who_blocks_the_other_finds_no_trace_and_no_number(cast, read, speak, name):
    before = read(cast.ruud, name)
    speak()
    open_to_all = read(cast.ruud, name)
    blocking.block(cast.ruud, by=cast.samira)
    after = read(cast.ruud, name)
    assert open_to_all != before
    if name == "gathering":  # one comes more, as of a shielded parent
        assert "Samira" in open_to_all
        assert "Samira" not in after
    elif name == "people":  # where samira was before she said anything
        assert "Samira" in before
        assert "Samira" not in after
    else:
        assert re.sub(WHO_COMES, "", after) == re.sub(WHO_COMES, "", before)


@pytest.mark.parametrize("name", PAGES[:-1])  # the feed is ruud's own
def test_it_is_the_same_for_who_asked_for_it(cast, read, place, name):
    before = read(cast.samira, name)
    _network, topic, room, _gathering = place
    topic.reply("Ruud fietst ook.", by=cast.ruud)
    make_topic(topic.forum, cast.ruud, title="Fietsen te leen", text="Van Ruud.")
    room.say("Ruud hier: fietsen?", by=cast.ruud)
    blocking.block(cast.ruud, by=cast.samira)
    after = read(cast.samira, name)
    assert "Ruud" not in after.replace("Ik fiets met Ruud.", "") or name == "people"
    if name not in ("people", "gathering", "start_page"):  # where ruud comes to the coffee
        assert after == before


def test_everybody_else_sees_both(cast, read, speak):
    speak()
    blocking.block(cast.ruud, by=cast.samira)
    for person in (cast.emre, cast.naima):
        assert "Samira fietst ook." in read(person, "topic")
        assert "Samira" in read(person, "people")
        assert "Ruud" in read(person, "people")


def test_an_answer_to_the_other_does_not_repeat_their_words(cast, read, speak, place):
    _network, _topic, room, _gathering = place
    asked = speak()
    room.say("Goed plan!", by=cast.naima, answers=asked)
    blocking.block(cast.ruud, by=cast.samira)
    page = read(cast.ruud, "room")
    assert "Goed plan!" in page
    assert "Samira hier" not in page


def test_what_the_other_wrote_is_not_counted_as_new(cast, speak, place):
    network = place[0]
    speak()
    assert unread_of(network, cast.ruud) == {"talk": 2, "chat": 2, "agenda": 0}
    blocking.block(cast.ruud, by=cast.samira)
    cast.ruud.refresh_from_db()
    network.__dict__.pop("_unread")
    assert unread_of(network, cast.ruud) == {"talk": 1, "chat": 1, "agenda": 0}


def test_addresses_of_the_others_words_are_those_of_nothing(cast, client, speak, place):
    network, topic, _room, _gathering = place
    asked = speak()
    post = Post.objects.get(text="Samira fietst ook.")
    own = Post.objects.get(text="Van Samira.")
    member = network.membership_of(cast.samira)
    doors = (
        *(own.topic.get_absolute_url(), reverse("forums:post", args=[network.slug, post.pk])),
        *(post.versions_url, reverse("moderation:report", args=[network.slug, "bericht", post.pk])),
        *(asked.deeds_url, reverse("moderation:report", args=[network.slug, "chat", asked.pk])),
        reverse("networks:block", args=[network.slug, member.pk]),
    )
    client.force_login(cast.ruud)
    assert {client.get(door).status_code for door in doors} == {200, 302}
    blocking.block(cast.ruud, by=cast.samira)
    assert {client.get(door).status_code for door in doors} == {404}
    quoted = client.get(f"{topic.get_absolute_url()}?citeer={post.pk}").content.decode()
    assert "Samira fietst ook." not in quoted


def test_neither_hears_of_the_other_nor_of_before(cast, place, django_capture_on_commit_callbacks):
    _network, topic, _room, _gathering = place

    def heard(text):
        with django_capture_on_commit_callbacks(execute=True):
            topic.reply(text, by=cast.samira)
        return {one.recipient for one in Notification.objects.filter(facts__name="Samira")}

    topic.reply("Ik ook.", by=cast.ruud)
    assert heard("En ik.") == {cast.emre, cast.naima, cast.ruud}
    blocking.block(cast.ruud, by=cast.samira)
    assert heard("@Ruud kom je ook?") == {cast.emre, cast.naima}


def test_nobody_is_offered_the_others_name(cast, client, place):
    network, topic, room, _gathering = place
    asked = [
        reverse("chat:names", args=[network.slug, room.pk]),
        reverse("forums:names", args=[network.slug, topic.pk, topic.slug]),
    ]
    blocking.block(cast.ruud, by=cast.samira)
    for person, letter in ((cast.ruud, "sam"), (cast.samira, "ru")):
        client.force_login(person)
        assert [client.get(url, {"q": letter}).json()["names"] for url in asked] == [[], []]
    client.force_login(cast.emre)
    assert client.get(asked[0], {"q": "sam"}).json()["names"] == ["Samira"]


def test_who_receives_the_parents_counts_the_other_without_a_name(cast, client, speak, place):
    gathering = place[3]
    cast.lindeboom.memberships.filter(user=cast.ruud).update(hosts=True)
    speak()
    blocking.block(cast.ruud, by=cast.samira)
    client.force_login(cast.ruud)
    sheet = reverse("ouderkamer:sheet", args=[cast.lindeboom.slug, gathering.pk])
    page = client.get(sheet).content.decode()
    assert "Samira" not in page
    assert "Een ouder" in page
    assert '<span class="on-stat__num">4</span>' in page


def test_a_moderator_still_judges_who_does_not_want_to_be_met(cast, client, speak, place):
    network = place[0]
    speak()
    case = Case.objects.report(Post.objects.get(text="Van Samira."), concern="other", by=cast.naima)
    blocking.block(cast.emre, by=cast.samira)
    client.force_login(cast.emre)
    assert "Van Samira." in client.get(case.get_absolute_url()).content.decode()
    member = network.membership_of(cast.samira)
    let_go = reverse("networks:remove", args=[network.slug, member.pk])
    assert client.get(let_go).status_code == 200


def test_a_chair_does_not_become_free_for_who_does_not_meet_its_holder(cast, read, place):
    network = place[0]
    network.memberships.filter(user__in=[cast.samira, cast.naima]).update(moderates=True)
    assert "Deze stoel is vrij" not in read(cast.ruud, "people")
    blocking.block(cast.ruud, by=cast.samira)
    assert "Deze stoel is vrij" not in read(cast.ruud, "people")


# --- doing it ---------------------------------------------------------------------------------


def test_a_parent_blocks_and_meets_again_by_pressing(cast, client, place):
    network = place[0]
    ruud = network.membership_of(cast.ruud)
    client.force_login(cast.samira)
    door = reverse("networks:block", args=[network.slug, ruud.pk])
    assert door in client.get(network.people_url).content.decode()
    assert "Niemand hoort het." in client.get(door).content.decode()
    page = client.post(door, follow=True).content.decode()
    assert "Deze ouders komt u niet tegen" in page
    assert "Ruud" in page
    client.post(reverse("networks:unblock", args=[network.slug, ruud.pk]))
    assert not Block.objects.exists()
    people = cast.samira, cast.ruud
    for person in people:
        person.refresh_from_db()
        assert person.has_blocks is False


def test_only_who_asked_for_it_takes_it_back(cast, client, place):
    network = place[0]
    blocking.block(cast.ruud, by=cast.samira)
    client.force_login(cast.ruud)
    samira = network.membership_of(cast.samira)
    back = reverse("networks:unblock", args=[network.slug, samira.pk])
    assert client.post(back).status_code == 404
    assert "Deze ouders komt u niet tegen" not in client.get(network.people_url).content.decode()
    assert Block.objects.count() == 2


def test_when_both_wished_it_both_have_to_take_it_back(cast):
    blocking.block(cast.ruud, by=cast.samira)
    blocking.block(cast.samira, by=cast.ruud)
    blocking.unblock(cast.samira, by=cast.ruud)
    assert Block.objects.count() == 2
    blocking.unblock(cast.ruud, by=cast.samira)
    assert Block.objects.count() == 0


@pytest.mark.parametrize("name", ["karin", "samira", "joost"])
def test_only_another_parent_is_blocked(cast, client, name):
    network, person = cast.lindeboom, getattr(cast, name)
    member = network.memberships.get(user=person)
    client.force_login(cast.samira)
    answer = client.post(reverse("networks:block", args=[network.slug, member.pk]))
    assert answer.status_code in (403, 404)
    assert not Block.objects.exists()


def test_who_closes_the_account_leaves_nobody_blocked(cast):
    blocking.block(cast.ruud, by=cast.samira)
    closing.close(cast.samira)
    cast.ruud.refresh_from_db()
    assert (Block.objects.count(), cast.ruud.has_blocks) == (0, False)


@pytest.mark.django_db(transaction=True)
def test_two_who_block_each_other_at_once_never_wait_in_a_ring(cast):
    at_one_moment(
        lambda: blocking.block(cast.ruud, by=cast.samira),
        lambda: blocking.block(cast.samira, by=cast.ruud),
    )
    assert Block.objects.filter(wished=True).count() == 2
