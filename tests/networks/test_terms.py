"""Roles are asked for, said yes to, held for a time and given back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from networks.models import LastModerator, Membership, Role, Term
from networks.models.role import end_of_school_year
from networks.tasks import keep_terms
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    """Fatima asked Samira to moderate."""
    return offer(cast, "samira")


def offer(cast, name, role=Role.MODERATOR, **facts):
    to = cast.lindeboom.membership_of(getattr(cast, name))
    return Term.objects.offer(role, to=to, by=cast.fatima, **facts)


def moderators(network):
    return {m.user.first_name.lower() for m in network.memberships.current().filter(moderates=True)}


def heard(person):
    return {n.kind for n in person.notifications.all()}


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 8, 1), date(2027, 7, 31)),
        (date(2026, 11, 26), date(2027, 7, 31)),
        (date(2027, 7, 31), date(2027, 7, 31)),
    ],
)
def test_a_school_year_ends_on_the_last_of_july(day, last):
    assert end_of_school_year(day) == last


def test_whoever_starts_a_network_moderates_it_until_the_end_of_the_school_year(cast):
    term = Term.objects.held().get(membership__user=cast.fatima)

    assert term.role == Role.MODERATOR
    assert term.ends_on == end_of_school_year(today())


def test_asking_changes_nothing_before_the_yes(cast, asked, django_capture_on_commit_callbacks):
    assert moderators(cast.lindeboom) == {"fatima", "emre"}
    assert asked.is_asked
    with django_capture_on_commit_callbacks(execute=True):
        asked.accept(by=cast.samira)
    assert moderators(cast.lindeboom) == {"fatima", "emre", "samira"}


def test_only_who_was_asked_hears_the_question(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        offer(cast, "samira")

    assert heard(cast.samira) == {"networks.task_offered"}
    assert heard(cast.emre) == heard(cast.naima) == heard(cast.amal) == set()


def test_a_yes_is_heard_by_parents_with_a_task_and_nobody_else(
    cast, asked, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked.accept(by=cast.samira)

    begun = {"networks.task_begun"}
    assert heard(cast.fatima) == heard(cast.emre) == heard(cast.naima) == begun
    assert heard(cast.amal) == heard(cast.karin) == heard(cast.bart) == set()


def test_a_no_is_heard_by_who_asked_alone(cast, asked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        asked.decline(by=cast.samira)

    assert heard(cast.fatima) == {"networks.task_declined"}
    assert heard(cast.emre) == set()
    assert moderators(cast.lindeboom) == {"fatima", "emre"}


def test_asking_twice_is_asking_once(cast, asked):
    assert offer(cast, "samira") == asked
    assert Term.objects.asked().count() == 1


def test_after_a_no_one_may_ask_again(cast, asked):
    asked.decline(by=cast.samira)
    assert offer(cast, "samira") != asked


def test_a_question_taken_back_cannot_be_said_yes_to(cast, asked):
    asked.end(by=cast.fatima)

    assert asked.accept(by=cast.samira) is None
    assert moderators(cast.lindeboom) == {"fatima", "emre"}


def test_a_role_that_begins_later_waits_for_its_day(cast):
    term = offer(cast, "naima", starts_on=today(3))
    term.accept(by=cast.naima)
    assert moderators(cast.lindeboom) == {"fatima", "emre"}

    Term.objects.keep_time(on=today(2))
    assert moderators(cast.lindeboom) == {"fatima", "emre"}
    Term.objects.keep_time(on=today(3))
    assert moderators(cast.lindeboom) == {"fatima", "emre", "naima"}


def test_handing_over_ends_the_one_and_begins_the_other(cast):
    fatima = cast.lindeboom.membership_of(cast.fatima)
    term = offer(cast, "naima", starts_on=today(1), instead_of=fatima)
    term.accept(by=cast.naima)
    assert moderators(cast.lindeboom) == {"fatima", "emre"}

    Term.objects.keep_time(on=today(1))
    assert moderators(cast.lindeboom) == {"emre", "naima"}
    assert cast.lindeboom.membership_of(cast.fatima).started


def test_the_only_moderator_can_hand_over_to_a_successor(cast):
    bart = cast.kompas.membership_of(cast.bart)
    hind = cast.kompas.memberships.create(user=make_user("hind"))
    term = Term.objects.offer(Role.MODERATOR, to=hind, by=cast.bart, instead_of=bart)
    with pytest.raises(LastModerator):
        Term.objects.held().get(membership=bart).end(by=cast.bart)

    term.accept(by=hind.user)
    assert moderators(cast.kompas) == {"bart"}
    term.plan(today(1), by=cast.bart)
    Term.objects.keep_time(on=today(1))
    assert moderators(cast.kompas) == {"hind"}


def test_who_stops_without_naming_a_day_leaves_the_task_to_the_successor(cast):
    fatima = cast.lindeboom.membership_of(cast.fatima)
    offer(cast, "naima", instead_of=fatima).accept(by=cast.naima)
    Term.objects.keep_time(on=today(3))
    assert moderators(cast.lindeboom) == {"fatima", "emre"}

    fatima.end(by=cast.fatima)
    Term.objects.keep_time(on=today(3))
    assert moderators(cast.lindeboom) == {"emre", "naima"}


def test_a_day_is_planned_after_a_yes_and_told_to_who_begins(
    cast, django_capture_on_commit_callbacks
):
    fatima = cast.lindeboom.membership_of(cast.fatima)
    term = offer(cast, "naima", instead_of=fatima)
    term.plan(today(1), by=cast.fatima)
    term.refresh_from_db()
    assert term.starts_on is None

    term.accept(by=cast.naima)
    with django_capture_on_commit_callbacks(execute=True):
        term.plan(today(1), by=cast.fatima)
    term.refresh_from_db()
    assert (term.starts_on, term.is_held) == (today(1), False)
    told = {p for p in (cast.naima, cast.emre, cast.fatima) if "networks.task_planned" in heard(p)}
    assert told == {cast.naima}


def test_two_roles_with_one_mark_end_one_by_one(cast):
    """Coordinator and workgroup both work on the parents' room."""
    samira = cast.lindeboom.membership_of(cast.samira)
    first = Term.objects.take(Role.COORDINATOR, of=samira, by=cast.fatima)
    second = Term.objects.take(Role.WORKGROUP, of=samira, by=cast.fatima)

    first.end(by=cast.samira)
    assert Membership.objects.get(pk=samira.pk).hosts
    second.end(by=cast.samira)
    assert not Membership.objects.get(pk=samira.pk).hosts


