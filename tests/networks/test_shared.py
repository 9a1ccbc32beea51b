"""One network for several schools, and the networks of one district."""

import pytest

from networks.models import Founding, Network, School
from tests.factories import make_network, make_school, make_user

SCHOOLS = "/netwerk/de-lindeboom/instellingen/scholen/"


@pytest.fixture
def brug(db):
    return make_school("De Brug", "01BB00", postcode="1093 XY")


def post(client, person, what, **sent):
    client.force_login(person)
    return client.post(f"{SCHOOLS}{what}/", sent)


def test_a_moderator_adds_a_school_and_its_parents_find_the_network(cast, brug, client):
    assert post(client, cast.fatima, "erbij", school=brug.code).url == SCHOOLS
    assert post(client, cast.fatima, "erbij", school=brug.code).status_code == 422  # it has one
    assert list(cast.lindeboom.further_schools.all()) == [brug]
    found = client.get("/netwerken/", {"q": "brug"}).content.decode()
    assert "/netwerken/de-lindeboom/" in found
    assert "Ook voor ouders van De Brug" in client.get("/netwerken/de-lindeboom/").content.decode()


def test_whoever_starts_for_that_school_is_led_to_the_network(cast, brug, client):
    draft = Founding.objects.begin(school=brug, by=cast.bart)
    cast.lindeboom.add_school(brug, by=cast.fatima)
    client.force_login(cast.joost)
    page = client.get("/start/school/", {"school": brug.code}).content.decode()
    assert "/netwerken/de-lindeboom/" in page
    client.post("/start/school/", {"school": brug.code})
    assert not Founding.objects.filter(begun_by=cast.joost).exists()
    assert list(Network.objects.of_school(brug)) == [cast.lindeboom]
    assert draft.network.is_draft


def test_a_school_with_a_network_of_its_own_is_not_taken_over(cast, client):
    kompas = cast.kompas.school
    answer = post(client, cast.fatima, "erbij", school=kompas.code)
    assert answer.status_code == 422
    assert "Het Kompas heeft al een oudernetwerk" in answer.content.decode()
    assert not cast.lindeboom.further_schools.exists()


@pytest.mark.parametrize("code", ["", "99XX99"])
def test_a_school_we_do_not_know_is_said_to_be_so(cast, client, code):
    assert post(client, cast.fatima, "erbij", school=code).status_code == 422


def test_a_school_is_taken_away_again_and_who_is_in_stays(cast, brug, client):
    cast.lindeboom.add_school(brug, by=cast.fatima)
    members = cast.lindeboom.memberships.current().count()
    post(client, cast.emre, "weg", school=brug.code)
    assert not cast.lindeboom.further_schools.exists()
    assert cast.lindeboom.memberships.current().count() == members
    assert post(client, cast.emre, "weg", school=brug.code).status_code == 404
    assert list(Network.objects.of_school(brug)) == []


def test_sharing_is_for_moderators_who_are_parents(cast, brug, client):
    answers = {}
    for name in ("fatima", "emre", "naima", "samira", "karin", "bart", "beheer"):
        client.force_login(getattr(cast, name))
        answers[name] = client.get(SCHOOLS).status_code
    assert {name for name, status in answers.items() if status == 200} == {"fatima", "emre"}
    assert {name for name, status in answers.items() if status == 404} == {"bart", "beheer"}
    assert post(client, cast.samira, "erbij", school=brug.code).status_code == 403


def test_the_directory_shows_a_shared_network_at_each_school_without_more_queries(
    cast, brug, client, django_assert_num_queries
):
    def shown(queries):
        with django_assert_num_queries(queries):
            return client.get("/netwerken/").content.decode().count("/netwerken/de-lindeboom/")

    assert shown(6) == 1
    cast.lindeboom.add_school(brug, by=cast.fatima)
    assert shown(6) == 2


def test_a_district_shows_the_networks_at_its_schools(cast, brug, client):
    far = make_network("Ver", make_school("Ver", "77AA00", postcode="9999 AA"), by=make_user("ans"))
    cast.lindeboom.add_school(brug, by=cast.fatima)
    page = client.get("/netwerken/buurt/1093/").content.decode()
    assert far.card_url not in page
    assert {cast.lindeboom.card_url, cast.kompas.card_url} == {
        network.card_url
        for network in (cast.lindeboom, cast.kompas, far)
        if network.card_url in page
    }
    assert "/netwerken/buurt/1093/" in client.get("/netwerken/de-lindeboom/").content.decode()


def test_a_district_without_schools_is_no_page(cast, client):
    assert client.get("/netwerken/buurt/1234/").status_code == 404
    assert client.get("/netwerken/buurt/109/").status_code == 404


def test_a_place_that_begins_with_another_postcode_is_not_in_it(cast):
    assert not School.objects.within(district="1094").exists()
    assert School.objects.within(district="1093").count() == 2
