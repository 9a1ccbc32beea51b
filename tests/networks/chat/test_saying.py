import uuid

import pytest
from django.db import IntegrityError, transaction

from networks.chat.models import Message, Reading, Room
from tests.factories import make_messages, make_room


def test_messages_are_numbered_in_the_order_of_the_room(cast, room):
    said = [room.say(text, by=cast.samira) for text in ("Een", "Twee", "Drie")]

    assert [message.seq for message in said] == [1, 2, 3]


def test_every_room_counts_for_itself(cast, room, open_room):
    room.say("Hier", by=cast.samira)

    assert open_room.say("En daar", by=cast.samira).seq == 1


def test_the_same_client_id_gives_the_first_message_back(cast, room):
    client_id = uuid.uuid4()
    first = room.say("Ik kom!", by=cast.samira, client_id=client_id)

    again = room.say("Ik kom!", by=cast.samira, client_id=client_id)

    assert again == first
    assert room.messages.count() == 1
    assert Room.objects.get(pk=room.pk).last_seq == 1


def test_two_people_may_have_the_same_client_id(cast, room):
    client_id = uuid.uuid4()
    room.say("Ik kom!", by=cast.samira, client_id=client_id)

    assert room.say("Ik ook!", by=cast.emre, client_id=client_id).seq == 2


@pytest.mark.parametrize("same", ("client_id", "seq"))
def test_the_database_refuses_a_double(cast, room, same):
    message = room.say("Ik kom!", by=cast.samira)
    fields = {"client_id": uuid.uuid4(), "seq": 2, same: getattr(message, same)}

    with pytest.raises(IntegrityError), transaction.atomic():
        room.messages.create(author=cast.samira, text="Ik kom!", revision=2, **fields)


def test_a_message_keeps_its_place_when_it_changes(cast, room):
    first = room.say("Een", by=cast.samira)
    room.say("Twee", by=cast.samira)
    first.hide("Een naam van een kind", by=cast.emre)

    assert [(m.seq, m.revision) for m in room.messages.order_by("seq")] == [(1, 3), (2, 2)]
    assert room.say("Drie", by=cast.samira).seq == 3


def test_taking_back_leaves_no_words_behind(cast, room):
    message = room.say("Ik ben ziek.", by=cast.samira)
    message.take_back(by=cast.samira)

    message = Message.objects.get()
    assert (message.text, "ziek" in message.html) == ("", False)
    assert not message.is_shown


def test_putting_back_shows_the_words_again(cast, room):
    message = room.say("Tot morgen", by=cast.samira)
    message.hide("Vergissing", by=cast.emre)
    message.restore(by=cast.emre)

    assert Message.objects.shown().get() == message
    assert message.revision == 3


def test_markup_in_a_message_is_only_text(cast, room):
    message = room.say("<script>alert(1)</script> https://voorbeeld.nl", by=cast.samira)

    assert "<script>" not in message.html
    assert 'href="https://voorbeeld.nl"' in message.html


# --- unread --------------------------------------------------------------------------------


def unread(user):
    rooms = Room.objects.visible_to(user).with_unread_for(user)
    return {room.name: (room.unread, room.unread_from) for room in rooms}


def test_what_others_said_is_unread_until_it_is_read(cast, room):
    room.say("Mijn eigen woorden", by=cast.samira)
    room.say("Hallo", by=cast.emre)
    room.say("Dag", by=cast.naima)
    assert unread(cast.samira) == {"Alle ouders": (2, 2)}

    Room.objects.get().read(2, by=cast.samira)
    assert unread(cast.samira) == {"Alle ouders": (1, 3)}

    Room.objects.get().read(3, by=cast.samira)
    assert unread(cast.samira) == {"Alle ouders": (0, None)}


def test_hidden_and_taken_back_messages_ask_for_no_attention(cast, room):
    room.say("Onaardig", by=cast.emre).hide("Niet aardig", by=cast.fatima)
    room.say("Vergissing", by=cast.emre).take_back(by=cast.emre)

    assert unread(cast.samira) == {"Alle ouders": (0, None)}


def test_a_new_member_starts_with_nothing_unread(cast, room):
    room.say("Van voor uw tijd", by=cast.emre)
    cast.lindeboom.admit(cast.ruud, by=cast.ruud)
    assert unread(cast.ruud) == {"Alle ouders": (0, None)}

    room.say("Welkom, Ruud", by=cast.emre)
    assert unread(cast.ruud) == {"Alle ouders": (1, 2)}


def test_reading_only_goes_forward_and_not_beyond_the_last_message(cast, room):
    make_messages(room, cast.emre, 5)
    for up_to in (4, 2, 99):
        room.read(up_to, by=cast.samira)
        reached = Reading.objects.get().up_to
        assert reached == {4: 4, 2: 4, 99: 5}[up_to]


def test_unread_of_three_rooms_is_one_query(cast, room, django_assert_num_queries):
    for number in range(2):
        make_messages(make_room(cast.lindeboom, f"Groep {number}"), cast.emre, 30)
    with django_assert_num_queries(1):
        assert [count for count, _ in unread(cast.samira).values()] == [0, 30, 30]
