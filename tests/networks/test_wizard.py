"""Starting a network: a school, a name and agreements, and a code to hand out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from community.accounts.models import User
from networks.forms import AGREEMENTS
from networks.models import Invitation, Network, School
from tests.factories import RULES, make_school, make_user


@pytest.fixture
def linde(db):
    return make_school("De Linde", "01AA00", street="Molenkade")


@pytest.fixture
def hafida(client, db):
    person = make_user("hafida")
    client.force_login(person)
    return person


def choose(client, school):
    return client.post("/start/school/", {"school": school.code})


def test_starting_asks_to_sign_in_first(client, db):
    assert client.get("/start/").url.endswith("?next=/start/")


def test_three_steps_make_a_network_with_its_first_code(linde, hafida, client):
    assert client.get("/start/").url == "/start/school/"
    assert choose(client, linde).url == "/start/naam/"
    assert client.get("/start/").url == "/start/naam/"
    form = client.get("/start/naam/").context["form"]
    assert form["name"].value() == "De Linde"
    assert len(form["rules"].value().splitlines()) == len(AGREEMENTS) == 6
    assert client.post("/start/naam/", {"name": "Linde-ouders", "rules": RULES}).status_code == 302

    network = Network.objects.get()
    assert (network.school, network.name, network.slug) == (linde, "Linde-ouders", "linde-ouders")
    membership = network.membership_of(hafida)
    assert (membership.started, membership.moderates) == (True, True)
    done = client.get("/start/klaar/")
    assert done.context["invitation"] == Invitation.objects.get()
    assert f"/k/{Invitation.objects.get().code}/" in done.content.decode()


def test_what_was_typed_stays_when_something_is_missing(linde, hafida, client):
    choose(client, linde)
    answer = client.post("/start/naam/", {"name": "", "rules": "Wij zijn aardig."})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name"}
    assert "Wij zijn aardig." in answer.content.decode()
    assert not Network.objects.exists()


def test_a_starter_without_a_name_is_asked_for_it(linde, hafida, client):
    User.objects.update(first_name="")
    choose(client, linde)
    sent = {"name": "De Linde", "rules": RULES}
    assert set(client.post("/start/naam/", sent).context["form"].errors) == {"first_name"}
    client.post("/start/naam/", sent | {"first_name": "Hafida"})
    assert User.objects.get().first_name == "Hafida"
    assert Network.objects.count() == 1


def test_a_school_chosen_elsewhere_is_shown_and_not_yet_kept(linde, hafida, client):
    page = client.get("/start/school/?school=01AA00")
    assert page.context["chosen"] == linde
    assert client.get("/start/naam/").url == "/start/school/"


def test_an_unknown_or_vanished_school_is_answered_in_words(linde, hafida, client):
    School.objects.update(vanished_at="2026-01-01T00:00Z")
    for code in ("01AA00", "99XX99", "<b>"):
        assert client.post("/start/school/", {"school": code}).status_code == 422
    assert client.get("/start/naam/").url == "/start/school/"


def test_a_school_with_a_network_leads_to_that_network(cast, client):
    client.force_login(cast.bart)
    school = cast.lindeboom.school
    assert choose(client, school).url == f"/start/school/?school={school.code}"
    page = client.get(f"/start/school/?school={school.code}").content.decode()
    assert "/netwerken/de-lindeboom/" in page
    assert 'name="school" value' not in page
    assert client.get("/start/naam/").url == "/start/school/"


def test_somebody_was_faster_and_the_second_is_led_to_their_network(linde, hafida, client):
    choose(client, linde)
    Network.objects.start_once(school=linde, name="Eerst", rules=RULES, by=make_user("fatima"))
    answer = client.post("/start/naam/", {"name": "Tweede", "rules": RULES})
    assert answer.url == "/start/school/?school=01AA00"
    assert [network.name for network in Network.objects.all()] == ["Eerst"]
    assert Network.objects.get().membership_of(hafida) is None


def test_sending_twice_makes_one_network_and_one_code(linde, hafida, client):
    choose(client, linde)
    sent = {"name": "De Linde", "rules": RULES}
    assert {client.post("/start/naam/", sent).url for _ in range(2)} == {"/start/klaar/"}
    assert (Network.objects.count(), Invitation.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_starting_at_the_same_moment_get_one_network():
    school = make_school()
    people = [make_user(f"ouder{n}") for n in range(8)]

    def start(person):
        try:
            return Network.objects.start_once(school=school, name="X", rules="Y", by=person).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(start, people))

    assert made == {Network.objects.get().pk}
    assert Network.objects.get().memberships.count() == 1


def test_the_done_page_is_only_for_whoever_started(cast, client):
    client.force_login(cast.samira)
    assert client.get("/start/klaar/").status_code == 404
    session = client.session
    session["started_network"] = cast.kompas.slug
    session.save()
    assert client.get("/start/klaar/").status_code == 404


@pytest.mark.parametrize(
    ("name", "slug"),
    [("De Lindeboom", "de-lindeboom-2"), ("العربية", "netwerk"), ("Scholen", "scholen-2")],
)
def test_an_address_is_never_taken_twice_or_in_the_way(cast, linde, name, slug):
    network = Network.objects.start(school=linde, name=name, rules="", by=cast.bart)
    assert network.slug == slug
