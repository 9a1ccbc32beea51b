"""Codes: typing them over, what they show, and the step inside."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from community.accounts.models import User
from networks.models import Invitation, Membership
from tests.factories import make_network, make_school, make_user

INSIDE = ("Samira", "Fatima", "Emre", "Naima", "Marieke", "Amal", "Karin")


@pytest.fixture
def poster(cast):
    return cast.lindeboom.invite(label="Hek", by=cast.fatima, code="7m2k")


@pytest.fixture
def newcomer(db, client):
    person = make_user("nieuw")
    User.objects.filter(pk=person.pk).update(first_name="")
    client.force_login(User.objects.get(pk=person.pk))
    return User.objects.get(pk=person.pk)


def answers(**changes):
    return {
        "first_name": "Hafida",
        "languages": ["nl"],
        "groups": [5, 2],
        "shielded": "no",
    } | changes


def spoil(invitation, how):
    changes = {
        "expired": {"expires_at": timezone.now() - timedelta(seconds=1)},
        "revoked": {"revoked_at": timezone.now()},
        "used up": {"most_uses": 1, "uses": 1},
    }
    Invitation.objects.filter(pk=invitation.pk).update(**changes[how])


def test_whoever_holds_the_code_reads_about_the_school_and_nobody_inside(poster, client):
    page = client.get("/k/7m2k/").content.decode()
    assert "De Lindeboom" in page
    assert "/k/7m2k/doe-mee/" in page
    assert [name for name in INSIDE if name in page] == []


@pytest.mark.parametrize("typed", ["7M2K", "7m-2k", "7M%202K", " 7m2k"])
def test_a_code_typed_otherwise_leads_to_its_one_address(poster, client, typed):
    assert client.get(f"/k/{typed}/").url == "/k/7m2k/"
    assert client.get("/k/", {"code": typed.replace("%20", " ")}).url == "/k/7m2k/"


def test_an_address_all_in_capitals_is_the_same_door(poster, client):
    answer = client.get(f"/K/{poster.code.upper()}", follow=True)
    assert answer.redirect_chain[-1] == (poster.get_absolute_url(), 302)
    assert answer.context["invitation"] == poster


def test_typing_no_code_is_answered_in_words(db, client):
    empty, signs = client.get("/k/?code="), client.get("/k/?code=---")
    assert [page.status_code for page in (client.get("/k/"), empty, signs)] == [200, 422, 422]
    assert client.get("/k/---/").url == "/k/"


def main_of(answer):
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def test_an_unknown_code_is_the_same_page_for_everybody(cast, poster, client):
    pages = {}
    for name in ("visitor", "samira", "bart"):
        if name != "visitor":
            client.force_login(getattr(cast, name))
        answer = client.get("/k/zzzzzz/")
        pages[name] = (answer.status_code, main_of(answer))
    assert len(set(pages.values())) == 1
    assert pages["visitor"][0] == 404


@pytest.mark.parametrize("how", ["expired", "revoked", "used up"])
def test_a_code_that_no_longer_works_is_the_page_of_a_wrong_one(cast, poster, client, how):
    client.force_login(cast.bart)
    wrong = main_of(client.get("/k/zzzzzz/"))
    spoil(poster, how)
    seen, pressed = client.get("/k/7m2k/"), client.post("/k/7m2k/doe-mee/")
    assert main_of(seen) == main_of(pressed) == wrong
    assert seen.status_code == pressed.status_code == 404
    assert "Lindeboom" not in wrong
    assert cast.lindeboom.membership_of(cast.bart) is None


@pytest.mark.parametrize("how", ["expired", "revoked", "used up"])
def test_codes_that_no_longer_work_count_as_guesses(poster, client, how):
    spoil(poster, how)
    assert [client.get("/k/7m2k/").status_code for n in range(11)] == [404] * 10 + [429]


def test_a_code_that_asks_leads_to_the_question(cast, poster, client):
    Invitation.objects.update(lets_in=False)
    client.force_login(cast.bart)
    answer = client.post("/k/7m2k/doe-mee/", {"groups": [4]})
    assert answer.url == "/netwerken/de-lindeboom/verzoek/?code=7m2k"
    assert poster.redeem(cast.bart) is None
    assert cast.lindeboom.membership_of(cast.bart) is None


def test_guessing_stops_after_ten_and_then_right_codes_tell_nothing(poster, client):
    wrong = [client.get(f"/k/zzzz{n}/").status_code for n in range(11)]
    assert wrong == [404] * 10 + [429]
    assert client.get("/k/7m2k/").status_code == 429
    assert client.get("/k/7m2k/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_right_codes_are_not_counted(poster, client):
    assert {client.get("/k/7m2k/").status_code for _ in range(30)} == {200}


def test_joining_asks_to_sign_in_and_comes_back(poster, client):
    answer = client.get("/k/7m2k/doe-mee/")
    assert answer.status_code == 302
    assert answer.url.endswith("?next=/k/7m2k/doe-mee/")


def test_a_newcomer_says_who_they_are_and_is_in(cast, poster, newcomer, client):
    asked = client.get("/k/7m2k/doe-mee/").context["form"]
    assert list(asked.fields) == [
        *("first_name", "groups", "shows_groups", "languages", "shielded")
    ]
    assert client.post("/k/7m2k/doe-mee/", answers()).url == "/netwerk/de-lindeboom/welkom/"
    membership = cast.lindeboom.membership_of(newcomer)
    assert (membership.kind, membership.groups) == ("parent", [2, 5])
    newcomer.refresh_from_db()
    assert (newcomer.first_name, newcomer.languages, newcomer.shielded) == ("Hafida", ["nl"], False)
    assert Invitation.objects.get().uses == 1


def test_a_newcomer_may_shield_themselves_before_anybody_sees_them(cast, poster, newcomer, client):
    client.post("/k/7m2k/doe-mee/", answers(shielded="yes"))
    newcomer.refresh_from_db()
    assert newcomer.shielded
    assert cast.lindeboom.membership_of(newcomer).group_line == ""


def test_what_is_missing_is_named_and_what_was_typed_is_kept(poster, newcomer, client):
    answer = client.post("/k/7m2k/doe-mee/", answers(first_name="", groups=[3]))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"first_name"}
    assert answer.context["form"]["groups"].value() == ["3"]
    assert not Membership.objects.filter(user=newcomer).exists()


def test_somebody_we_know_is_asked_for_the_groups_only(cast, poster, client):
    client.force_login(cast.bart)
    asked = client.get("/k/7m2k/doe-mee/").context["form"]
    assert list(asked.fields) == ["groups", "shows_groups"]
    client.post("/k/7m2k/doe-mee/", {"groups": [4]})
    assert cast.lindeboom.membership_of(cast.bart).groups == [4]


def test_groups_are_shown_only_by_ones_own_choice(cast, poster, client):
    client.force_login(cast.bart)
    client.post("/k/7m2k/doe-mee/", {"groups": [4]})
    assert cast.lindeboom.membership_of(cast.bart).group_line == ""
    poster.redeem(cast.ruud, groups=[4], shows_groups=True)
    assert cast.lindeboom.membership_of(cast.ruud).group_line == "groep 4"


def test_looking_at_the_door_does_not_let_anybody_in(cast, poster, client):
    client.force_login(cast.bart)
    client.get("/k/7m2k/")
    client.get("/k/7m2k/doe-mee/")
    assert cast.lindeboom.membership_of(cast.bart) is None
    assert Invitation.objects.get().uses == 0


def test_a_member_goes_straight_to_start_and_costs_no_use(cast, poster, client):
    client.force_login(cast.samira)
    assert client.get("/k/7m2k/doe-mee/").url == "/netwerk/de-lindeboom/"
    assert poster.redeem(cast.samira) == cast.lindeboom.membership_of(cast.samira)
    assert Invitation.objects.get().uses == 0


def test_somebody_who_left_may_come_back_with_a_code(cast, poster):
    assert poster.redeem(cast.joost).user == cast.joost
    assert cast.joost.memberships.count() == 2


def race(question, answers):
    """Ask ``question`` of every answer at the same time; what came out, in order."""

    def ask(thing):
        try:
            return question(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(answers)) as threads:
        return list(threads.map(ask, answers))


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_on_a_code_for_one_let_exactly_one_in():
    fatima = make_user("fatima")
    network = make_network("De Lindeboom", make_school(), by=fatima)
    invitation = network.invite(label="Brief", by=fatima, most_uses=1)
    crowd = [make_user(f"ouder{n}") for n in range(50)]

    results = race(lambda person: Invitation.objects.get().redeem(person), crowd)

    assert sum(membership is not None for membership in results) == 1
    assert network.memberships.current().count() == 2
    assert Invitation.objects.get(pk=invitation.pk).uses == 1


@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once_on_a_code_for_ten_make_exactly_ten_members():
    fatima = make_user("fatima")
    network = make_network("De Lindeboom", make_school(), by=fatima)
    invitation = network.invite(label="Brief", by=fatima, most_uses=10)
    crowd = [make_user(f"ouder{n}") for n in range(100)]

    results = race(lambda person: Invitation.objects.get().redeem(person), crowd)

    assert sum(membership is not None for membership in results) == 10
    assert network.memberships.current().exclude(user=fatima).count() == 10
    assert Invitation.objects.get(pk=invitation.pk).uses == 10


@pytest.mark.django_db(transaction=True)
def test_one_person_pressing_many_times_uses_the_code_once():
    fatima, samira = make_user("fatima"), make_user("samira")
    network = make_network("De Lindeboom", make_school(), by=fatima)
    network.invite(label="Brief", by=fatima, most_uses=5)

    results = race(lambda person: Invitation.objects.get().redeem(person).pk, [samira] * 8)

    assert set(results) == {network.membership_of(samira).pk}
    assert Invitation.objects.get().uses == 1
