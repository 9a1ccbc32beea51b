"""Starting a network in seven steps, of which nothing is lost and nothing is made twice."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core import mail
from django.db import connection

from community.accounts.models import User
from community.activity.models import Event
from networks.models import Cofounder, Founding, Invitation, Network, School, SchoolRequest
from networks.models.founding import AGREEMENTS, AlreadyThere
from ouderkamer.models import Gathering, Series
from tests import texts
from tests.factories import RULES, make_network, make_school, make_user

ASK = {"with_school": "yes", "name": "Karin", "email": "Karin@school.test"}
WITHOUT = {"with_school": "no"}
MORNING = {"when": "now", "weekday": "0", "starts": "08:45", "place": "Lokaal 3", "childcare": "on"}


@pytest.fixture
def linde(db):
    return make_school("De Linde", "01AA00", street="Molenkade")


@pytest.fixture
def hafida(client, db):
    person = make_user("hafida")
    client.force_login(person)
    return person


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Do something; then all letters it sent, as pairs of address and text."""

    def ask(deed):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        return [(letter.to[0], letter.body) for letter in mail.outbox]

    return ask


@pytest.fixture
def send(client, linde, hafida):
    """``send(3, company="alone")``: fill in a step of the network hafida is starting."""

    def post(number, **sent):
        return client.post(f"/start/{Founding.objects.get().pk}/stap-{number}/", sent)

    return post


def choose(client, school):
    return client.post("/start/school/", {"school": school.code})


def up_to(number, client, school, send):
    """Take the steps before ``number``."""
    choose(client, school)
    taken = {2: {"first_name": "Hafida"}, 3: {"company": "alone"}, 4: WITHOUT}
    taken |= {5: {"name": "Linde-ouders", "rules": RULES}, 6: MORNING}
    for step in range(2, number):
        assert send(step, **taken[step]).status_code == 302


def test_starting_asks_to_sign_in_first(client, db):
    assert client.get("/start/").url.endswith("?next=/start/")


def test_seven_steps_lead_from_a_school_to_a_network_with_its_first_code(
    linde, hafida, client, send
):
    assert client.get("/start/").url == "/start/school/"
    begun = choose(client, linde).url
    pk = Founding.objects.get().pk
    assert begun == client.get("/start/").url == f"/start/{pk}/stap-2/"
    assert send(2, first_name="Hafida").url == f"/start/{pk}/stap-3/"
    assert send(3, company="alone").url == f"/start/{pk}/stap-4/"
    assert send(4, **WITHOUT).url == f"/start/{pk}/stap-5/"
    rules = client.get(f"/start/{pk}/stap-5/").context["form"]["rules"].value()
    assert len(rules.splitlines()) == len(AGREEMENTS) == 6
    assert send(5, name="Linde-ouders", rules=RULES).url == f"/start/{pk}/stap-6/"
    assert send(6, **MORNING).url == f"/start/{pk}/stap-7/"

    network = Network.objects.get()
    assert (network.school, network.name, network.slug) == (linde, "Linde-ouders", "de-linde")
    assert (network.stage, network.recognition) == ("active", "unaffiliated")
    membership = network.membership_of(hafida)
    assert (membership.started, membership.moderates) == (True, True)
    page = client.get(f"/start/{pk}/stap-7/").content.decode()
    code = Invitation.objects.get().code
    for path in (f"/k/{code}/", f"/uitnodigen/{code}/poster/", f"/uitnodigen/{code}/brief/"):
        assert path in page
    assert send(7).url == "/netwerk/de-linde/"
    assert client.get("/start/").url == "/start/school/"


def test_each_step_is_a_page_and_none_can_be_skipped(linde, hafida, client, send):
    choose(client, linde)
    pk = Founding.objects.get().pk
    for number in (3, 4, 5, 6, 7):
        assert client.get(f"/start/{pk}/stap-{number}/").url == f"/start/{pk}/stap-2/"
        assert send(number, **ASK).url == f"/start/{pk}/stap-2/"
    assert client.get(f"/start/{pk}/stap-8/").status_code == 404
    up_to(7, client, linde, send)
    for number in (2, 3, 4, 5, 6, 7):
        page = client.get(f"/start/{pk}/stap-{number}/")
        assert (page.status_code, f"Stap {number} van 7" in page.content.decode()) == (200, True)


