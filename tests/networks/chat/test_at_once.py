"""What happens when many talk at the same moment, with real threads and real locks."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from threading import Barrier

import pytest
from django.db import connection

from networks.chat.models import Message, Room

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 10


def all_at_once(deeds):
    """Run the deeds in as many threads, started together; each with its own connection."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


def test_fifty_messages_at_once_get_fifty_places_in_a_row(cast, room):
    def talk():
        return [room.say("Ik ook!", by=cast.emre).seq for _ in range(50 // PEOPLE)]

    places = chain.from_iterable(all_at_once([talk] * PEOPLE))

    assert sorted(places) == list(range(1, 51))
    assert sorted(Message.objects.values_list("revision", flat=True)) == list(range(1, 51))
    assert Room.objects.get().last_seq == 50


def test_one_message_sent_ten_times_at_once_is_stored_once(cast, room):
    client_id = uuid.uuid4()

    def send():
        return room.say("Ik kom!", by=cast.samira, client_id=client_id).pk

    assert len(set(all_at_once([send] * PEOPLE))) == 1
    assert Message.objects.count() == 1


def test_two_first_speakers_of_a_network_share_its_room(cast):
    def begin(person):
        return lambda: Room.objects.begin(cast.kompas, "Hallo!", by=person).room_id

    assert len(set(all_at_once([begin(cast.bart), begin(cast.ruud)]))) == 1
    assert Room.objects.filter(network=cast.kompas).count() == 1


def test_reading_in_two_tabs_at_once_keeps_the_furthest(cast, room):
    for text in ("Een", "Twee", "Drie"):
        room.say(text, by=cast.emre)
    room.refresh_from_db()

    all_at_once([lambda n=n: room.read(n, by=cast.samira) for n in (1, 3, 2)])

    assert room.readings.get().up_to == 3


def test_hiding_while_others_talk_gives_every_change_its_own_number(cast, room):
    messages = [room.say("Onaardig", by=cast.naima) for _ in range(5)]
    hide = [lambda m=m: m.hide("Niet aardig", by=cast.emre) for m in messages]
    talk = [lambda: room.say("Ik ook!", by=cast.samira)] * 5

    all_at_once(hide + talk)

    revisions = sorted(Message.objects.values_list("revision", flat=True))
    assert revisions == list(range(6, 16))


def test_words_given_at_once_are_all_kept_and_numbered(cast, room):
    said = room.say("Wie bakt er taart?", by=cast.naima)
    people = [cast.samira, cast.emre, cast.fatima, cast.marieke]
    deeds = [
        partial(Message.objects.get(pk=said.pk).react, "nice", is_on=True, by=p) for p in people
    ]

    all_at_once(deeds)

    room.refresh_from_db()
    assert (said.reactions.count(), room.revision) == (4, said.revision + 4)


def test_two_who_write_to_each_other_at_once_meet_in_one_room(cast):
    samira, emre = map(cast.lindeboom.membership_of, (cast.samira, cast.emre))
    meet = Room.objects.between

    rooms = all_at_once([partial(meet, emre, by=cast.samira), partial(meet, samira, by=cast.emre)])

    assert len(set(rooms)) == 1
    assert rooms[0].seats.count() == 2
