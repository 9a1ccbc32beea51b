"""Who sees the dates of a network, and who may do what with them."""

import pytest

from community.access import can
from ouderkamer.models import CalendarKey, Gathering, Series, SignUp
from tests.conftest import LINDEBOOM, LINDEBOOM_PARENTS
from tests.factories import make_gathering, make_series

PLANNERS = {"fatima", "emre", "marieke", "karin"}


@pytest.fixture
def for_parents(cast):
    return make_gathering(cast.lindeboom, "Alleen ouders")


@pytest.fixture
def for_everyone(cast):
    return make_gathering(cast.lindeboom, "Met school", audience="everyone", is_public=True)


def sees(model, row):
    return lambda person: model.objects.visible_to(person).filter(pk=row.pk).exists()


def test_a_date_for_parents_is_seen_by_the_parents_of_its_network(names, for_parents):
    assert names(sees(Gathering, for_parents)) == LINDEBOOM_PARENTS


def test_a_date_for_everyone_is_seen_by_the_school_too(names, for_everyone):
    assert names(sees(Gathering, for_everyone)) == LINDEBOOM


def test_a_series_is_seen_like_its_dates(cast, names):
    closed = make_series(cast.lindeboom, "2026-09-07")
    opened = make_series(cast.lindeboom, "2026-09-08", audience="everyone")

    assert names(sees(Series, closed)) == LINDEBOOM_PARENTS
    assert names(sees(Series, opened)) == LINDEBOOM


def test_an_answer_is_seen_by_oneself_and_by_who_receives_the_parents(cast, names, for_parents):
    answer = for_parents.answer("yes", by=cast.samira)
    elsewhere = make_gathering(cast.kompas).answer("yes", by=cast.bart)

    assert names(sees(SignUp, answer)) == {"samira", "fatima", "emre", "naima", "marieke"}
    assert names(sees(SignUp, elsewhere)) == {"bart"}


def test_the_key_of_a_calendar_is_seen_by_its_owner_alone(cast, names):
    key = CalendarKey.objects.renew(by=cast.samira)
    CalendarKey.objects.renew(by=cast.bart)

    assert names(sees(CalendarKey, key)) == {"samira"}


def test_whoever_sees_a_date_may_come(names, for_parents, for_everyone):
    assert names(lambda p: can(p, "ouderkamer.sign_up", for_parents)) == LINDEBOOM_PARENTS
    assert names(lambda p: can(p, "ouderkamer.sign_up", for_everyone)) == LINDEBOOM


def test_nobody_signs_up_for_what_is_over_or_cancelled(cast, names, for_everyone):
    over = make_gathering(cast.lindeboom, days=-1, audience="everyone")
    for_everyone.cancel("De gast is ziek.", by=cast.marieke)

    assert names(lambda p: can(p, "ouderkamer.sign_up", over)) == set()
    assert names(lambda p: can(p, "ouderkamer.sign_up", for_everyone)) == set()


def test_moderators_hosts_and_the_school_plan(cast, names):
    assert names(lambda p: can(p, "ouderkamer.plan", cast.lindeboom)) == PLANNERS
    assert names(lambda p: can(p, "ouderkamer.plan", cast.kompas)) == {"bart"}


def test_planners_cancel_what_they_see(cast, names, for_parents, for_everyone):
    over = make_gathering(cast.lindeboom, days=-1, audience="everyone")

    assert names(lambda p: can(p, "ouderkamer.cancel", for_everyone)) == PLANNERS
    assert names(lambda p: can(p, "ouderkamer.cancel", for_parents)) == PLANNERS - {"karin"}
    assert names(lambda p: can(p, "ouderkamer.cancel", over)) == set()
