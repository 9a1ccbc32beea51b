"""Small rooms, the room of two, and what of a chat somebody wants to hear."""

import re
from uuid import uuid4

import pytest
from channels.db import database_sync_to_async as in_db
from django.db import IntegrityError, transaction

from community import presence
from community.accounts import closing
from community.notifications.models import Notification
from networks.chat.models import Message, Reading, Room, Seat
from networks.models import Membership
from networks.panels import unread_of
from tests.networks.chat.conftest import NOON, address
from tests.networks.chat.tabs import close_code, is_quiet, open_tab, run

KEEP = "/netwerk/de-lindeboom/chat/instellen/"
CHAT = "/netwerk/de-lindeboom/chat/"


@pytest.fixture
def small(cast):
    """Of the sewing group: who wants to joins. Naima opened it."""
    return Room.objects.open(cast.lindeboom, name="Naaiclub", entry="own", by=cast.naima)


@pytest.fixture
def pair(cast):
    """Samira and Emre."""
    return Room.objects.between(cast.lindeboom.membership_of(cast.emre), by=cast.samira)


@pytest.fixture
def readers(names):
    return lambda room: names(lambda person: room in Room.objects.visible_to(person))


@pytest.fixture
def heard(names, django_capture_on_commit_callbacks):
    """``heard("chat.called", action)``: who has a notice of it after ``action``."""

    def after(verb, action):
        Notification.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        told = Notification.objects.filter(kind=verb).values_list("recipient", flat=True)
        return names(lambda who: who.pk in told)

    return after


# --- small rooms -----------------------------------------------------------------------------


def test_a_small_room_is_for_who_is_in_moderators_too(cast, small, readers, post):
    assert readers(small) == {"naima"}
    assert post(cast.samira, address("join", small)).url == small.get_absolute_url()
    assert readers(small) == {"naima", "samira"}
    assert post(cast.samira, address("leave", small)).url == CHAT
    assert readers(small) == {"naima"}


def test_who_may_join_sees_that_and_nobody_else(cast, small, names, visit):
    def is_invited(person):
        return "Naaiclub" in visit(person, CHAT).content.decode()

    visit(cast.fatima, small.get_absolute_url())
    Room.objects.default_for(cast.lindeboom)
    parents = {"samira", "fatima", "emre", "naima", "marieke", "amal"}
    assert names(is_invited) == parents


@pytest.mark.parametrize("name", ["karin", "bart", "joost", "visitor"])
def test_others_do_not_join(cast, small, post, name):
    assert post(getattr(cast, name), address("join", small)).status_code in (302, 404)
    assert [seat.person for seat in small.seats.all()] == [cast.naima]


def test_where_a_moderator_lets_people_in_nobody_joins(cast, post, visit, readers):
    fields = {"name": "Werkgroep", "entry": "asked", "audience": "parents", "pause": "0"}
    post(cast.fatima, KEEP, **fields, writers="everyone")
    room = Room.objects.get(name="Werkgroep")
    assert readers(room) == {"fatima"}
    assert post(cast.samira, address("join", room)).status_code == 404
    assert "Werkgroep" not in visit(cast.samira, CHAT).content.decode()

    def seat(person, by, **data):
        member = cast.lindeboom.memberships.get(user=person, ended_at=None).pk
        return post(by, f"{KEEP}{room.pk}/wie/", member=member, **data)

    assert seat(cast.samira, cast.emre, is_in="1").status_code == 302  # a moderator, not in
    assert seat(cast.karin, cast.fatima, is_in="1").status_code == 302  # only parents here
    assert seat(cast.naima, cast.naima, is_in="1").status_code == 403
    assert readers(room) == {"fatima", "samira"}
    seat(cast.samira, cast.fatima)
    assert readers(room) == {"fatima"}


def test_who_joins_has_nothing_to_catch_up_with(cast, small):
    small.say("Wie heeft garen?", by=cast.naima)
    small.take_in(cast.samira, by=cast.samira)
    assert unread_of(cast.lindeboom, cast.samira)["chat"] == 0


