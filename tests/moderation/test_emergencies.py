"""Who wrote something is opened by two and two, for half an hour, and the writer hears it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.moderation.models import Case, Emergency
from tests.factories import make_forum, make_topic, make_user

WHY = "Er lijkt een kind in gevaar."
SURE = {"talked": "on", "hidden": "on", "soon": "on"}


@pytest.fixture
def case(cast):
    cast.samira.mobile = "+31612345678"
    cast.samira.save()
    topic = make_topic(make_forum(cast.lindeboom), cast.samira, nameless=True)
    return Case.objects.report(topic.posts.get(), concern="danger", by=cast.naima)


@pytest.fixture
def asked(cast, case):
    emergency = Emergency.objects.ask(case, reason=WHY, by=cast.emre)
    emergency.second(by=cast.fatima)
    return emergency


@pytest.fixture
def second_operator(cast):
    return make_user("beheer2", is_superuser=True, is_staff=True)


def test_one_moderator_asks_nothing(cast, case):
    emergency = Emergency.objects.ask(case, reason=WHY, by=cast.emre)
    emergency.second(by=cast.emre)

    assert not Emergency.objects.for_operators().exists()
    assert Emergency.objects.ask(case, reason="Nog eens.", by=cast.fatima) == emergency


def test_one_operator_opens_nothing(cast, asked):
    asked.open(by=cast.beheer)
    asked.open(by=cast.beheer)

    assert asked.confirmed_at is None
    assert asked.writer is None


def test_two_operators_see_the_writer_for_half_an_hour(cast, asked, second_operator):
    asked.open(by=cast.beheer)
    asked.open(by=second_operator)

    assert asked.writer == cast.samira
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert asked.writer is None
        assert not Emergency.objects.for_operators().exists()


def test_one_no_is_enough(cast, asked, second_operator):
    asked.open(by=cast.beheer)
    asked.refuse(by=second_operator)
    asked.open(by=second_operator)

    assert asked.writer is None
    assert not Emergency.objects.for_operators().exists()


def test_the_writer_hears_it_and_the_log_keeps_it(
    cast, case, asked, second_operator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked.open(by=cast.beheer)
        asked.open(by=second_operator)

    assert WHY in cast.samira.notifications.get(kind="moderation.name_opened").words
    assert "opened" in [one.deed for one in case.choices.all()]


def test_moderators_ask_on_the_page_and_see_no_name(client, cast, case):
    address = reverse("moderation:emergency", args=[cast.lindeboom.slug, case.pk])
    client.force_login(cast.emre)
    assert "Alleen als dit zo is." in client.post(address, {"why": WHY}).text
    client.post(address, {**SURE, "why": WHY})

    client.force_login(cast.fatima)
    emergency = case.emergencies.get()
    assert WHY in client.get(case.get_absolute_url()).text
    here = [cast.lindeboom.slug, case.pk, emergency.pk]
    client.post(reverse("moderation:emergency_second", args=here))
    text = client.get(case.get_absolute_url()).text
    assert "Twee van u vroegen het." in text
    assert "Samira" not in text.split("<main")[1]


def test_nobody_else_asks_or_opens(client, cast, names, case, asked):
    ask = reverse("moderation:emergency", args=[cast.lindeboom.slug, case.pk])

    def opened(person, method, url):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return getattr(client, method)(url).status_code in (200, 302) and person.is_authenticated

    assert names(lambda person: opened(person, "get", ask)) == {"fatima", "emre"}
    door = reverse("open_name", args=[asked.pk])
    assert names(lambda person: opened(person, "post", door)) == {"beheer"}
    asked.refresh_from_db()
    assert asked.confirmed_at is None


def test_operators_open_it_on_their_page(client, cast, asked, second_operator):
    client.force_login(cast.beheer)
    client.post(reverse("open_name", args=[asked.pk]))
    text = client.get("/beheer/").text
    assert 'aria-disabled="true"' in text
    assert "612345678" not in text

    client.force_login(second_operator)
    client.post(reverse("open_name", args=[asked.pk]))
    text = client.get("/beheer/").text
    assert "+31612345678" in text
    assert "Samira" in text


def test_moderators_hear_that_it_was_opened_or_not(
    cast, case, asked, second_operator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked.refuse(by=cast.beheer)
    assert cast.emre.notifications.filter(kind="moderation.name_refused").exists()
    assert not cast.samira.notifications.filter(kind__startswith="moderation.name").exists()

    again = Emergency.objects.ask(case, reason=WHY, by=cast.emre)
    again.second(by=cast.fatima)
    with django_capture_on_commit_callbacks(execute=True):
        again.open(by=cast.beheer)
        again.open(by=second_operator)
    for moderator in (cast.emre, cast.fatima):
        words = moderator.notifications.get(kind="moderation.name_seen").words
        assert "Samira" not in words


def test_nobody_opens_what_they_asked_for_or_wrote(cast, case, second_operator):
    for person in (cast.emre, cast.samira):
        person.is_superuser = True
        person.save()
    asked = Emergency.objects.ask(case, reason=WHY, by=cast.emre)
    asked.second(by=cast.fatima)
    for person in (cast.emre, cast.samira):
        asked.open(by=person)
    assert (asked.opened_by, asked.confirmed_by) == (None, None)
    asked.open(by=cast.beheer)
    asked.open(by=cast.emre)
    assert asked.writer is None


def test_the_operators_read_how_often_it_was_asked(client, cast, asked, second_operator):
    client.force_login(cast.beheer)
    assert f"Melding {asked.case_id}" in client.get("/beheer/").text
    asked.refuse(by=cast.beheer)
    page = client.get("/beheer/").text
    assert "niet geopend" in page
    assert WHY not in page
    assert "Samira" not in page
