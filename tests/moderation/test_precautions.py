"""What moderators want to read first waits, and nobody reads or hears it before."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.moderation.models import Case, Precaution
from community.notifications.models import Notification
from networks.chat.models import Room
from networks.models import Membership
from tests.factories import make_forum, make_room, make_topic


@pytest.fixture
def topic(cast):
    """Everybody has been a member for long, but Samira."""
    Membership.objects.update(joined_at=timezone.now() - timedelta(days=60))
    cast.lindeboom.memberships.filter(user=cast.samira).update(joined_at=timezone.now())
    return make_topic(make_forum(cast.lindeboom), cast.fatima)


@pytest.fixture
def precaution(cast):
    def choose(**facts):
        Precaution(network=cast.lindeboom, **facts).set(by=cast.fatima)

    return choose


def concerns():
    return {case.words: case.concern for case in Case.objects.all()}


def test_without_a_choice_nothing_waits(cast, topic):
    topic.reply("Kijk op https://bijles.test", by=cast.samira)

    assert concerns() == {}


def test_the_first_message_of_a_new_parent_waits_and_the_next_does_not(cast, topic, precaution):
    precaution(newcomers=True)
    first = topic.reply("Dag allemaal.", by=cast.samira)
    topic.reply("Ik woon hier al lang.", by=cast.marieke)
    assert (first.is_hidden, concerns()) == (True, {"Dag allemaal.": "first"})

    Case.objects.get().choose("leave", rule="", reason="Welkom.", by=cast.emre)
    topic.reply("En nog iets.", by=cast.samira)

    first.refresh_from_db()
    assert not first.is_hidden
    assert set(concerns()) == {"Dag allemaal."}


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Kijk op https://bijles.test", True),
        ("Kijk op WWW.bijles.test", True),
        ("Ik geef Bijles.", True),
        ("Ik geef bijlessen.", False),
        ("Wie helpt er?", False),
    ],
)
def test_links_and_words_of_the_list_wait(cast, topic, precaution, text, waits):
    precaution(links=True, words="bijles\n\n")

    assert topic.reply(text, by=cast.marieke).is_hidden == waits


@pytest.mark.parametrize("writer", ["fatima", "karin"])
def test_moderators_and_the_school_do_not_wait(cast, precaution, writer):
    precaution(links=True)
    forum = make_forum(cast.lindeboom, "Met school", audience="everyone")
    answer = make_topic(forum, cast.samira).reply("https://school.test", by=getattr(cast, writer))

    assert not answer.is_hidden


def test_a_conversation_that_waits_shows_no_title(client, cast, topic, precaution):
    precaution(links=True)
    make_topic(make_forum(cast.lindeboom, "Anders"), cast.samira, "Zie www.bijles.test", "Hoi")
    client.force_login(cast.marieke)

    assert "bijles.test" not in client.get(f"/netwerk/{cast.lindeboom.slug}/gesprekken/").text
    assert "bijles.test" not in client.get("/zoeken/?q=bijles").text


def test_nobody_is_told_of_what_waits_but_moderators_and_the_writer(
    cast, topic, precaution, django_capture_on_commit_callbacks
):
    topic.reply("Ik doe mee.", by=cast.marieke)
    precaution(links=True)
    with django_capture_on_commit_callbacks(execute=True):
        topic.reply("@Marieke kijk op https://bijles.test", by=cast.samira)

    def told(person):
        return set(person.notifications.values_list("kind", flat=True))

    assert told(cast.marieke) == set()
    assert told(cast.samira) == {"moderation.hid"}
    assert told(cast.emre) == {"moderation.reported"}


def test_moderators_say_what_they_read_first(client, cast, names):
    address = reverse("moderation:precaution", args=[cast.lindeboom.slug])

    def may(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get(address).status_code == 200

    assert names(may) == {"fatima", "emre"}
    client.force_login(cast.emre)
    client.post(address, {"newcomers": "on", "words": "bijles"})
    kept = Precaution.objects.get(network=cast.lindeboom)
    assert (kept.newcomers, kept.links, kept.words) == (True, False, "bijles")


# --- the chat, and what is said better later --------------------------------------------------


@pytest.fixture
def room(cast, topic):
    return make_room(cast.lindeboom)


def test_in_the_chat_a_link_waits_and_nobody_hears_of_it_before(
    cast, room, precaution, django_capture_on_commit_callbacks
):
    precaution(links=True)
    with django_capture_on_commit_callbacks(execute=True):
        message = room.say("@Naima kijk op https://bijles.test", by=cast.marieke)
    assert (message.is_hidden, concerns()) == (True, {message.text: "held"})
    assert not Notification.objects.filter(kind="chat.called").exists()

    with django_capture_on_commit_callbacks(execute=True):
        Case.objects.get().choose("leave", rule="", reason="Mag.", by=cast.emre)
    message.refresh_from_db()
    assert not message.is_hidden
    assert {one.recipient for one in Notification.objects.filter(kind="chat.called")} == {
        cast.naima
    }


def test_between_two_nothing_is_held(cast, room, precaution):
    precaution(links=True, newcomers=True)
    pair = Room.objects.between(cast.lindeboom.membership_of(cast.naima), by=cast.samira)
    assert not pair.say("https://bijles.test", by=cast.samira).is_hidden


def test_what_is_said_better_later_may_bring_in_a_link(cast, topic, room, precaution):
    post = topic.reply("Kijk eens.", by=cast.marieke)
    message = room.say("Kijk eens.", by=cast.marieke)
    precaution(links=True, newcomers=True)
    for said in (post, message):
        said.edit("Kijk op https://bijles.test", by=cast.marieke)
        said.refresh_from_db()
        assert said.is_hidden
    assert set(concerns().values()) == {"held"}


def test_a_first_message_that_was_let_through_is_not_held_again_by_an_edit(cast, topic, precaution):
    precaution(newcomers=True)
    post = topic.reply("Dag.", by=cast.samira)
    Case.objects.get().choose("leave", rule="", reason="Welkom.", by=cast.emre)
    post.refresh_from_db()
    post.edit("Dag allemaal.", by=cast.samira)
    post.refresh_from_db()
    assert not post.is_hidden


def test_when_it_is_let_through_the_others_hear_of_it_as_of_something_new(
    cast, topic, precaution, django_capture_on_commit_callbacks
):
    precaution(newcomers=True)
    with django_capture_on_commit_callbacks(execute=True):
        topic.reply("Dag.", by=cast.samira)
    replied = Notification.objects.filter(kind="forums.replied", recipient=cast.fatima)
    assert not replied.exists()
    with django_capture_on_commit_callbacks(execute=True):
        Case.objects.get().choose("leave", rule="", reason="Welkom.", by=cast.emre)
    assert replied.exists()


def test_a_message_in_the_chat_costs_no_question_more_for_it(
    cast, client, room, precaution, django_assert_num_queries
):
    def say(n):
        data = {"text": f"Hoi {n}", "client_id": uuid4()}
        return client.post(reverse("chat:say", args=[room.network.slug, room.pk]), data)

    client.force_login(cast.marieke)
    say(0)
    with CaptureQueriesContext(connection) as without:
        say(1)
    precaution(links=True, words="bijles")
    with django_assert_num_queries(len(without)):
        say(2)
