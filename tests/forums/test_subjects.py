"""The subjects of a network: moderators choose them, and nobody's words change readers."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from community.access import can
from forums.models import Forum
from forums.subjects import MOST
from tests.factories import make_forum, make_topic

SUBJECTS = reverse("forums:subjects", args=["de-lindeboom"])
SLEEP = {"name": "Slapen", "line": "Naar bed gaan.", "audience": "parents"}


def at(name, forum):
    return reverse(f"forums:{name}", args=["de-lindeboom", forum.pk])


def order(cast):
    return list(cast.lindeboom.forums.order_by("position").values_list("name", flat=True))


def test_moderators_choose_the_subjects(cast, names, visit):
    assert names(lambda who: can(who, "forums.keep", cast.lindeboom)) == {"fatima", "emre"}
    assert visit(cast.samira, SUBJECTS).status_code == 403
    assert visit(cast.karin, SUBJECTS).status_code == 403
    assert visit(cast.bart, SUBJECTS).status_code == 404


def test_a_standing_subject_is_one_press_away_and_then_no_idea_any_more(cast, visit, post):
    assert "Naar bed gaan, nare dromen" in visit(cast.fatima, SUBJECTS).content.decode()
    post(cast.fatima, SUBJECTS, **SLEEP)
    forum = Forum.objects.get(network=cast.lindeboom)
    assert (forum.name, forum.line, forum.audience) == ("Slapen", "Naar bed gaan.", "parents")
    assert "Naar bed gaan, nare dromen" not in visit(cast.fatima, SUBJECTS).content.decode()


def test_questions_for_the_school_stay_below(cast, forum, post):
    Forum.objects.for_school(cast.lindeboom)
    post(cast.fatima, SUBJECTS, **SLEEP)
    post(cast.fatima, SUBJECTS, **{**SLEEP, "name": "Geld"})
    assert order(cast) == ["Alle ouders", "Slapen", "Geld", "Vragen aan de school"]
    post(cast.fatima, at("subject_up", cast.lindeboom.forums.get(name="Geld")))
    assert order(cast) == ["Alle ouders", "Geld", "Slapen", "Vragen aan de school"]
    post(cast.fatima, at("subject_up", cast.lindeboom.forums.get(name="Vragen aan de school")))
    post(cast.fatima, at("subject_up", forum))
    assert order(cast) == ["Alle ouders", "Geld", "Slapen", "Vragen aan de school"]


def test_who_reads_along_cannot_be_changed_afterwards(cast, forum, visit, post):
    page = visit(cast.fatima, at("subject", forum))
    assert set(page.context["form"].fields) == {"name", "line"}
    post(
        cast.fatima,
        at("subject", forum),
        name="Thuis",
        line="Alles van thuis.",
        audience="everyone",
    )
    forum.refresh_from_db()
    assert (forum.name, forum.line, forum.audience) == ("Thuis", "Alles van thuis.", "parents")


@pytest.mark.parametrize("name", ["", "alle OUDERS", "a" * 41])
def test_a_name_that_does_not_do_is_said_and_kept(cast, forum, post, name):
    answer = post(cast.fatima, SUBJECTS, **{**SLEEP, "name": name})
    assert answer.status_code == 422
    assert answer.context["form"]["name"].value() == name
    assert order(cast) == ["Alle ouders"]


def test_only_an_empty_subject_can_be_taken_away(cast, forum, post):
    other = make_forum(cast.lindeboom, "Slapen", position=1)
    make_topic(forum, cast.samira)
    for each in (forum, other):
        post(cast.emre, at("subject_remove", each))
    assert order(cast) == ["Alle ouders"]


def test_there_is_an_end_to_subjects(cast, post):
    for number in range(MOST):
        make_forum(cast.lindeboom, f"Onderwerp {number}", position=number)
    assert post(cast.fatima, SUBJECTS, **SLEEP).status_code == 422


def test_a_subject_of_another_network_is_not_there(cast, forum, post, visit):
    elsewhere = make_forum(cast.kompas)
    for name in ("subject", "subject_up", "subject_remove"):
        assert post(cast.fatima, at(name, elsewhere)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_give_two_places(cast, forum):
    def open_one(name):
        try:
            return Forum.objects.open(
                cast.lindeboom, name=name, line="", audience="parents", by=cast.fatima
            ).position
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as crowd:
        assert sorted(crowd.map(open_one, ["Slapen", "Geld"])) == [1, 2]
