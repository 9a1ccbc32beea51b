"""Every path that can end a role, walked by the last moderator: none leaves a network alone."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.core import mail
from django.db import connection, models, transaction
from django.test import Client

from community.accounts import closing
from networks.models import LastModerator, Membership, Network, Role, Term
from networks.tasks import keep_terms
from tests.factories import make_network, make_school, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alone():
    """A network whose only moderator is Fatima; Samira is a parent in it."""
    network = make_network("De Lindeboom", make_school(), by=make_user("fatima"))
    network.memberships.create(user=make_user("samira"))
    return network


def moderating(network):
    return network.memberships.current().filter(moderates=True, user__is_active=True)


def fatima_of(network):
    return network.memberships.get(user__first_name="Fatima")


def term_of(membership):
    return Term.objects.held().get(membership=membership, role=Role.MODERATOR)


def leaves(membership):
    membership.end(by=membership.user)


def is_let_go(membership):
    membership.end(by=membership.network.memberships.get(user__first_name="Samira").user)


def is_removed_with_a_reason(membership):
    samira = membership.network.memberships.get(user__first_name="Samira").user
    membership.network.revoke(membership.user, reason="Reclame", by=samira, bar=True)


def gives_the_role_back(membership):
    term_of(membership).end(by=membership.user)


def closes_the_account(membership):
    closing.close(membership.user)


def is_deleted(membership):
    membership.user.delete()


def is_deleted_in_bulk(membership):
    type(membership.user).objects.filter(pk=membership.user_id).delete()


def runs_out_of_time(membership):
    Term.objects.filter(membership=membership).update(ends_on="2020-07-31")
    keep_terms()


def presses_stop_on_the_page(membership):
    _browser(membership).post(f"{membership.get_absolute_url()}stop/")


def presses_stop_task_on_the_page(membership):
    url = f"{membership.get_absolute_url()}taak/{term_of(membership).pk}/stop/"
    _browser(membership).post(url)


def presses_close_my_account(membership):
    """Signed in with a code just now, which is the proof that page asks for."""
    browser = Client()
    browser.post("/account/inloggen/", {"where": membership.user.email})
    digits = "".join(c for c in mail.outbox[-1].subject if c.isdigit())
    browser.post("/account/code/", {"code": digits})
    assert browser.post("/ik/stop/").status_code == 403


def hands_over_to_somebody_who_left_meanwhile(membership):
    samira = membership.network.memberships.get(user__first_name="Samira")
    term = Term.objects.offer(Role.MODERATOR, to=samira, by=membership.user, instead_of=membership)
    leaves(samira)
    term.accept(by=samira.user)


def _browser(membership):
    browser = Client()
    browser.force_login(membership.user)
    return browser


@pytest.mark.parametrize(
    "path",
    [
        *(leaves, is_let_go, gives_the_role_back, closes_the_account, is_deleted),
        is_removed_with_a_reason,
        *(is_deleted_in_bulk, runs_out_of_time, presses_stop_on_the_page),
        *(presses_stop_task_on_the_page, presses_close_my_account),
        hands_over_to_somebody_who_left_meanwhile,
    ],
    ids=lambda path: path.__name__,
)
def test_no_path_takes_the_last_moderator(alone, path):
    with suppress(LastModerator, models.ProtectedError):  # what counts is who is left
        path(fatima_of(alone))

    assert [m.user.first_name for m in moderating(alone)] == ["Fatima"]
    assert term_of(fatima_of(alone)).is_held
    assert alone.memberships.count() == 2


@pytest.mark.parametrize(
    "path",
    [leaves, gives_the_role_back, closes_the_account],
    ids=lambda path: path.__name__,
)
def test_with_a_second_moderator_every_path_is_open(alone, path):
    samira = alone.memberships.get(user__first_name="Samira")
    Term.objects.offer(Role.MODERATOR, to=samira, by=fatima_of(alone).user).accept(by=samira.user)

    path(fatima_of(alone))
    assert [m.user.first_name for m in moderating(alone)] == ["Samira"]


@pytest.fixture
def class_alone():
    """A class group whose only moderator is Fatima, who does not moderate its school's network."""
    school = make_network("De Lindeboom", make_school(), by=make_user("samira"))
    fatima = make_user("fatima")
    school.admit(fatima, by=fatima)
    group = school.begin_group("Groep 5b", by=fatima)
    samira = school.memberships.get(user__first_name="Samira").user
    group.admit(samira, by=samira)
    return group


@pytest.mark.parametrize(
    "path",
    [leaves, gives_the_role_back, closes_the_account, runs_out_of_time, presses_stop_on_the_page],
    ids=lambda path: path.__name__,
)
def test_no_path_takes_the_last_moderator_of_a_class(class_alone, path):
    for membership in (fatima_of(class_alone), fatima_of(class_alone.parent)):
        with suppress(LastModerator, Term.DoesNotExist):
            path(membership)
    assert [m.user.first_name for m in moderating(class_alone)] == ["Fatima"]
    assert class_alone.parent.memberships.current().count() == 2


def test_a_class_whose_moderator_is_let_go_has_the_one_who_did_it(class_alone):
    is_removed_with_a_reason(fatima_of(class_alone.parent))
    assert [m.user.first_name for m in moderating(class_alone)] == ["Samira"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (leaves, leaves),
        (gives_the_role_back, gives_the_role_back),
        (leaves, gives_the_role_back),
        (closes_the_account, leaves),
        (closes_the_account, closes_the_account),
        (runs_out_of_time, leaves),
    ],
    ids=lambda path: path.__name__,
)
def test_two_who_go_at_the_same_moment_leave_one(alone, first, second):
    samira = alone.memberships.get(user__first_name="Samira")
    Term.objects.take(Role.MODERATOR, of=samira, by=samira.user)

    def go(deed, pk):
        try:
            deed(Membership.objects.select_related("user", "network").get(pk=pk))
        except LastModerator:
            return "stays"
        finally:
            connection.close()
        return "went"

    with ThreadPoolExecutor(2) as both:
        told = [both.submit(go, first, fatima_of(alone).pk), both.submit(go, second, samira.pk)]
        [one.result() for one in told]

    assert moderating(alone).count() == 1
    assert Term.objects.held().filter(role=Role.MODERATOR).count() == 1


def test_deleting_a_person_never_deletes_what_a_network_made(alone):
    samira = alone.memberships.get(user__first_name="Samira")
    forum = alone.forums.create(name="Alle ouders")
    topic = forum.start_topic(title="Wie heeft een jas?", text="Maat 128.", by=samira.user)

    closing.close(samira.user)

    topic.refresh_from_db()
    assert topic.posts.get().text == "Maat 128."
    assert topic.author.shown_name == "Een ouder"
    assert Network.objects.get() == alone


def test_what_one_part_refuses_no_part_forgets(alone):
    fatima = fatima_of(alone).user
    with pytest.raises(LastModerator), transaction.atomic():
        closing.close(fatima)

    fatima.refresh_from_db()
    assert (fatima.first_name, fatima.email, fatima.is_active) == (
        "Fatima",
        "fatima@voorbeeld.test",
        True,
    )
