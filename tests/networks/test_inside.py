"""Start, who is who, the agreements, and the way out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.accounts.models import User
from networks.models import Membership, Network
from networks.models.membership import LastModerator
from networks.panels import PANELS
from tests.factories import (
    make_forum,
    make_gathering,
    make_messages,
    make_network,
    make_room,
    make_school,
    make_topic,
    make_user,
)

START = "/netwerk/de-lindeboom/"


@pytest.fixture
def visit(cast, client):
    """Fetch a page of De Lindeboom as somebody of the cast."""

    def fetch(name, path=""):
        client.force_login(getattr(cast, name))
        return client.get(f"{START}{path}")

    return fetch


def add_parents(network, number, **fields):
    for n in range(number):
        person = make_user(f"extra{n}-{len(fields)}", **fields)
        network.memberships.create(user=person, groups=[n % 8 + 1])


@pytest.mark.parametrize("path", ["", "mensen/", "afspraken/", "uitnodigen/", "stop/"])
def test_a_network_is_not_there_for_others(cast, client, path):
    answers = {}
    for name in ("bart", "joost", "ruud", "beheer"):
        client.force_login(getattr(cast, name))
        answers[name] = client.get(f"{START}{path}").status_code
    assert set(answers.values()) == {404}
    client.logout()
    assert client.get(f"{START}{path}").status_code == 302


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ("04:59", "evening"),
        ("05:00", "morning"),
        ("11:59", "morning"),
        ("12:00", "afternoon"),
        ("17:59", "afternoon"),
        ("18:00", "evening"),
    ],
)
def test_start_greets_by_the_local_clock(visit, clock, part):
    with time_machine.travel(f"2026-11-24T{clock}+01:00", tick=False):
        assert visit("samira").context["part_of_day"] == part


def test_everybody_is_greeted_by_their_own_name_also_who_is_shielded(visit):
    assert "<bdi>Amal</bdi></h1>" in visit("amal").content.decode()


def test_start_shows_each_panel_once_and_in_order(visit):
    context = visit("samira").context
    shown = [template for template, facts in context["main"]]
    declared = [panel.main for panel in PANELS if panel.main]
    assert shown == [template for template in declared if template in shown]


def test_helpers_are_contact_parents_and_moderators_but_not_oneself(cast, visit):
    def helpers(name):
        return {m.user.first_name for m in visit(name).context["helpers"]}

    assert helpers("samira") == {"Naima", "Fatima", "Emre"}
    assert helpers("naima") == {"Fatima", "Emre"}
    cast.emre.introduce(first_name="Emre", languages=[], shielded=True)
    assert helpers("samira") == {"Naima", "Fatima"}


def test_the_task_of_inviting_is_shown_to_who_may(visit):
    inside = {"samira", "fatima", "emre", "naima", "marieke", "amal", "karin"}
    assert {name for name in inside if visit(name).context["network"].reader_invites} == {
        "fatima",
        "emre",
        "naima",
    }


def test_start_of_one_with_several_networks_is_the_choice(cast, client):
    client.force_login(cast.samira)
    assert client.get("/netwerk/").url == START
    cast.kompas.admit(cast.samira, by=cast.bart)
    names = [network.name for network in client.get("/netwerk/").context["networks"]]
    assert names == ["De Lindeboom", "Het Kompas"]
    client.force_login(cast.ruud)
    assert client.get("/netwerk/").context["networks"] == []


def listed(answer):
    return [member.user.first_name for member in answer.context["page"]]


def test_parents_are_listed_by_first_name_and_the_shielded_are_a_number(cast, visit):
    answer = visit("samira", "mensen/")
    assert listed(answer) == ["Emre", "Fatima", "Marieke", "Naima", "Samira"]
    assert answer.context["roster"].counts == {"named": 5, "unnamed": 1}
    assert "Amal" not in answer.content.decode()


def test_a_shielded_person_finds_no_trace_of_their_name_but_their_own_greeting(cast, client):
    cast.naima.introduce(first_name="Naima", languages=["ar"], shielded=True)
    for name in ("samira", "fatima", "karin"):
        client.force_login(getattr(cast, name))
        for path in ("", "mensen/", "afspraken/"):
            assert "Naima" not in client.get(f"{START}{path}").content.decode()


def test_roles_are_shown_once_each(visit):
    roster = visit("samira", "mensen/").context["roster"]
    assert {m.user.first_name for m in roster.callers} == {"Naima"}
    assert {m.user.first_name for m in roster.runners} == {"Emre", "Fatima", "Marieke"}
    assert {m.user.first_name for m in roster.staff} == {"Karin"}


def test_staff_see_who_holds_a_task_and_not_the_other_parents(visit):
    answer = visit("karin", "mensen/")
    assert answer.context["page"] is None
    text = answer.content.decode()
    shown = {name for name in ("Samira", "Amal", "Fatima", "Emre", "Naima") if name in text}
    assert shown == {"Fatima", "Emre", "Naima"}


def test_names_of_other_networks_are_nowhere(visit):
    for path in ("", "mensen/"):
        assert "Bart" not in visit("samira", path).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_people_page_costs_the_same_for_one_and_three(
    cast, client, number, django_assert_max_num_queries
):
    add_parents(cast.lindeboom, number)
    client.force_login(cast.samira)
    with django_assert_max_num_queries(12):
        client.get(f"{START}mensen/")


def test_two_thousand_members_come_sixty_at_a_time(cast, client, django_assert_max_num_queries):
    User.objects.bulk_create(
        User(email=f"o{n}@voorbeeld.test", first_name=f"Ouder{n:04}", password="!")
        for n in range(2000)
    )
    Membership.objects.bulk_create(
        Membership(network=cast.lindeboom, user=person)
        for person in User.objects.filter(first_name__startswith="Ouder")
    )
    client.force_login(cast.samira)
    with django_assert_max_num_queries(12):
        answer = client.get(f"{START}mensen/?pagina=2")
    assert len(answer.context["page"]) == 60
    assert answer.context["roster"].counts == {"named": 2005, "unnamed": 1}


def test_start_costs_the_same_for_one_and_three_of_everything(cast, visit):
    forum, room = make_forum(cast.lindeboom), make_room(cast.lindeboom)
    costs = set()
    for number in (1, 2):  # one of each, then three
        for n in range(number):
            make_topic(forum, cast.emre, title=f"Vraag {number}{n}")
            make_gathering(cast.lindeboom, days=number + n)
            helper = make_user(f"helper{number}{n}")
            cast.lindeboom.memberships.create(user=helper, calls=True)
        make_messages(room, cast.emre, number)
        visit("samira")
        with CaptureQueriesContext(connection) as queries:
            visit("samira")
        costs.add(len(queries))
    assert len(costs) == 1


def test_the_agreements_are_listed_line_by_line(cast, visit):
    text = visit("karin", "afspraken/").content.decode()
    assert [line for line in cast.lindeboom.rule_lines() if line not in text] == []


def test_leaving_closes_the_whole_network_at_once(cast, client):
    client.force_login(cast.samira)
    assert client.get(f"{START}stop/").status_code == 200
    assert cast.lindeboom.membership_of(cast.samira) is not None  # looking is not leaving
    assert client.post(f"{START}stop/").url == "/gestopt/"
    assert client.get("/gestopt/").status_code == 200
    for path in ("", "mensen/", "afspraken/", "uitnodigen/", "stop/"):
        assert client.get(f"{START}{path}").status_code == 404
    assert client.post(f"{START}stop/").status_code == 404


def test_the_only_moderator_is_told_to_ask_somebody_first(cast, client):
    cast.lindeboom.membership_of(cast.emre).end(by=cast.emre)
    client.force_login(cast.fatima)
    assert client.get(f"{START}stop/").context["may_leave"] is False
    assert client.post(f"{START}stop/").status_code == 403
    with pytest.raises(LastModerator):
        cast.lindeboom.membership_of(cast.fatima).end(by=cast.fatima)
    assert cast.lindeboom.membership_of(cast.fatima) is not None


def test_a_membership_ends_once(cast):
    samira = cast.lindeboom.membership_of(cast.samira)
    again = Membership.objects.get(pk=samira.pk)
    samira.end(by=cast.samira)
    ended_at = Membership.objects.get(pk=samira.pk).ended_at
    again.end(by=cast.samira)
    assert Membership.objects.get(pk=samira.pk).ended_at == ended_at


@pytest.mark.django_db(transaction=True)
def test_two_moderators_leaving_together_do_not_orphan_the_network():
    fatima, emre = make_user("fatima"), make_user("emre")
    network = make_network("De Lindeboom", make_school(), by=fatima)
    network.memberships.create(user=emre, moderates=True)

    def leave(person):
        try:
            Network.objects.get().membership_of(person).end(by=person)
        except LastModerator:
            return "stays"
        finally:
            connection.close()
        return "left"

    with ThreadPoolExecutor(2) as threads:
        results = sorted(threads.map(leave, [fatima, emre]))

    assert results == ["left", "stays"]
    assert network.memberships.current().filter(moderates=True).count() == 1
