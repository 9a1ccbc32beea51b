"""Hands for a date: enough of them, never too many, swapped and spread."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from ouderkamer.models.helping import Help, HelperTask, helped_this_year
from tests.factories import make_gathering, make_user

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def coffee(cast):
    return make_gathering(cast.lindeboom).helper_tasks.create(what="Koffie en thee", needed=2)


@pytest.fixture
def send(client, cast):
    def post(view, *keys, by=cast.marieke, **sent):
        client.force_login(by)
        return client.post(reverse(f"ouderkamer:{view}", args=[cast.lindeboom.slug, *keys]), sent)

    return post


@pytest.fixture
def lend(send, coffee):
    def do(by, deed, **sent):
        return send("lend", coffee.gathering_id, coffee.pk, by=by, deed=deed, **sent)

    return do


def hands(task):
    return {one.person.first_name: one.wants_swap for one in task.helps.select_related("person")}


def told(names, verb):
    kind = f"ouderkamer.{verb}"
    return names(lambda p: p.is_authenticated and p.notifications.filter(kind=kind).exists())


def test_planners_ask_for_help_and_bad_input_is_a_sentence(cast, names, send, client):
    gathering = make_gathering(cast.lindeboom, audience="everyone")

    def asks(person):
        sent = {"by": person, "what": "Zwemmen", "needed": 3}
        return person.is_authenticated and send("task_new", gathering.pk, **sent).status_code == 302

    assert names(asks) == {"fatima", "emre", "marieke", "karin"}
    before = HelperTask.objects.count()
    answer = send("task_new", gathering.pk, what="", needed=3)
    assert "Schrijf wat er nodig is." in client.get(answer.url).content.decode()
    for needed in (0, 21, ""):
        send("task_new", gathering.pk, what="Zwemmen", needed=needed)
    assert HelperTask.objects.count() == before


def test_a_parent_helps_once_and_stops(cast, coffee, lend):
    lend(cast.samira, "take")
    lend(cast.samira, "take")
    assert hands(coffee) == {"Samira": False}

    lend(cast.samira, "leave")
    assert hands(coffee) == {}


def test_there_are_never_too_many_hands(cast, coffee, lend, client):
    lend(cast.samira, "take")
    lend(cast.emre, "take")

    answer = lend(cast.naima, "take")

    assert hands(coffee) == {"Samira": False, "Emre": False}
    assert "Iemand was u net voor." in client.get(answer.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_two_help(cast, coffee):
    people = [make_user(f"ouder{n}") for n in range(8)]
    start = Barrier(8)

    def take(person):
        start.wait()
        try:
            coffee.take(by=person)
        except ValidationError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(8) as threads:
        taken = sum(threads.map(take, people))

    assert (taken, coffee.helps.count()) == (2, 2)


def test_who_looks_for_somebody_helps_until_another_takes_it_over(
    cast, names, coffee, lend, django_capture_on_commit_callbacks
):
    lend(cast.samira, "take")
    lend(cast.emre, "take")
    with django_capture_on_commit_callbacks(execute=True):
        lend(cast.samira, "swap")
    assert hands(coffee) == {"Samira": True, "Emre": False}
    assert told(names, "swap_wanted") == {"marieke", "emre"}

    wanted = Help.objects.get(person=cast.samira)
    lend(cast.emre, "over", of=wanted.pk)  # helps already
    assert hands(coffee) == {"Samira": True, "Emre": False}
    lend(cast.naima, "over", of=wanted.pk)
    assert hands(coffee) == {"Naima": False, "Emre": False}
    lend(cast.marieke, "over", of=wanted.pk)  # too late
    assert hands(coffee) == {"Naima": False, "Emre": False}


def test_nobody_takes_over_from_who_did_not_ask(cast, coffee, lend):
    lend(cast.samira, "take")

    lend(cast.naima, "over", of=Help.objects.get().pk)

    assert hands(coffee) == {"Samira": False}


def test_a_shielded_parent_helps_as_a_parent(cast, client, coffee, lend):
    lend(cast.amal, "take")
    client.force_login(cast.samira)

    shown = client.get(coffee.gathering.get_absolute_url()).content.decode()

    assert "Koffie en thee" in shown
    assert "Een ouder" in shown
    assert "Amal" not in shown


def test_nobody_from_elsewhere_lends_a_hand(cast, coffee, lend):
    assert lend(cast.bart, "take").status_code == 404
    assert lend(cast.karin, "take").status_code == 404  # a date among parents
    assert hands(coffee) == {}


def test_the_board_tells_who_helped_least_first(cast, coffee):
    other = make_gathering(cast.lindeboom).helper_tasks.create(what="Feest", needed=2)
    elsewhere = make_gathering(cast.kompas).helper_tasks.create(what="Feest", needed=2)
    last_year = make_gathering(
        cast.lindeboom, starts_at=datetime(2026, 6, 1, 8, tzinfo=UTC)
    ).helper_tasks.create(what="Feest")
    for task, people in (
        (coffee, ("samira", "emre")),
        (other, ("samira",)),
        (elsewhere, ("bart",)),
        (last_year, ("emre",)),
    ):
        for name in people:
            task.take(by=getattr(cast, name))

    assert helped_this_year(cast.lindeboom, cast.marieke) == [(cast.emre, 1), (cast.samira, 2)]
    assert helped_this_year(cast.lindeboom, cast.karin) == []  # dates among parents


def test_a_task_that_is_not_needed_goes_away(cast, coffee, send):
    assert send("task_delete", coffee.gathering_id, coffee.pk, by=cast.samira).status_code == 403

    send("task_delete", coffee.gathering_id, coffee.pk)

    assert not HelperTask.objects.exists()
