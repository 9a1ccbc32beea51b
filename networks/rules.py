from community.access import rule
from networks.models.role import Role


@rule("networks.leave")
def may_leave(user, network):
    """Everyone may go, except the last moderator: a network is never left alone."""
    membership = network.membership_of(user)
    return membership is not None and not membership.is_last_moderator


@rule("networks.found")
def may_found(user, network):
    """The starters take the steps of ``/start/`` while they are in."""
    membership = network.membership_of(user)
    return membership is not None and membership.started and membership.moderates


@rule("networks.abandon")
def may_abandon(user, network):
    """Only what nobody else has seen is thrown away without trace."""
    return network.is_draft and may_found(user, network)


@rule("networks.invite")
def may_invite(user, network):
    """Moderators and contact parents hand out codes; a code lets a stranger in.

    Into a draft nobody comes by a code.
    """
    membership = network.membership_of(user)
    invites = membership is not None and (membership.moderates or membership.calls)
    return invites and not network.is_draft


@rule("networks.moderate")
def may_moderate(user, network):
    membership = network.membership_of(user)
    return membership is not None and membership.moderates


@rule("networks.turn_over")
def may_turn_over(user, network):
    """Moderators who are parents: staff do not know who the parents of a group are."""
    membership = network.membership_of(user)
    return membership is not None and membership.moderates and membership.is_parent


@rule("networks.plan_turnover")
def may_plan_turnover(user, turnover):
    return turnover.is_trial and may_turn_over(user, turnover.network)


@rule("networks.agree_with_turnover")
def may_agree_with_turnover(user, turnover):
    """A second one: nobody agrees with what they changed last themselves."""
    return may_plan_turnover(user, turnover) and turnover.prepared_by_id != user.pk


@rule("networks.undo_turnover")
def may_undo_turnover(user, turnover):
    return turnover.can_be_undone and may_turn_over(user, turnover.network)


@rule("networks.take_part")
def may_take_part(user, network):
    return network.membership_of(user) is not None


@rule("networks.hand_over")
def may_hand_over(user, network):
    """Parents who hold a task may ask somebody to take it over; moderators ask for any task."""
    membership = network.membership_of(user)
    return membership is not None and membership.is_parent and membership.holds_a_role


@rule("networks.answer_task")
def may_answer(user, term):
    """Only who was asked says yes or no, and only once."""
    return term.is_asked and term.membership.user_id == user.pk and _is_in(user, term.network)


@rule("networks.end_task")
def may_end(user, term):
    """One's own task or question, and every other for moderators; never the last moderator's."""
    if term.is_held and term.role == Role.MODERATOR and term.membership.is_last_moderator:
        return False
    return _has_a_say(user, term)


@rule("networks.renew_task")
def may_renew(user, term):
    return term.is_held and _has_a_say(user, term)


def _has_a_say(user, term):
    membership = term.network.membership_of(user)
    if membership is None:
        return False
    asked_it = term.offered_by_id == user.pk and not term.is_held
    return membership.moderates or term.membership_id == membership.pk or asked_it


def _is_in(user, network):
    return network.membership_of(user) is not None


@rule("networks.decide")
def may_decide(user, network):
    """Whether somebody who asks is let in, or not now, is for moderators."""
    return may_moderate(user, network)


@rule("networks.lift_bar")
def may_lift_bar(user, network):
    return may_moderate(user, network)


@rule("networks.vouch")
def may_vouch(user, network):
    """Contact parents know people: their word lets somebody in."""
    return may_invite(user, network)


@rule("networks.remove")
def may_remove(user, membership):
    """A moderator lets somebody go: not themselves, not the last moderator, not twice."""
    return (
        membership.ended_at is None
        and membership.user_id != user.pk
        and may_moderate(user, membership.network)
        and not membership.is_last_moderator
    )
