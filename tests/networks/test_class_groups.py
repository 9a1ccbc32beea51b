"""Groups of a class: inside the network of the school, for its parents, and never listed."""

import pytest

from community.access import can
from community.accounts import closing
from networks.models import Closing, LastModerator, Network
from networks.models.kind import Kind
from networks.tasks import listen_for_silence

GROUPS = "/netwerk/de-lindeboom/klassen/"


@pytest.fixture
def group(cast):
    """Groep 5b, begun by Samira, with Naima in it."""
    group = cast.lindeboom.begin_group("Groep 5b", by=cast.samira)
    group.admit(cast.naima, by=cast.naima)
    return group


def inside(group):
    return {member.user.first_name.lower() for member in group.memberships.current()}


def test_any_parent_begins_a_group_and_moderates_it(cast, client):
    client.force_login(cast.samira)
    client.post(f"{GROUPS}begin/", {"name": "Groep 5b"})
    group = cast.lindeboom.class_groups.get()
    assert (group.kind, group.school, group.name) == (Kind.CLASS, None, "Groep 5b")
    assert group.membership_of(cast.samira).moderates
    assert group.rules == cast.lindeboom.rules


def test_the_second_who_begins_the_same_joins_the_first(cast, group, client):
    client.force_login(cast.emre)
    assert client.post(f"{GROUPS}begin/", {"name": "groep 5B"}).url == group.get_absolute_url()
    assert cast.lindeboom.class_groups.count() == 1
    assert inside(group) == {"samira", "naima", "emre"}
    assert not group.membership_of(cast.emre).moderates


def test_a_group_needs_a_name(cast, client):
    client.force_login(cast.samira)
    answer = client.post(f"{GROUPS}begin/", {"name": " "})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"name"})


def test_parents_of_the_network_join_with_one_tap_and_twice_is_once(cast, group, client):
    client.force_login(cast.marieke)
    address = f"{GROUPS}{group.pk}/doe-mee/"
    assert [client.post(address).url for _tap in range(2)] == [group.get_absolute_url()] * 2
    assert inside(group) == {"samira", "naima", "marieke"}


def test_who_may_begin_and_join(cast, group, names):
    parents = {"samira", "fatima", "emre", "naima", "marieke", "amal"}
    assert names(lambda who: can(who, "networks.begin_group", cast.lindeboom)) == parents
    assert names(lambda who: can(who, "networks.join_group", group)) == parents
    assert names(lambda who: can(who, "networks.begin_group", group)) == set()
    assert names(lambda who: can(who, "networks.invite", group)) == set()


def test_others_do_not_know_it_is_there(cast, group, client):
    answers = {}
    for name in ("samira", "emre", "karin", "bart", "joost", "beheer"):
        client.force_login(getattr(cast, name))
        answers[name] = (
            client.get(GROUPS).status_code,
            client.get(group.get_absolute_url()).status_code,
        )
    assert answers == {
        "samira": (200, 200),
        "emre": (200, 404),  # may join, and has not
        **dict.fromkeys(("karin", "bart", "joost", "beheer"), (404, 404)),
    }
    client.logout()
    assert client.get(f"/netwerken/{group.slug}/").status_code == 404
    assert group not in Network.objects.listed()
    assert "Groep 5b" not in client.get("/netwerken/").content.decode()


def test_who_leaves_the_school_network_leaves_its_groups(cast, group):
    cast.lindeboom.membership_of(cast.naima).end(by=cast.naima)
    assert inside(group) == {"samira"}


def test_the_only_moderator_of_a_group_hands_it_over_first(cast, group, client):
    client.force_login(cast.samira)
    assert client.post("/netwerk/de-lindeboom/stop/").status_code == 403
    with pytest.raises(LastModerator):
        cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)
    assert inside(group) == {"samira", "naima"}
    assert cast.lindeboom.membership_of(cast.samira) is not None
    assert any("Groep 5b" in reason for reason in closing.reasons_to_wait(cast.samira))


def test_of_who_is_let_go_the_moderator_takes_the_group_over(cast, group):
    cast.lindeboom.revoke(cast.samira, reason="Reclame", by=cast.fatima)
    assert inside(group) == {"naima", "fatima"}
    assert group.membership_of(cast.fatima).moderates
    assert not can(cast.samira, "networks.join_group", group)


def test_it_ends_with_the_network_and_does_not_go_on_alone(cast, group):
    Closing.objects.propose(cast.lindeboom, words="Klaar", by=cast.fatima).agree(by=cast.emre)
    group = Network.objects.get(pk=group.pk)
    assert group.is_archived
    assert not can(cast.samira, "networks.restore", group)
    Network.objects.get(pk=cast.lindeboom.pk).restore(by=cast.fatima)
    assert can(cast.samira, "networks.restore", Network.objects.get(pk=group.pk))


def test_nobody_is_asked_when_a_class_is_silent(cast, group, time_machine):
    time_machine.move_to("2030-01-15")
    listen_for_silence()
    assert not group.silences.exists()
    assert cast.lindeboom.silences.exists()


def test_a_school_with_only_a_class_group_elsewhere_is_still_free(cast, group):
    assert list(Network.objects.of_school(cast.lindeboom.school)) == [cast.lindeboom]
    assert cast.lindeboom.school.open_networks == [cast.lindeboom]


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_for_one_and_five(cast, client, number, django_assert_num_queries):
    for n in range(number):
        cast.lindeboom.begin_group(f"Groep {n}", by=cast.samira)
    client.force_login(cast.emre)
    with django_assert_num_queries(9):
        client.get(GROUPS)
