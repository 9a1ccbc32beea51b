"""Finding a school as one types, on the search page and in the list below the field."""

import pytest

from community.limits import Limit
from networks.models import School, SchoolRegister
from networks.models.school import readable
from tests.factories import make_network, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools():
    make_school("De Linde", "01AA00", street="Molenkade", postcode="1055 AG")
    make_school("Het Mozaïek", "01BB00", street="Lindelaan", postcode="3011 AA", place="UTRECHT")
    make_school("Skoalle De Dúnwizer", "01CC00", street="De Buorren", place="BAKKEVEEN")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("linde", {"De Linde", "Het Mozaïek"}),
        ("MOZAIEK", {"Het Mozaïek"}),
        ("mozaïek", {"Het Mozaïek"}),
        ("dunwizer", {"Skoalle De Dúnwizer"}),
        ("1055ag", {"De Linde"}),
        ("1055 ag", {"De Linde"}),
        ("molenkade 12", {"De Linde"}),
        ("utrecht", {"Het Mozaïek"}),
        ("linde bakkeveen", set()),
        ("%", {"De Linde", "Het Mozaïek", "Skoalle De Dúnwizer"}),
    ],
)
def test_a_school_is_found_by_any_of_its_words(schools, typed, found, client):
    assert {card.name for card in School.objects.matching(typed)} == found


def test_a_name_that_begins_so_comes_first(schools):
    names = [school.name for school in School.objects.matching("de linde")]
    assert names == ["De Linde", "Het Mozaïek"]  # the second for its Lindelaan
    assert School.objects.matching("linde het").first().name == "Het Mozaïek"


def test_the_list_below_the_field_is_public_and_costs_one_query(
    schools, client, django_assert_num_queries
):
    with django_assert_num_queries(1):
        page = client.get("/netwerken/scholen/?q=linde").content.decode()
    assert page.count('role="option"') == 2
    assert 'data-code="01AA00"' in page


def test_one_letter_is_too_little_to_say_anything(schools, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/netwerken/scholen/?q=d").content.decode()
    assert 'role="option"' not in page


def test_a_school_with_a_network_says_so_in_the_list(schools, cast, client):
    assert "01AA00" in client.get("/netwerken/scholen/?q=linde").content.decode()
    options = School.objects.for_options("linde")
    assert {(s.name, s.taken) for s in options} == {
        ("De Linde", 0),
        ("De Lindeboom", 1),
        ("Het Mozaïek", 0),
        ("Het Kompas", 1),  # it stands in the Lindestraat as well
    }


def test_the_list_is_asked_for_thirty_times_a_minute_at_most(client):
    answers = [client.get("/netwerken/scholen/?q=linde").status_code for _ in range(32)]
    assert answers == [200] * 30 + [429] * 2


def test_asking_whether_a_limit_is_spent_counts_nothing():
    limit = Limit("proef", most=2, seconds=60)
    assert not any(limit.is_spent("samira") for _ in range(5))
    assert [limit.take("samira"), limit.is_spent("samira"), limit.take("samira")] == [1, 0, 1]
    assert limit.is_spent("samira")
    assert not limit.is_spent("bart")


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("AMSTERDAM", "Amsterdam"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("TULL EN 'T WAAL", "Tull en 't Waal"),
        ("DEN HAAG", "Den Haag"),
        ("2E EXLOËRMOND", "2e Exloërmond"),
    ],
)
def test_towns_are_written_as_people_write_them(shouted, said):
    assert readable(shouted) == said


def test_the_directory_shows_networks_and_offers_the_other_schools(cast, schools, client):
    make_network("Ouders van de Linde", School.objects.get(code="01AA00"), cast.bart)
    everything = client.get("/netwerken/")
    assert [card.network.name for card in everything.context["cards"]] == [
        "Ouders van de Linde",
        "De Lindeboom",
        "Het Kompas",
    ]
    found = client.get("/netwerken/?q=mozaiek")
    assert [(c.school.name, c.network) for c in found.context["cards"]] == [("Het Mozaïek", None)]
    assert "/start/school/?school=01BB00" in found.content.decode()


def test_the_directory_names_no_people(cast, client):
    page = client.get("/netwerken/?q=amsterdam").content.decode()
    assert "De Lindeboom" in page
    people = ("Samira", "Fatima", "Emre", "Naima", "Marieke", "Amal", "Karin", "Bart")
    assert [name for name in people if name in page] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_directory_costs_the_same_for_one_and_three(
    cast, client, number, django_assert_num_queries
):
    for n in range(number):
        school = make_school(f"Vuurvogel {n}", f"0{n}VV00")
        make_network(school.name, school, cast.bart)
        make_school(f"Vuurvogel zonder {n}", f"0{n}WW00")
    with django_assert_num_queries(DIRECTORY_QUERIES):
        cards = client.get("/netwerken/?q=vuurvogel").context["cards"]
    assert len(cards) == 2 * number


DIRECTORY_QUERIES = 5  # count, schools, networks, the agenda's card line, register


def test_the_directory_turns_its_pages(client, cast):
    for n in range(30):
        school = make_school(f"School {n:02}", f"{n:02}PG00", street="Zijweg")
        make_network(school.name, school, cast.bart)
    first, second = (client.get(f"/netwerken/?q=zijweg&pagina={n}") for n in (1, 2))
    assert [len(page.context["cards"]) for page in (first, second)] == [24, 6]
    assert "?q=zijweg&amp;pagina=2" in first.content.decode()


def test_every_list_of_schools_names_its_source(client, schools, cast):
    SchoolRegister.objects.create(
        source="DUO, open onderwijsdata", published_on="2024-11-22", rows=3
    )
    client.force_login(cast.samira)
    for path in ("/netwerken/?q=linde", "/start/school/?q=linde"):
        page = client.get(path, headers={"accept-language": "nl"}).content.decode()
        assert "DUO, open onderwijsdata, november 2024" in page
