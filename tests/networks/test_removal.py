"""Letting somebody go: every way in and every way back, one by one."""

import asyncio

import pytest
from channels.db import database_sync_to_async as in_db
from django.core.exceptions import PermissionDenied

from community import live
from community.access import can
from community.activity.models import Event
from networks.chat.models import Room
from networks.models import Barring, Network
from networks.models.network import Barred
from ouderkamer.models import CalendarKey, SignUp
from tests.factories import (
    make_forum,
    make_gathering,
    make_messages,
    make_room,
    make_topic,
)
from tests.networks.chat.tabs import close_code, next_frame, next_output, open_tab, run

HOME = "/netwerk/de-lindeboom/"
SECONDS = 2


@pytest.fixture
def filled(cast):
    """Both networks of samira, with something in every part."""
    cast.kompas.memberships.create(user=cast.samira, groups=[5])
    for network, host in ((cast.lindeboom, cast.emre), (cast.kompas, cast.bart)):
        make_topic(make_forum(network), host, title=f"Winterjas bij {network}")
        make_messages(make_room(network), host, 2)
        make_gathering(network, title=f"Koffie bij {network}").answer("yes", by=cast.samira)
    return cast


def revoke(cast, **how):
    cast.lindeboom.revoke(cast.samira, reason="Reclame", by=cast.fatima, **how)


def page(client, path, **query):
    return client.get(path, query).content.decode()


def test_every_page_is_gone(filled, client):
    topic = filled.lindeboom.forums.get().topics.get()
    gathering = filled.lindeboom.gatherings.get()
    room = filled.lindeboom.rooms.get()
    paths = [
        *(HOME, f"{HOME}mensen/", f"{HOME}welkom/", f"{HOME}afspraken/"),
        *(topic.get_absolute_url(), gathering.get_absolute_url(), room.get_absolute_url()),
    ]
    client.force_login(filled.samira)
    assert {client.get(path).status_code for path in paths} == {200}
    revoke(filled)
    assert {client.get(path).status_code for path in paths} == {404}


def test_search_finds_nothing_of_it_and_what_is_elsewhere(filled, client):
    client.force_login(filled.samira)
    revoke(filled)
    text = page(client, "/zoeken/", q="winterjas")
    assert "bij Het Kompas" in text
    assert "De Lindeboom" not in text


def test_the_tray_forgets_what_it_told_and_what_was_on_its_way(
    filled, django_capture_on_commit_callbacks
):
    here, elsewhere = filled.lindeboom.gatherings.get(), filled.kompas.gatherings.get()
    with django_capture_on_commit_callbacks(execute=True):
        here.cancel("Ziek", by=filled.emre)
        elsewhere.cancel("Ziek", by=filled.bart)
    notices = filled.samira.notifications.model.objects
    before = {notice.network for notice in notices.visible_to(filled.samira)}
    assert before == {filled.lindeboom, filled.kompas}
    kept = filled.samira.notifications.filter(network=filled.lindeboom).count()
    with django_capture_on_commit_callbacks(execute=True):
        here.resume(by=filled.emre)
        revoke(filled)
    assert {n.network for n in notices.visible_to(filled.samira)} == {filled.kompas}
    assert filled.samira.notifications.filter(network=filled.lindeboom).count() == kept


def test_the_calendar_feed_loses_its_dates_at_the_next_fetch(filled, client):
    key = CalendarKey.objects.renew(by=filled.samira)
    assert "Koffie bij De Lindeboom" in page(client, key.path)
    revoke(filled)
    feed = page(client, key.path)
    assert "Koffie bij De Lindeboom" not in feed
    assert "Koffie bij Het Kompas" in feed


def test_seats_are_free_and_stay_free_on_coming_back(filled):
    revoke(filled)
    assert [s.gathering.network for s in SignUp.objects.filter(person=filled.samira)] == [
        filled.kompas
    ]


def test_what_was_attended_stays_as_it_was(cast):
    past = make_gathering(cast.lindeboom)
    past.answer("yes", by=cast.samira)
    type(past).objects.update(starts_at="2025-01-01T09:00Z", ends_at="2025-01-01T10:00Z")
    revoke(cast)
    assert past.sign_ups.filter(person=cast.samira).exists()


