"""Stages, recognition, and the three weeks a school has."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.activity.models import Event
from networks.models import Founding, Network
from networks.models.life import Recognition, Stage, WrongMove
from networks.tasks import go_on_without_silent_schools
from tests.factories import make_school

ALLOWED = {
    ("draft", "waiting"),
    ("draft", "active"),
    ("waiting", "active"),
    ("waiting", "archived"),
    ("active", "resting"),
    ("active", "archived"),
    ("resting", "active"),
    ("resting", "archived"),
    ("archived", "active"),
}
ANSWERED = {
    ("pending", "recognised"),
    ("pending", "unaffiliated"),
    ("recognised", "ended"),
    ("unaffiliated", "recognised"),
    ("ended", "recognised"),
}
COMMANDS = {
    "recognised": Network.recognise,
    "unaffiliated": Network.go_without_school,
    "ended": Network.end_recognition,
}
LONG_AGO = timezone.now() - timedelta(days=400)


@pytest.fixture
def told(cast, django_capture_on_commit_callbacks):
    """Do something; then who heard what of it."""

    def ask(deed):
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        people = ("samira", "fatima", "emre", "naima", "marieke", "karin", "bart")
        return {
            (name, notice.kind)
            for name in people
            for notice in getattr(cast, name).notifications.all()
        }

    return ask


def put(network, **facts):
    Network.objects.filter(pk=network.pk).update(**facts)
    network.refresh_from_db()
    return network


@pytest.mark.parametrize("now", Stage.values)
@pytest.mark.parametrize("then", Stage.values)
def test_a_network_moves_only_along_its_life(cast, now, then):
    network = put(cast.kompas, stage=now, stage_since=LONG_AGO)
    before = Event.objects.filter(verb="networks.stage_changed").count()
    if (now, then) in ALLOWED:
        network.move(then, by=cast.bart)
        network.move(then, by=cast.bart)  # pressed twice
        assert timezone.now() - network.stage_since < timedelta(minutes=1)
    elif now != then:
        with pytest.raises(WrongMove):
            network.move(then, by=cast.bart)
    network.refresh_from_db()
    moved = (now, then) in ALLOWED
    assert network.stage == (then if moved else now)
    assert Event.objects.filter(verb="networks.stage_changed").count() == before + moved


@pytest.mark.parametrize("now", Recognition.values)
@pytest.mark.parametrize("then", COMMANDS)
def test_the_school_answers_only_what_can_follow(cast, now, then):
    network = put(cast.kompas, recognition=now, recognition_since=LONG_AGO)
    if (now, then) in ANSWERED:
        COMMANDS[then](network, by=cast.bart)
        assert timezone.now() - network.recognition_since < timedelta(minutes=1)
    elif now != then:
        with pytest.raises(WrongMove):
            COMMANDS[then](network, by=cast.bart)
    network.refresh_from_db()
    assert network.recognition == (then if (now, then) in ANSWERED else now)


@pytest.mark.parametrize(
    "facts",
    [{"stage": "gone"}, {"recognition": "maybe"}, {"stage": "draft", "recognition": "recognised"}],
)
def test_the_database_knows_no_other_life(cast, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        put(cast.kompas, **facts)


def test_yes_ends_the_waiting_and_the_starters_hear_it(cast, told):
    put(cast.lindeboom, stage="waiting")
    assert told(lambda: cast.lindeboom.recognise(by=None)) == {
        ("fatima", "networks.recognised"),
        ("emre", "networks.recognised"),
    }
    assert cast.lindeboom.stage == "active"
    assert "De school doet mee" in cast.fatima.notifications.get().words


def test_after_three_weeks_of_silence_the_parents_go_on_and_the_starters_hear_it(cast, told):
    put(cast.kompas, stage="waiting", recognition_since=timezone.now() - timedelta(days=20))
    put(
        cast.lindeboom,
        stage="waiting",
        recognition_since=timezone.now() - timedelta(days=22),
    )
    draft = Founding.objects.begin(school=make_school("De Brug", "01BB00"), by=cast.bart).network
    put(draft, recognition_since=LONG_AGO)

    assert told(lambda: [go_on_without_silent_schools() for _ in range(2)]) == {
        ("fatima", "networks.unaffiliated"),
        ("emre", "networks.unaffiliated"),
    }
    facts = Network.objects.values_list("pk", "stage", "recognition")
    assert set(facts) == {
        (cast.kompas.pk, "waiting", "pending"),
        (cast.lindeboom.pk, "active", "unaffiliated"),
        (draft.pk, "draft", "pending"),
    }


def test_the_card_says_what_the_school_said_and_since_when(cast, client):
    put(cast.lindeboom, recognition="recognised")
    cast.lindeboom.end_recognition(by=cast.fatima)
    page = client.get("/netwerken/de-lindeboom/").content.decode()
    assert "De school is gestopt" in page
    assert "De school is gestopt sinds" in page


def test_an_archived_network_is_found_by_nobody_outside(cast, client):
    cast.kompas.move(Stage.ARCHIVED, by=cast.bart)
    assert client.get("/netwerken/het-kompas/").status_code == 404
    assert set(Network.objects.listed()) == {cast.lindeboom}
    assert cast.kompas in Network.objects.visible_to(cast.bart)
