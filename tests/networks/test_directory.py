"""Networks by town and by school board, and what the directory costs."""

import pytest

from networks.models import Network, School
from networks.register import Register
from tests.factories import make_gathering, make_network, make_school, make_user
from tests.networks.test_register import csv

pytestmark = pytest.mark.django_db
FIRST_PAGE_QUERIES = 6  # count, schools, networks, the agenda's card line, towns, register


def make_many(number, **school):
    """Quickly: ``number`` schools, each with its network."""
    schools = School.objects.bulk_create(
        School(code=f"{n:06}", name=f"School {n}", haystack=f"school {n}", **school)
        for n in range(number)
    )
    Network.objects.bulk_create(
        Network(school=school, name=school.name, slug=f"school-{school.code}") for school in schools
    )


@pytest.mark.parametrize("number", [3, 400])
def test_the_first_page_costs_the_same_however_many_networks(
    client, number, django_assert_num_queries
):
    make_many(number, municipality="UTRECHT", place="UTRECHT")
    with django_assert_num_queries(FIRST_PAGE_QUERIES):
        page = client.get("/netwerken/")
    assert len(page.context["cards"]) == min(number, 24)
    assert page.context["page"].paginator.count == number


@pytest.fixture
def towns():
    """Five schools in three towns under two boards; one of them without a network."""
    starter = make_user("ilse")
    facts = (
        ("De Eik", "01AA00", "AMSTERDAM", "AMSTERDAM", "11111"),
        ("De Es", "01BB00", "DIEMEN", "DIEMEN", "11111"),
        ("De Els", "01CC00", "AMSTERDAM", "AMSTERDAM", "22222"),
        ("De Iep", "01DD00", "DEN HAAG", "'S-GRAVENHAGE", "22222"),
        ("De Olm", "01EE00", "AMSTERDAM", "AMSTERDAM", "11111"),
    )
    for name, code, place, municipality, board in facts:
        school = make_school(name, code, place=place, municipality=municipality, board=board)
        if name != "De Olm":
            make_network(name, school, starter)


def found(client, path):
    cards = client.get(path).context["cards"]
    return {(card.school.name, card.network is not None) for card in cards}


@pytest.mark.parametrize(
    ("asked", "schools"),
    [
        ("plaats=AMSTERDAM", {("De Eik", True), ("De Els", True)}),
        ("plaats=Amsterdam", {("De Eik", True), ("De Els", True)}),
        ("plaats='s-Gravenhage", {("De Iep", True)}),
        ("plaats=Den+Haag", {("De Iep", True)}),
        ("bestuur=11111", {("De Eik", True), ("De Es", True)}),
        ("bestuur=11111&plaats=Amsterdam", {("De Eik", True)}),
        ("bestuur=11111&q=olm", {("De Olm", False)}),
        ("plaats=Diemen&q=eik", set()),
        ("bestuur=33333", set()),
        ("plaats=%25", set()),
    ],
)
def test_networks_of_one_town_or_one_board(client, towns, asked, schools):
    assert found(client, f"/netwerken/?{asked}") == schools


def test_towns_are_chosen_with_a_chip_and_let_go_with_another(client, towns):
    page = client.get("/netwerken/")
    assert page.context["question"].places == [
        ("Amsterdam", "AMSTERDAM"),
        ("'s-Gravenhage", "'S-GRAVENHAGE"),
        ("Diemen", "DIEMEN"),
    ]
    assert 'href="/netwerken/?plaats=AMSTERDAM"' in page.content.decode()
    chosen = client.get("/netwerken/?plaats=AMSTERDAM&bestuur=11111").content.decode()
    assert 'href="/netwerken/?bestuur=11111&amp;" aria-current="true"' in chosen
    assert 'href="/netwerken/?plaats=AMSTERDAM&amp;" aria-current="true"' in chosen


def test_the_next_page_keeps_the_town(client):
    make_many(30, municipality="UTRECHT", place="UTRECHT", board="11111")
    first = client.get("/netwerken/?plaats=Utrecht").content.decode()
    assert "?plaats=Utrecht&amp;pagina=2" in first
    assert len(client.get("/netwerken/?plaats=Utrecht&pagina=2").context["cards"]) == 6


def test_a_board_has_a_page_of_its_networks_and_what_is_on_there(client, towns):
    network = Network.objects.get(name="De Eik")
    make_gathering(network, "Koffie", is_public=True)
    make_gathering(network, "VOOR-LEDEN", is_public=False, days=2)
    assert found(client, "/netwerken/bestuur/11111/") == {("De Eik", True), ("De Es", True)}
    page = client.get("/netwerken/bestuur/11111/").content.decode()
    assert "Bestuur 11111" in page
    assert "Koffie: " in page
    assert "VOOR-LEDEN" not in page
    assert "Ilse" not in page


@pytest.mark.parametrize("number", [3, 400])
def test_the_page_of_a_board_costs_the_same_however_many(client, number, django_assert_num_queries):
    make_many(number, board="11111")
    with django_assert_num_queries(FIRST_PAGE_QUERIES):
        client.get("/netwerken/bestuur/11111/")


@pytest.mark.parametrize("board", ["99999", "0", "a b", "<x>"])
def test_a_board_without_schools_has_no_page(client, towns, board):
    assert client.get(f"/netwerken/bestuur/{board}/").status_code == 404


def test_a_card_leads_to_its_town_and_its_board(client, towns):
    page = client.get("/netwerken/de-iep/").content.decode()
    assert 'href="/netwerken/?plaats=%27S-GRAVENHAGE"' in page
    assert "Netwerken in &#x27;s-Gravenhage" in page
    assert 'href="/netwerken/bestuur/22222/"' in page


def test_a_school_without_board_or_town_leads_nowhere(client, cast):
    cast.kompas.school.municipality = ""
    cast.kompas.school.save()
    page = client.get("/netwerken/het-kompas/").content.decode()
    assert "plaats=" not in page
    assert "/netwerken/bestuur/" not in page


@pytest.mark.parametrize(
    "column",
    [
        *("BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAG_NUMMER"),
        *("BEVOEGD GEZAG CODE", "BEVOEGD_GEZAG_CODE"),
    ],
)
def test_the_register_tells_the_board(column):
    head = f"{column};VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;"
    head += "POSTCODE;PLAATSNAAM;GEMEENTENAAM"
    data = csv("41234;01AA00;De Eik;Eikstraat;1;1093 AB;AMSTERDAM;AMSTERDAM", head=head)
    Register.read(data).follow(source="Proef", published_on=None)
    assert School.objects.get().board == "41234"