def test_who_leaves_the_network_leaves_the_small_rooms_for_good(cast, small, readers):
    small.take_in(cast.samira, by=cast.samira)
    Membership.objects.current().get(user=cast.samira).end(by=cast.samira)
    cast.lindeboom.admit(cast.samira, by=cast.fatima)
    assert readers(small) == {"naima"}


@pytest.mark.django_db(transaction=True)
def test_who_loses_a_seat_hears_no_word_more(cast, small):
    small.take_in(cast.samira, by=cast.samira)

    async def story():
        async with open_tab(cast.samira, f"/live/chat/{small.pk}/") as tab:
            await in_db(small.let_go)(cast.samira, by=cast.fatima)
            code = await close_code(tab)
            await in_db(small.say)("Nu zijn we onder ons", by=cast.naima)
            return code, await is_quiet(tab)

    assert run(story) == (4403, True)


# --- two parents -----------------------------------------------------------------------------


def test_two_who_write_to_each_other_have_one_room(cast, pair, readers):
    samira = cast.lindeboom.membership_of(cast.samira)
    assert Room.objects.between(samira, by=cast.emre) == pair
    assert readers(pair) == {"samira", "emre"}


def test_each_of_them_calls_it_by_the_other(cast, pair, visit):
    assert "<title>Emre" in visit(cast.samira, pair.get_absolute_url()).content.decode()
    assert "<title>Samira" in visit(cast.emre, pair.get_absolute_url()).content.decode()


def test_it_never_becomes_a_group(cast, pair, post):
    with pytest.raises(ValueError, match="two"):
        pair.take_in(cast.naima, by=cast.samira)
    pair.let_go(cast.emre, by=cast.samira)
    assert pair.seats.count() == 2
    member = cast.lindeboom.membership_of(cast.naima).pk
    assert post(cast.fatima, f"{KEEP}{pair.pk}/wie/", member=member, is_in="1").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.filter(pk=pair.pk).update(entry="own")


def test_the_other_hears_of_it_once_until_they_read_it(cast, pair, heard):
    def say():
        pair.say("Hoi", by=cast.samira)

    assert heard("chat.written", say) == {"emre"}
    assert heard("chat.written", say) == set()
    pair.refresh_from_db()
    pair.read(pair.last_seq, by=cast.emre)
    assert heard("chat.written", say) == {"emre"}


def test_who_refuses_is_left_in_peace_and_the_other_is_told(cast, pair, post, visit):
    post(cast.emre, address("stand", pair), standing="refuses")
    page = visit(cast.samira, pair.get_absolute_url()).content.decode()
    assert "Deze ouder wil hier nu geen berichten." in page
    refused = post(cast.samira, address("say", pair), text="Toch", client_id=uuid4())
    assert (refused.status_code, Message.objects.count()) == (422, 0)
    post(cast.emre, address("stand", pair), standing="in")
    post(cast.samira, address("say", pair), text="Hoi", client_id=uuid4())
    assert Message.objects.get().text == "Hoi"


def test_who_is_blocked_notices_nothing_and_the_other_hears_nothing(
    cast, pair, heard, post, visit, readers
):
    before = visit(cast.samira, pair.get_absolute_url()).content.decode()
    post(cast.emre, address("stand", pair), standing="blocks")
    assert readers(pair) == {"samira"}
    assert _plain(visit(cast.samira, pair.get_absolute_url()).content.decode()) == _plain(before)

    def say():
        answer = post(cast.samira, address("say", pair), text="Hoor je mij?", client_id=uuid4())
        assert answer.url == pair.get_absolute_url() + f"#message-{Message.objects.get().pk}"

    assert heard("chat.written", say) == set()
    assert unread_of(cast.lindeboom, cast.emre)["chat"] == 0
    assert Room.objects.between(cast.lindeboom.membership_of(cast.emre), by=cast.samira) == pair
    assert visit(cast.emre, pair.get_absolute_url()).status_code == 404

    Room.objects.default_for(cast.lindeboom)
    assert "Van deze ouders hoort u niets" in visit(cast.emre, CHAT).content.decode()
    post(cast.emre, address("stand", pair), standing="in")
    assert readers(pair) == {"samira", "emre"}