def test_what_was_typed_stays_when_something_is_missing(linde, hafida, client, send):
    up_to(5, client, linde, send)
    answer = send(5, name="", rules="Wij zijn aardig.")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name"}
    assert "<title>Fout: " in answer.content.decode()
    assert "Wij zijn aardig." in answer.content.decode()
    assert Network.objects.get().name == "De Linde"


def test_a_starter_without_a_name_is_asked_for_it(linde, hafida, client, send):
    User.objects.update(first_name="")
    choose(client, linde)
    assert set(send(2, first_name="").context["form"].errors) == {"first_name"}
    assert send(2, first_name="Hafida").status_code == 302
    assert User.objects.get().first_name == "Hafida"


def test_a_school_chosen_elsewhere_is_shown_and_not_yet_kept(linde, hafida, client):
    assert client.get("/start/school/?school=01AA00").context["chosen"] == linde
    assert not Network.objects.exists()


def test_an_unknown_or_vanished_school_is_answered_in_words(linde, hafida, client):
    School.objects.update(vanished_at="2026-01-01T00:00Z")
    for code in ("01AA00", "99XX99", "<b>", ""):
        assert client.post("/start/school/", {"school": code}).status_code == 422
    assert not Network.objects.exists()


# Somebody else was first


def test_a_school_with_a_network_leads_to_that_network(cast, client):
    client.force_login(cast.bart)
    school = cast.lindeboom.school
    assert choose(client, school).url == f"/start/school/?school={school.code}"
    page = client.get(f"/start/school/?school={school.code}").content.decode()
    assert "/netwerken/de-lindeboom/vraag/" in page
    assert "?q=De%20Lindeboom&amp;adres=1" in page
    assert 'name="school" value' not in page
    assert set(Network.objects.all()) == {cast.lindeboom, cast.kompas}


def test_another_school_with_the_same_name_is_found_by_its_address(cast, client):
    make_school("De Lindeboom", "01BB00", street="Vlietkade")
    client.force_login(cast.bart)
    page = client.get("/start/school/?q=vlietkade&adres=1")
    assert [school.code for school in page.context["page"]] == ["01BB00"]
    assert "Wat is de straat of de postcode van de school?" in page.content.decode()
    assert choose(client, School.objects.get(code="01BB00")).url.endswith("/stap-2/")


def test_the_starters_get_the_words_of_the_second_and_can_answer(cast, client, letters):
    client.force_login(cast.bart)
    path = "/netwerken/de-lindeboom/vraag/"
    assert client.post(path, {"text": ""}).status_code == 422
    ((to, body),) = letters(lambda: client.post(path, {"text": "Ik help graag."}))
    assert to == cast.fatima.email
    assert "Ik help graag." in body
    assert mail.outbox[0].extra_headers["Reply-To"] == cast.bart.email
    assert [client.post(path, {"text": "x"}).status_code for _ in range(3)] == [302, 302, 422]


def test_whoever_opens_second_is_led_to_the_first_and_keeps_the_draft(linde, hafida, client, send):
    up_to(4, client, linde, send)
    earlier = make_network("Eerst", linde, make_user("fatima"))
    for sent in (ASK, WITHOUT):
        assert send(4, **sent).url == "/start/school/?school=01AA00"
    assert Network.objects.under_way().get() == earlier
    assert earlier.membership_of(hafida) is None
    assert not SchoolRequest.objects.exists()
    assert Founding.objects.get().network.is_draft
    assert "Gooi weg wat ik begon" in client.get("/start/school/?school=01AA00").content.decode()