def test_whoever_stops_by_themselves_frees_their_seats_too(filled):
    filled.lindeboom.membership_of(filled.samira).end(by=filled.samira)
    left = SignUp.objects.filter(person=filled.samira)
    assert [sign_up.gathering.network for sign_up in left] == [filled.kompas]


def test_codes_they_made_stop_and_those_of_others_work_on(cast):
    theirs = cast.lindeboom.invite(label="Deur", by=cast.naima)
    other = cast.lindeboom.invite(label="Hek", by=cast.fatima)
    elsewhere = cast.kompas.invite(label="Kompas", by=cast.naima)
    cast.lindeboom.revoke(cast.naima, reason="Reclame", by=cast.fatima)
    assert set(type(theirs).objects.usable()) == {other, elsewhere}


def test_nothing_unread_is_counted_and_elsewhere_it_is(filled):
    def unread():
        rooms = Room.objects.visible_to(filled.samira).with_unread_for(filled.samira)
        return {room.network: room.unread for room in rooms}

    Room.objects.get(network=filled.kompas).say("Nieuw", by=filled.bart)
    before = unread()
    revoke(filled)
    assert unread() == {filled.kompas: before[filled.kompas]}


def test_another_network_is_untouched(filled, client):
    client.force_login(filled.samira)
    revoke(filled, bar=True)
    assert client.get("/netwerk/het-kompas/").status_code == 200
    assert client.get("/netwerken/het-kompas/").status_code == 200
    assert not filled.kompas.is_closed_to(filled.samira)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("bar", [False, True])
def test_an_open_tab_is_cut_within_two_seconds(cast, bar):
    room = make_room(cast.lindeboom)
    path = f"/live/chat/{room.pk}/"

    async def story():
        async with open_tab(cast.samira, path) as tab, open_tab(cast.emre, path) as other:
            await in_db(revoke)(cast, bar=bar)
            output = await asyncio.wait_for(next_output(tab), SECONDS)
            # A moderator hears of it by the doorbell, in a tab that stays open.
            assert (await next_frame(other))["event"] == "badge.changed"
            return output["code"]

    assert run(story) == live.REFUSED


@pytest.mark.django_db(transaction=True)
def test_a_tab_that_comes_back_is_refused(cast):
    room = make_room(cast.lindeboom)
    revoke(cast)

    async def story():
        async with open_tab(cast.samira, f"/live/chat/{room.pk}/") as tab:
            return await close_code(tab)

    assert run(story) == live.REFUSED


def test_for_somebody_who_is_barred_the_network_is_absent(cast, client):
    code = cast.lindeboom.invite(label="Hek", by=cast.fatima).code
    client.force_login(cast.samira)
    revoke(cast, bar=True)
    absent = client.get("/netwerken/bestaat-niet/")
    card = client.get("/netwerken/de-lindeboom/")
    assert (card.status_code, main_of(card)) == (404, main_of(absent))
    wrong, right = client.get("/k/zzzzzz/"), client.get(f"/k/{code}/")
    assert (right.status_code, main_of(right)) == (404, main_of(wrong))
    assert client.post(f"/k/{code}/doe-mee/", {}).status_code == 404
    assert "De Lindeboom" not in listed(client)
    client.force_login(cast.joost)  # left, and is not barred
    assert client.get("/netwerken/de-lindeboom/").status_code == 200
    assert "De Lindeboom" in listed(client)


def main_of(answer):
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def listed(client):
    answer = client.get("/netwerken/")
    return {card.network.name for card in answer.context["cards"] if card.network}


def test_a_code_in_hand_does_not_get_somebody_who_is_barred_in(cast):
    invitation = cast.lindeboom.invite(label="Hek", by=cast.fatima)
    revoke(cast, bar=True)
    assert invitation.redeem(cast.samira) is None
    assert invitation.redeem(cast.bart) is not None


def test_a_barring_ends_at_its_day_or_when_it_is_lifted(cast):
    revoke(cast, bar=True, until="2020-01-01T00:00Z")
    assert not cast.lindeboom.is_closed_to(cast.samira)
    cast.lindeboom.revoke(cast.samira, reason="Toch", by=cast.fatima, bar=True)
    assert cast.lindeboom.is_closed_to(cast.samira)
    Barring.objects.in_force().get().lift(by=cast.emre)
    assert not cast.lindeboom.is_closed_to(cast.samira)