@pytest.mark.parametrize("name", ["naima", "fatima", "bart"])
def test_a_third_changes_nothing_between_two(cast, pair, post, name):
    answer = post(getattr(cast, name), address("stand", pair), standing="blocks")
    assert answer.status_code == 404
    assert set(pair.seats.values_list("standing", flat=True)) == {Seat.Standing.IN}


def test_when_one_of_them_leaves_the_other_reads_on_and_is_told(cast, pair, visit, readers):
    pair.say("Dag", by=cast.emre)
    Membership.objects.current().get(user=cast.emre).end(by=cast.emre)
    assert readers(pair) == {"samira"}
    page = visit(cast.samira, pair.get_absolute_url()).content.decode()
    assert "Deze ouder zit niet meer in het netwerk." in page


def test_when_one_of_them_closes_the_account_no_name_is_left(cast, pair, visit):
    pair.say("Dag", by=cast.marieke)
    closing.close(cast.emre)
    for url in (pair.get_absolute_url(), CHAT):
        assert "Emre" not in visit(cast.samira, url).content.decode()


def test_who_refused_and_writes_again_hears_the_other_again(cast, pair, post):
    pair.stand("refuses", by=cast.emre)
    samira = cast.lindeboom.membership_of(cast.samira)
    assert post(cast.emre, address("write_to", pair, samira.pk)).url == pair.get_absolute_url()
    assert pair.refusal(samira) == ""


def test_who_blocked_somebody_meets_them_nowhere_until_taking_it_back(cast, pair, post):
    pair.stand("blocks", by=cast.emre)
    samira = cast.lindeboom.membership_of(cast.samira)
    assert post(cast.emre, address("write_to", pair, samira.pk)).status_code == 404
    cast.emre.refresh_from_db()
    assert not cast.lindeboom.memberships.visible_to(cast.emre).filter(user=cast.samira)


def test_of_two_nobody_learns_whether_the_other_is_there(cast, pair):
    assert presence.shown(pair.group, {cast.samira.pk, cast.emre.pk}) == set()


def test_it_is_open_at_night(cast, pair, noon):
    noon.move_to(NOON.replace(hour=23))
    assert pair.refusal(cast.lindeboom.membership_of(cast.samira)) == ""


# --- what one wants to hear ------------------------------------------------------------------


def test_a_quiet_chat_counts_nothing_and_is_still_read(cast, room, post, visit):
    room.say("Hoi", by=cast.emre)
    post(cast.samira, address("level", room), level="nothing")
    assert unread_of(cast.lindeboom, cast.samira)["chat"] == 0
    assert unread_of(cast.lindeboom, cast.naima)["chat"] == 1
    assert "1 nieuw bericht" in visit(cast.samira, room.get_absolute_url()).content.decode()


def test_of_mentions_only_those_count_in_which_one_is_called(cast, room):
    Reading.objects.choose(room, "called", by=cast.samira)
    for text in ("Hoi", "@Samira kom je?", "@Naima ook?"):
        room.say(text, by=cast.emre)
    assert unread_of(cast.lindeboom, cast.samira)["chat"] == 1


def test_who_is_called_hears_it_unless_they_want_nothing(cast, room, heard):
    Reading.objects.choose(room, "nothing", by=cast.naima)
    Reading.objects.choose(room, "called", by=cast.marieke)
    text = "@Samira @Naima @Marieke @Karin @Amal @Emre"

    def say():
        room.say(text, by=cast.emre)

    assert heard("chat.called", say) == {"samira", "marieke"}


def test_names_are_offered_of_who_reads_the_room(cast, small, room, visit):
    small.take_in(cast.samira, by=cast.samira)
    offered = visit(cast.samira, address("names", room), q="m").json()["names"]
    assert offered == ["Marieke"]
    assert visit(cast.samira, address("names", small), q="m").json()["names"] == []
    assert visit(cast.samira, address("names", small), q="na").json()["names"] == ["Naima"]
    assert visit(cast.karin, address("names", room), q="m").status_code == 404


def _plain(page):
    return re.sub(r'nonce="[^"]*"|value="[^"]{30,}"', "", page)