@pytest.mark.django_db(transaction=True)
def test_many_opening_at_the_same_moment_get_one_network():
    school = make_school()
    people = [make_user(f"ouder{n}") for n in range(8)]

    def open_one(person):
        try:
            founding = Founding.objects.begin(school=school, by=person)
            founding.go_without_school(by=person)
        except AlreadyThere as earlier:
            return earlier.network.pk
        else:
            return founding.network_id
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        led_to = set(threads.map(open_one, people))

    network = Network.objects.under_way().get()
    assert led_to == {network.pk}
    assert (network.memberships.count(), network.invitations.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_clicks_on_the_first_step_make_one_draft():
    schools = [make_school(f"School {n}", f"01AA0{n}") for n in range(8)]
    person = make_user("hafida")

    def begin(school):
        try:
            return Founding.objects.begin(school=school, by=person).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        begun = set(threads.map(begin, [*schools[:2], *schools[:2] * 3]))

    assert begun == {Founding.objects.get().pk}
    assert Network.objects.get().school in schools[:2]


# Drafts


def test_a_draft_is_seen_by_nobody_but_who_began_it(cast, linde, client):
    founding = Founding.objects.begin(school=linde, by=cast.bart)
    draft = founding.network
    client.force_login(cast.samira)
    assert client.get(f"/netwerken/{draft.slug}/").status_code == 404
    assert client.get(f"/netwerk/{draft.slug}/").status_code == 404
    for step in (2, 7):
        assert client.get(f"/start/{founding.pk}/stap-{step}/").status_code == 404
    assert "linde" not in draft.slug
    assert School.objects.for_options("Molenkade").get().taken == 0
    assert 'id="network-' not in client.get("/netwerken/?q=Molenkade").content.decode()
    assert (
        "heeft een oudernetwerk" not in client.get("/netwerken/scholen/?q=Molenk").content.decode()
    )
    page = client.get("/start/school/?school=01AA00").content.decode()
    assert "Ja, dit is de school" in page
    assert choose(client, linde).url.endswith("/stap-2/")
    assert Founding.objects.count() == 2
    seen = {
        name
        for name in ("samira", "fatima", "bart", "karin", "beheer", "visitor")
        if draft in Network.objects.visible_to(getattr(cast, name))
    }
    assert seen == {"bart"}


def test_a_draft_has_no_codes_and_leads_its_starter_to_the_steps(linde, hafida, client):
    choose(client, linde)
    draft = Network.objects.get()
    assert client.get(f"/netwerk/{draft.slug}/uitnodigen/").status_code == 403
    assert client.post(f"/netwerk/{draft.slug}/uitnodigen/maak/", {"label": "x"}).status_code == 403
    assert not Invitation.objects.exists()
    assert client.get("/netwerk/").url == "/start/"


def test_an_abandoned_draft_leaves_no_trace(linde, hafida, client, send):
    up_to(3, client, linde, send)
    send(3, company="known", name="Emre", where="emre@voorbeeld.test")
    assert client.post(f"/start/{Founding.objects.get().pk}/weg/").url == "/start/school/"
    for model in (Network, Founding, Cofounder, Event):
        assert not model.objects.exists()
    assert not hafida.memberships.exists()


def test_what_others_have_seen_is_not_thrown_away(linde, hafida, client, send):
    up_to(5, client, linde, send)
    assert client.post(f"/start/{Founding.objects.get().pk}/weg/").status_code == 403
    assert Network.objects.count() == 1


def test_choosing_again_changes_the_draft_and_makes_no_second(linde, hafida, client, send):
    other = make_school("De Brug", "01BB00")
    up_to(4, client, linde, send)
    choose(client, other)
    founding = Founding.objects.get()
    assert (founding.network.school, founding.network.name) == (other, "De Brug")
    assert client.get("/start/").url == f"/start/{founding.pk}/stap-4/"


# Twice, back, and two tabs


def test_every_step_sent_twice_makes_nothing_twice(linde, hafida, client, send, letters):
    steps = {
        2: {"first_name": "Hafida"},
        3: {"company": "known", "name": "Emre", "where": "emre@voorbeeld.test"},
        4: ASK,
        5: {"name": "Linde-ouders", "rules": RULES},
        6: MORNING,
        7: {},
    }

    def everything_twice():
        for _ in range(2):
            choose(client, linde)
        for number, sent in steps.items():
            for _ in range(2):
                assert send(number, **sent).status_code == 302

    sent_to = [to for to, _body in letters(everything_twice)]
    assert sorted(sent_to) == ["emre@voorbeeld.test", "karin@school.test"]
    for model in (Network, Founding, Cofounder, SchoolRequest, Invitation, Series):
        assert model.objects.count() == 1
    days = [gathering.series_day for gathering in Gathering.objects.all()]
    assert len(days) == len(set(days)) == 8  # none in the Christmas holiday


def test_going_back_takes_nothing_away(linde, hafida, client, send):
    up_to(7, client, linde, send)
    send(3, company="alone")
    send(2, first_name="Hafida")
    founding = Founding.objects.get()
    assert client.get("/start/").url == f"/start/{founding.pk}/stap-7/"
    assert founding.network.rules == RULES
    assert Series.objects.count() == 1


def test_a_second_tab_may_ask_the_school_after_the_first_began_without(
    linde, hafida, client, send, letters
):
    up_to(5, client, linde, send)
    assert [to for to, _ in letters(lambda: send(4, **ASK))] == ["karin@school.test"]
    assert send(4, **WITHOUT).status_code == 302
    network = Network.objects.get()
    assert (network.stage, network.recognition) == ("active", "unaffiliated")


# Later, on another device


def test_going_on_later_sends_a_link_that_keeps_what_was_typed(
    linde, hafida, client, send, letters
):
    up_to(5, client, linde, send)
    pk = Founding.objects.get().pk
    typed = {"name": "Half", "rules": "Nog niet af"}
    ((to, body),) = letters(lambda: client.post(f"/start/{pk}/stap-5/later/", typed))
    assert to == hafida.email
    link = re.search(r"/start/verder/\S+", body).group()

    client.logout()
    assert "?next=/start/verder/" in client.get(link).url
    assert "_auth_user_id" not in client.session
    client.force_login(hafida)
    assert client.get(link).url == f"/start/{pk}/stap-5/"
    form = client.get(f"/start/{pk}/stap-5/").context["form"]
    assert (form["name"].value(), form["rules"].value()) == ("Half", "Nog niet af")
    assert Network.objects.get().name == "De Linde"


def test_the_link_works_for_nobody_else_and_not_for_ever(linde, hafida, client):
    choose(client, linde)
    link = Founding.objects.get().link_for(hafida).removeprefix("http://localhost:8000")
    client.force_login(make_user("bart"))
    assert client.get(link).status_code == 403
    client.force_login(hafida)
    assert client.get(link[:-3] + "xx/").status_code == 410
    with time_machine.travel("2027-06-01", tick=False):
        client.force_login(hafida)
        assert client.get(link).status_code == 410


def test_a_starter_with_a_number_gets_the_link_as_a_text(
    linde, client, django_capture_on_commit_callbacks
):
    person = User.objects.create_user(mobile="+31612345678", first_name="Samira")
    client.force_login(person)
    founding = Founding.objects.begin(school=linde, by=person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/start/{founding.pk}/stap-2/later/")
    ((number, text),) = texts.outbox
    assert number == "+31612345678"
    assert "/start/verder/" in text


# The first morning


def test_the_first_morning_is_every_week_public_and_after_today(linde, hafida, client, send):
    up_to(7, client, linde, send)
    series = Series.objects.get()
    assert (series.title, series.place, series.childcare) == ("Koffieochtend", "Lokaal 3", True)
    assert series.first_on.weekday() == 0
    first = Gathering.objects.order_by("starts_at").first()
    assert (first.series_day, first.is_public) == (series.first_on, True)
    pk = Founding.objects.get().pk
    assert "8.45" in client.get(f"/start/{pk}/stap-6/").content.decode()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"starts": ""}, "starts"),
        ({"starts": "25:00"}, "starts"),
        ({"place": ""}, "place"),
        ({"weekday": "9"}, "weekday"),
        ({"starts": "03:00"}, "starts"),
    ],
)
def test_a_morning_that_cannot_be_is_answered_in_words(linde, hafida, client, send, changed, wrong):
    up_to(6, client, linde, send)
    answer = send(6, **(MORNING | changed))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {wrong})
    assert not Series.objects.exists()


def test_without_a_morning_the_network_goes_on(linde, hafida, client, send):
    up_to(6, client, linde, send)
    assert send(6, when="later").url.endswith("/stap-7/")
    assert not Series.objects.exists()


def test_the_letter_to_take_home_is_for_who_invites(linde, hafida, client, send):
    up_to(7, client, linde, send)
    path = f"/netwerk/de-linde/uitnodigen/{Invitation.objects.get().code}/brief/"
    page = client.get(path).content.decode()
    assert "Beste ouder," in page
    assert Invitation.objects.get().spoken_link[1] in page
    stranger = make_user("bart")
    Network.objects.get().admit(stranger, by=hafida)
    client.force_login(stranger)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize(
    ("name", "slug"),
    [("De Lindeboom", "de-lindeboom-2"), ("العربية", "netwerk"), ("Scholen", "scholen-2")],
)
def test_an_address_is_never_taken_twice_or_in_the_way(cast, linde, name, slug):
    network = Network.objects.start(school=linde, name=name, rules="", by=cast.bart)
    assert network.slug == slug
