"""Who sees and who may do what in a network, asked of everybody."""

import pytest

from community.access import can
from networks.models import HandoverPoint, Membership, Network, Role, Term
from tests.conftest import LINDEBOOM, LINDEBOOM_PARENTS

pytestmark = pytest.mark.django_db
WITH_A_ROLE = {"fatima", "emre", "naima", "marieke", "karin"}


def who_may(names, rule, thing):
    return names(lambda who: can(who, rule, thing))


def test_a_network_is_seen_by_its_members_only(cast, names):
    def sees(network):
        return names(lambda who: network in Network.objects.visible_to(who))

    assert sees(cast.lindeboom) == LINDEBOOM
    assert sees(cast.kompas) == {"bart"}


def test_a_parent_is_seen_by_parents_and_a_role_by_staff_too(cast, names):
    def sees(name):
        membership = cast.lindeboom.membership_of(getattr(cast, name))
        return names(lambda who: membership in Membership.objects.visible_to(who))

    assert sees("samira") == sees("amal") == LINDEBOOM_PARENTS
    assert sees("naima") == sees("fatima") == sees("marieke") == sees("karin") == LINDEBOOM


def test_everybody_sees_exactly_the_members_of_their_own(cast):
    def seen(name):
        visible = Membership.objects.visible_to(getattr(cast, name)).select_related("user")
        return {m.user.first_name.lower() for m in visible}

    assert seen("samira") == LINDEBOOM
    assert seen("karin") == WITH_A_ROLE
    assert seen("bart") == {"bart"}
    assert seen("joost") == seen("ruud") == seen("beheer") == seen("visitor") == set()


def test_somebody_in_two_networks_sees_each_by_its_own_rule(cast):
    cast.kompas.memberships.create(user=cast.karin)
    visible = Membership.objects.visible_to(cast.karin)
    assert visible.filter(network=cast.kompas).count() == 2
    assert visible.filter(network=cast.lindeboom).count() == len(WITH_A_ROLE)
    assert visible.count() == visible.distinct().count()


def test_members_may_leave_while_two_moderate(cast, names):
    assert who_may(names, "networks.leave", cast.lindeboom) == LINDEBOOM


def test_the_last_moderator_stays(cast, names):
    cast.lindeboom.membership_of(cast.emre).end(by=cast.emre)
    assert who_may(names, "networks.leave", cast.lindeboom) == LINDEBOOM - {"fatima", "emre"}
    assert who_may(names, "networks.leave", cast.kompas) == set()


def test_moderators_and_contact_parents_invite(cast, names):
    assert who_may(names, "networks.invite", cast.lindeboom) == {"fatima", "emre", "naima"}


def test_moderators_moderate(cast, names):
    assert who_may(names, "networks.moderate", cast.lindeboom) == {"fatima", "emre"}


def test_members_take_part(cast, names):
    assert who_may(names, "networks.take_part", cast.lindeboom) == LINDEBOOM


def test_parents_with_a_task_hand_over(cast, names):
    assert who_may(names, "networks.hand_over", cast.lindeboom) == WITH_A_ROLE - {"karin"}
    assert who_may(names, "networks.hand_over", cast.kompas) == {"bart"}


@pytest.fixture
def asked(cast):
    samira = cast.lindeboom.membership_of(cast.samira)
    term = Term.objects.offer(Role.CONTACT, to=samira, by=cast.naima)
    return Term.objects.for_listing().get(pk=term.pk)


def test_a_question_is_seen_by_who_was_asked_and_by_parents_with_a_task(cast, asked, names):
    seen = names(lambda who: asked in Term.objects.visible_to(who))
    assert seen == WITH_A_ROLE - {"karin"} | {"samira"}


def test_only_who_was_asked_answers_and_only_once(cast, asked, names):
    assert who_may(names, "networks.answer_task", asked) == {"samira"}
    asked.accept(by=cast.samira)
    held = Term.objects.for_listing().get(pk=asked.pk)
    assert who_may(names, "networks.answer_task", held) == set()


def test_a_question_is_taken_back_by_who_asked_and_by_moderators(cast, asked, names):
    assert who_may(names, "networks.end_task", asked) == {"naima", "fatima", "emre", "samira"}
    assert who_may(names, "networks.renew_task", asked) == set()


def test_a_task_is_ended_and_renewed_by_its_holder_and_by_moderators(cast, asked, names):
    asked.accept(by=cast.samira)
    held = Term.objects.for_listing().get(pk=asked.pk)
    for rule in ("networks.end_task", "networks.renew_task"):
        assert who_may(names, rule, held) == {"samira", "fatima", "emre"}


def test_a_day_is_named_by_who_gives_a_task_up_and_by_moderators(cast, asked, names):
    assert who_may(names, "networks.plan_task", asked) == set()
    Term.objects.filter(pk=asked.pk).update(instead_of=cast.lindeboom.membership_of(cast.naima))
    giving = Term.objects.for_listing().get(pk=asked.pk)
    assert who_may(names, "networks.plan_task", giving) == {"naima", "fatima", "emre"}


def test_nobody_ends_the_task_of_the_last_moderator(cast, names):
    last = Term.objects.for_listing().get(membership__user=cast.bart)
    assert who_may(names, "networks.end_task", last) == set()
    assert who_may(names, "networks.renew_task", last) == {"bart"}


def test_what_is_handed_over_is_seen_by_who_was_asked_too(cast, asked, names):
    HandoverPoint.objects.lay_out(cast.lindeboom)
    point = cast.lindeboom.handover_points.first()
    seen = names(lambda who: point in HandoverPoint.objects.visible_to(who))
    assert seen == WITH_A_ROLE - {"karin"} | {"samira"}