def test_a_moderator_opens_the_door_again_and_nobody_else_does(cast, client):
    revoke(cast, bar=True)
    barring = Barring.objects.get()
    path = f"{HOME}deur/{barring.pk}/open/"
    answers = {}
    for name in ("amal", "naima", "karin", "bart", "samira"):
        client.force_login(getattr(cast, name))
        answers[name] = client.post(path).status_code
    assert set(answers.values()) == {404}
    client.force_login(cast.emre)
    assert "Reclame" in client.get(f"{HOME}verzoeken/").content.decode()
    assert client.post(path).url == f"{HOME}verzoeken/"
    assert not cast.lindeboom.is_closed_to(cast.samira)
    assert client.post(path).status_code == 404  # pressed twice
    assert Event.objects.filter(verb="networks.bar_lifted").count() == 1


def test_a_contact_parent_does_not_read_who_may_not_come_back(cast, client):
    revoke(cast, bar=True)
    client.force_login(cast.naima)
    assert "Reclame" not in client.get(f"{HOME}verzoeken/").content.decode()


def test_somebody_barred_is_let_in_by_nobody_and_writes_to_nobody(cast, client, mailoutbox):
    revoke(cast, bar=True)
    with pytest.raises(Barred):
        cast.lindeboom.admit(cast.samira, by=cast.emre)
    client.force_login(cast.samira)
    question = "/netwerken/de-lindeboom/vraag/"
    assert client.get(question).status_code == 404
    assert client.post(question, {"text": "Laat mij erin"}).status_code == 404
    client.force_login(cast.bart)
    assert client.get(question).status_code == 200


def test_barring_twice_is_one_barring_with_the_last_reason(cast):
    revoke(cast, bar=True)
    cast.lindeboom.revoke(cast.samira, reason="Toch reclame", by=cast.emre, bar=True)
    assert [b.reason for b in Barring.objects.all()] == ["Toch reclame"]


def test_the_reason_is_kept_for_moderators(cast, client):
    membership = cast.lindeboom.membership_of(cast.samira)
    client.force_login(cast.fatima)
    path = f"{HOME}mensen/{membership.pk}/stop/"
    assert client.get(path).status_code == 200
    assert cast.lindeboom.membership_of(cast.samira) is not None  # looking is not removing
    refused = client.post(path, {"reason": "", "bar": "no"})
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"reason"})
    assert client.post(path, {"reason": "Reclame", "bar": "year"}).url == f"{HOME}mensen/"
    membership.refresh_from_db()
    assert (membership.removed_by, membership.removal_reason) == (cast.fatima, "Reclame")
    barring = Barring.objects.visible_to(cast.emre).get()
    assert (barring.user, barring.reason) == (cast.samira, "Reclame")
    assert (barring.until - barring.barred_at).days in (364, 365)
    assert Event.objects.filter(verb="networks.removed").count() == 1
    assert client.post(path, {"reason": "Reclame", "bar": "no"}).status_code == 404


def test_removing_is_for_moderators_and_not_for_oneself(cast, names):
    def who_may_remove(name):
        membership = cast.lindeboom.membership_of(getattr(cast, name))
        return names(lambda who: can(who, "networks.remove", membership))

    assert who_may_remove("samira") == {"fatima", "emre"}
    assert who_may_remove("emre") == {"fatima"}


def test_the_last_moderator_is_never_let_go(cast):
    cast.lindeboom.membership_of(cast.emre).end(by=cast.emre)
    with pytest.raises(PermissionDenied):
        cast.lindeboom.revoke(cast.fatima, reason="Reclame", by=cast.beheer)
    assert cast.lindeboom.membership_of(cast.fatima).removal_reason == ""
    assert Network.objects.visible_to(cast.fatima).exists()


def test_who_is_barred_does_not_come_back_to_begin_together(cast, client):
    asked = cast.lindeboom.cofounders.create(
        name="Samira", where=cast.samira.email, asked_by=cast.fatima
    )
    revoke(cast, bar=True)
    client.force_login(cast.samira)
    assert client.post(asked.path, {"answer": "yes"}).status_code == 403
    assert cast.lindeboom.membership_of(cast.samira) is None
