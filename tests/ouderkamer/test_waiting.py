"""Full is not the end: who waits, who is offered a place, and that nobody gets one twice."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from ouderkamer.models import Gathering, SignUp
from ouderkamer.tasks import take_back_offers
from tests.factories import make_gathering, make_network, make_school, make_user
from tests.ouderkamer.answers import stands

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def gathering(cast, clock):
    return make_gathering(cast.lindeboom, limit=3, childcare=True, childcare_limit=2)


def of(gathering, person):
    return gathering.sign_ups.get(person=person)


def test_who_finds_it_full_waits_in_the_order_they_came(cast, clock, gathering):
    gathering.answer("yes", by=cast.samira, adults=3)
    for person in (cast.emre, cast.naima):
        gathering.answer("yes", by=person)
        clock.shift(60)

    assert stands(gathering) == {"Samira": "held", "Emre": "waits", "Naima": "waits"}
    assert [of(gathering, person).seat_number for person in (cast.emre, cast.naima)] == [1, 2]
    gathering.answer("yes", by=cast.emre, adults=2)  # a bigger family keeps its number
    assert of(gathering, cast.emre).seat_number == 1


def test_who_has_a_place_never_loses_it_by_asking_for_more(cast, gathering):
    gathering.answer("yes", by=cast.samira, adults=2)
    gathering.answer("yes", by=cast.emre)

    with pytest.raises(ValidationError) as refusal:
        gathering.answer("yes", by=cast.emre, adults=2)

    assert refusal.value.code == "full"
    assert (of(gathering, cast.emre).adults, stands(gathering)["Emre"]) == (1, "held")
    gathering.answer("yes", by=cast.samira, adults=1)  # one's own seats do not stand in the way
    gathering.answer("yes", by=cast.emre, adults=2)


def test_a_freed_place_is_offered_to_the_first_family_that_fits(
    cast, names, gathering, clock, django_capture_on_commit_callbacks
):
    gathering.answer("yes", by=cast.samira, adults=2)
    gathering.answer("yes", by=cast.marieke)
    gathering.answer("yes", by=cast.emre, adults=3)
    clock.shift(60)
    gathering.answer("yes", by=cast.naima, adults=2)
    clock.shift(60)
    gathering.answer("yes", by=cast.fatima)

    with django_capture_on_commit_callbacks(execute=True):
        gathering.answer("no", by=cast.samira)

    assert stands(gathering) == {
        **{"Marieke": "held", "Emre": "waits", "Naima": "offered", "Fatima": "waits"}
    }
    assert of(gathering, cast.naima).seat_until == timezone.now() + timedelta(hours=24)
    told = names(
        lambda p: p.is_authenticated and p.notifications.filter(kind="ouderkamer.offered").exists()
    )
    assert told == {"naima"}
    words = cast.naima.notifications.get(kind="ouderkamer.offered").words
    assert "Samira" not in words
    assert "woensdag 25 november" in words

    gathering.answer("yes", by=cast.naima)
    assert stands(gathering)["Naima"] == "held"


def test_nobody_passes_who_was_offered_a_place(cast, gathering):
    gathering.answer("yes", by=cast.samira, adults=3)
    gathering.answer("yes", by=cast.emre, adults=3)
    gathering.withdraw(by=cast.samira)

    gathering.answer("yes", by=cast.naima)

    assert stands(gathering) == {"Emre": "offered", "Naima": "waits"}
    listed = Gathering.objects.for_listing(cast.naima).get(pk=gathering.pk)
    assert (listed.coming, listed.seats_left, listed.my_seat) == (0, 0, "waits")


def test_an_offer_that_nobody_answers_goes_to_the_next(cast, clock, gathering):
    gathering.answer("yes", by=cast.samira, adults=3)
    gathering.answer("yes", by=cast.emre, adults=3)
    clock.shift(60)
    gathering.answer("yes", by=cast.naima)
    gathering.answer("no", by=cast.samira)

    clock.shift(timedelta(hours=23))
    take_back_offers()
    assert stands(gathering) == {"Emre": "offered", "Naima": "waits"}

    clock.shift(timedelta(hours=2))
    take_back_offers()
    take_back_offers()
    assert stands(gathering) == {"Naima": "offered"}
    assert of(gathering, cast.emre).answer == "maybe"  # and may say yes again


def test_offers_end_two_hours_before_it_starts_and_then_who_comes_first_is_first(
    cast, clock, gathering
):
    gathering.answer("yes", by=cast.samira, adults=3)
    gathering.answer("yes", by=cast.emre)
    clock.move_to(gathering.starts_at - timedelta(hours=3))
    gathering.answer("yes", by=cast.samira, adults=2)
    assert of(gathering, cast.emre).seat_until == gathering.starts_at - timedelta(hours=2)

    clock.move_to(gathering.starts_at - timedelta(hours=1))
    take_back_offers()
    gathering.answer("yes", by=cast.naima)

    assert stands(gathering) == {"Samira": "held", "Naima": "held"}


def test_childcare_has_a_line_of_its_own_and_one_may_come_without(cast, gathering):
    gathering.answer("yes", by=cast.samira, toddlers=2, ages=["1", "3"])
    gathering.answer("yes", by=cast.emre, toddlers=1)

    assert stands(gathering) == {"Samira": "held", "Emre": "held"}
    assert stands(gathering, "care") == {"Samira": "held", "Emre": "waits"}
    assert of(gathering, cast.emre).care_number == 1

    gathering.answer("yes", by=cast.samira, toddlers=0)
    assert stands(gathering, "care") == {"Emre": "offered"}
    gathering.answer("yes", by=cast.emre)
    assert stands(gathering, "care") == {"Emre": "held"}


def test_children_take_no_place_while_their_parents_wait(cast, gathering):
    gathering.answer("yes", by=cast.samira, adults=3)
    gathering.answer("yes", by=cast.emre, toddlers=2)
    assert stands(gathering, "care") == {"Emre": "waits"}

    gathering.answer("yes", by=cast.samira, adults=2, toddlers=1)
    assert stands(gathering) == {"Samira": "held", "Emre": "offered"}
    assert stands(gathering, "care") == {"Samira": "held", "Emre": "waits"}


def test_without_childcare_nobody_waits_for_it(cast, clock):
    plain = make_gathering(cast.lindeboom)

    plain.answer("yes", by=cast.samira, toddlers=2)

    assert stands(plain, "care") == {}


def test_who_leaves_the_network_makes_room(cast, gathering):
    gathering.answer("yes", by=cast.samira, adults=3)
    gathering.answer("yes", by=cast.emre)

    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)

    assert stands(gathering) == {"Emre": "offered"}


def test_nothing_is_offered_of_what_does_not_go_ahead(cast, gathering):
    gathering.answer("yes", by=cast.samira, adults=3)
    gathering.answer("yes", by=cast.emre)
    gathering.cancel("De gast is ziek.", by=cast.marieke)

    gathering.withdraw(by=cast.samira)

    assert stands(gathering) == {"Emre": "waits"}
    gathering.resume(by=cast.marieke)
    assert stands(gathering) == {"Emre": "offered"}


def families(number):
    """A network of so many parents."""
    people = [make_user(f"ouder{n}") for n in range(number)]
    network = make_network("De Lindeboom", make_school(), by=people[0])
    for person in people[1:]:
        network.memberships.create(user=person)
    return network, people


def at_once(deeds):
    """Each deed in a thread of its own, from one moment on."""
    start = threading.Barrier(len(deeds))

    def do(deed):
        start.wait()
        try:
            deed()
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def says(gathering, person, answer):
    return lambda: Gathering.objects.get(pk=gathering.pk).answer(answer, by=person)


@pytest.mark.django_db(transaction=True)
def test_twelve_families_at_once_share_five_seats_and_the_others_wait():
    network, people = families(12)
    gathering = make_gathering(network, limit=5)

    at_once([says(gathering, person, "yes") for person in people])

    assert sorted(stands(gathering).values()) == ["held"] * 5 + ["waits"] * 7
    assert SignUp.objects.coming().count() == 5


@pytest.mark.django_db(transaction=True)
def test_places_that_are_freed_at_once_are_offered_once_each():
    network, people = families(12)
    gathering = make_gathering(network, limit=5)
    for person in people:
        gathering.answer("yes", by=person)

    at_once(
        [says(gathering, person, "no") for person in people[:5]]
        + [gathering.settle for _again in range(4)]
    )

    assert sorted(stands(gathering).values()) == ["offered"] * 5 + ["waits"] * 2
    offered = gathering.sign_ups.filter(seat="offered").values_list("person", flat=True)
    assert set(offered) == {person.pk for person in people[5:10]}