def test_a_month_before_the_last_day_the_holder_hears_it_once(
    cast, django_capture_on_commit_callbacks
):
    Term.objects.filter(membership__user=cast.fatima).update(ends_on=today(30))
    for _day in (1, 2):
        with django_capture_on_commit_callbacks(execute=True):
            keep_terms()

    assert [n.kind for n in cast.fatima.notifications.all()] == ["networks.task_ending"]
    assert "Fatima" in str(cast.fatima.notifications.get())


def test_going_on_takes_a_term_to_the_next_school_year(cast):
    term = Term.objects.held().get(membership__user=cast.fatima)
    term.renew(by=cast.fatima)

    last = end_of_school_year(today())
    assert Term.objects.get(pk=term.pk).ends_on == last.replace(year=last.year + 1)


def test_a_term_runs_out_the_day_after_its_last(cast):
    Term.objects.filter(membership__user=cast.fatima).update(ends_on=today())
    keep_terms()
    assert "fatima" in moderators(cast.lindeboom)
    Term.objects.keep_time(on=today(1))
    assert moderators(cast.lindeboom) == {"emre"}


def test_leaving_ends_every_role_and_question(cast, asked):
    naima = cast.lindeboom.membership_of(cast.naima)
    Term.objects.take(Role.CONTACT, of=naima, by=cast.fatima)
    naima.end(by=cast.naima)
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)

    assert {term.membership.user for term in Term.objects.filter(ended_at=None)} == {
        cast.fatima,
        cast.bart,
    }
    assert asked.accept(by=cast.samira) is None


def test_the_name_of_a_shielded_parent_is_in_no_notice(cast, django_capture_on_commit_callbacks):
    amal = cast.lindeboom.membership_of(cast.amal)
    with django_capture_on_commit_callbacks(execute=True):
        Term.objects.offer(Role.CONTACT, to=amal, by=cast.fatima).accept(by=cast.amal)

    said = [str(notice) for notice in cast.emre.notifications.all()]
    assert said == ["Een ouder is nu contact-ouder."]
