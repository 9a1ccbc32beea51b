"""The page on which somebody says what they hear, how and when: plain forms, no script."""

import pytest

from community.notifications.models import Choice, Preferences
from community.notifications.sorts import CHOSEN, USUAL, Pace, Sort

PAGE, WAYS, PACES = "/ik/voorkeuren/", "/ik/voorkeuren/manieren/", "/ik/voorkeuren/hoe-vaak/"
HOURS = {"quiet_from": "20", "quiet_to": "8"}


@pytest.fixture
def samira(cast, client):
    client.force_login(cast.samira)
    return cast.samira


def table(**changed):
    return {sort.value: changed.get(sort.value, USUAL[sort].value) for sort in CHOSEN}


def test_it_shows_what_holds_and_offers_only_what_reaches_this_person(client, samira):
    page = client.get(PAGE).content.decode()

    assert page.count('type="radio"') >= 6 * 4
    assert "Antwoord op wat ik schreef: Meteen" in page
    assert "Nieuwe gesprekken en afspraken: Elke week" in page
    assert "Iets voor mij om te doen" not in page  # she has no task
    assert 'name="by_mail"' in page
    assert 'name="by_text"' not in page
    assert 'name="by_push"' not in page


def test_who_has_a_task_also_chooses_about_that(client, cast):
    client.force_login(cast.emre)

    assert "Iets voor mij om te doen: Meteen" in client.get(PAGE).content.decode()


def test_what_is_chosen_is_kept_and_shown(client, samira):
    answer = client.post(
        WAYS, {**HOURS, "by_mail": "on", "quiet_from": "22", "is_discreet": "yes"}, follow=True
    )

    kept = Preferences.objects.get(person=samira)
    assert (kept.quiet_from, kept.quiet_to, kept.is_discreet) == (22, 8, True)
    assert "Bewaard." in answer.content.decode()


def test_no_way_at_all_is_refused_in_words(client, samira):
    answer = client.post(WAYS, HOURS)

    assert answer.status_code == 422
    assert "Kies minstens één manier. Anders hoort u niets." in answer.content.decode()
    assert not Preferences.objects.exists()


@pytest.mark.parametrize("wrong", [{"quiet_from": "25"}, {"quiet_to": "x"}, {"is_discreet": "?"}])
def test_what_no_page_offers_is_refused(client, samira, wrong):
    assert client.post(WAYS, {**HOURS, "by_mail": "on", **wrong}).status_code == 422


def test_the_table_holds_everywhere_and_a_network_may_differ(client, cast, samira):
    client.post(PACES, table(answers="day"))
    assert Choice.objects.table(samira, cast.lindeboom)[Sort.ANSWERS] == Pace.DAILY

    client.post(f"{PACES}?netwerk=de-lindeboom", table(answers="off"))
    assert Choice.objects.table(samira, cast.lindeboom)[Sort.ANSWERS] == Pace.OFF
    assert Choice.objects.table(samira)[Sort.ANSWERS] == Pace.DAILY

    client.post(f"{PACES}?netwerk=de-lindeboom", {"gelijk": "ja"})
    assert Choice.objects.table(samira, cast.lindeboom)[Sort.ANSWERS] == Pace.DAILY


def test_one_button_sets_everything_to_every_day(client, samira):
    client.post(PACES, {"alles": "dag"})

    chosen = Choice.objects.table(samira)
    assert {chosen[sort] for sort in CHOSEN if sort not in (Sort.TASKS, Sort.AROUND)} == {"day"}


def test_a_choice_nobody_offers_changes_nothing(client, samira):
    answer = client.post(PACES, table(answers="sometimes"))

    assert answer.status_code == 422
    assert not Choice.objects.exists()


def test_a_network_of_others_is_not_named_and_not_chosen_for(client, cast, samira):
    client.post(f"{PACES}?netwerk=het-kompas", table(answers="off"))

    assert set(Choice.objects.values_list("network", flat=True)) == {None}
    assert "Het Kompas" not in client.get(f"{PAGE}?netwerk=het-kompas").content.decode()


def test_everybody_chooses_for_oneself(client, cast, samira):
    client.post(PACES, table(answers="off"))

    assert set(Choice.objects.values_list("person", flat=True)) == {samira.pk}
    assert Choice.objects.table(cast.emre)[Sort.ANSWERS] == Pace.AT_ONCE


def test_a_visitor_signs_in_first(client, cast):
    for address in (PAGE, WAYS, PACES):
        assert client.post(address).status_code in (302, 405)
