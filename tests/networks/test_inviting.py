"""Codes and posters, for those who may let people in."""

import re

import pytest

from networks.models import Invitation
from networks.poster import WELCOMES, welcomes

CODES = "/netwerk/de-lindeboom/uitnodigen/"
INVITERS = {"fatima", "emre", "naima"}


@pytest.fixture
def poster(cast):
    return cast.lindeboom.invite(label="Hek", by=cast.fatima, code="7m2k")


def statuses(cast, client, names, method, path, data=None):
    answers = {}
    for name in names:
        client.force_login(getattr(cast, name))
        answers[name] = getattr(client, method)(path, data).status_code
    return answers


@pytest.mark.parametrize("path", ["", "7m2k/poster/", "7m2k/qr.svg"])
def test_inviting_is_for_moderators_and_contact_parents(cast, poster, client, path):
    people = ("fatima", "emre", "naima", "samira", "marieke", "amal", "karin", "bart", "beheer")
    answers = statuses(cast, client, people, "get", CODES + path)
    assert {name for name, status in answers.items() if status == 200} == INVITERS
    assert {name for name, status in answers.items() if status == 404} == {"bart", "beheer"}
    assert set(answers.values()) == {200, 403, 404}


def test_a_new_code_has_a_place_and_a_limit(cast, client):
    client.force_login(cast.naima)
    assert client.post(f"{CODES}maak/", {"label": "Deur", "most_uses": 20}).url == CODES
    made = Invitation.objects.get()
    assert (made.label, made.most_uses, made.made_by) == ("Deur", 20, cast.naima)
    assert re.fullmatch("[23456789bcdfghjkmnpqrstvwxz]{6}", made.code)


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"label": ""}, {"label"}),
        ({"label": "x" * 61}, {"label"}),
        ({"label": "Deur", "most_uses": "0"}, {"most_uses"}),
        ({"label": "Deur", "most_uses": "501"}, {"most_uses"}),
        ({"label": "Deur", "most_uses": "veel"}, {"most_uses"}),
    ],
)
def test_what_is_wrong_with_a_new_code_is_named(cast, client, sent, wrong):
    client.force_login(cast.fatima)
    answer = client.post(f"{CODES}maak/", sent)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)
    assert not Invitation.objects.exists()


def test_stopping_a_code_closes_that_door_at_once_and_only_that(cast, poster, client):
    other = cast.lindeboom.invite(label="Brief", by=cast.fatima)
    client.force_login(cast.fatima)
    assert client.post(f"{CODES}7m2k/trek-in/").url == CODES
    assert client.post(f"{CODES}7m2k/trek-in/").url == CODES  # twice is fine
    assert set(Invitation.objects.usable()) == {other}
    assert client.get(f"{CODES}7m2k/poster/").status_code == 404
    page = client.get(CODES).context
    assert (page["open_codes"], page["closed_codes"]) == ([other], [poster])


def test_a_code_of_another_network_cannot_be_stopped_or_printed(cast, client):
    theirs = cast.kompas.invite(label="Kompas", by=cast.bart)
    client.force_login(cast.fatima)
    assert client.post(f"{CODES}{theirs.code}/trek-in/").status_code == 404
    assert client.get(f"{CODES}{theirs.code}/poster/").status_code == 404
    assert Invitation.objects.usable().get() == theirs


def test_making_and_stopping_are_posts(cast, poster, client):
    client.force_login(cast.fatima)
    assert client.get(f"{CODES}maak/").status_code == 405
    assert client.get(f"{CODES}7m2k/trek-in/").status_code == 405


def test_the_poster_carries_the_square_and_the_address(cast, poster, client, settings):
    settings.BASE_URL = "https://oudernetwerk.example"
    client.force_login(cast.fatima)
    page = client.get(f"{CODES}7m2k/poster/").content.decode()
    assert f'src="{CODES}7m2k/qr.svg"' in page
    assert "oudernetwerk.example<br>/k/7m2k" in page
    picture = client.get(f"{CODES}7m2k/qr.svg")
    assert picture["content-type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert b"<script" not in picture.content


def test_a_poster_speaks_only_languages_somebody_answers_in(cast):
    cast.naima.introduce(first_name="Naima", languages=["nl", "ar", "so"], shielded=False)
    cast.samira.introduce(first_name="Samira", languages=["pl"], shielded=False)
    assert [code for code, *_ in welcomes(cast.lindeboom)] == ["ar"]
    assert {"nl", "so"} & set(WELCOMES) == set()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    cast, client, number, django_assert_max_num_queries
):
    for n in range(number):
        cast.lindeboom.invite(label=f"Deur {n}", by=cast.fatima)
    client.force_login(cast.fatima)
    with django_assert_max_num_queries(12):
        client.get(CODES)
