from community.access import rule
from networks.models.life import Recognition
from networks.models.role import Role


@rule("networks.leave", afterlife=True)
def may_leave(user, network):
    """Everyone may go, except the last moderator: a network is never left alone."""
    membership = network.membership_of(user)
    if membership is None or membership.is_last_moderator:
        return False
    groups = user.memberships.current().filter(network__parent=network).select_related("network")
    return not any(inside.is_last_moderator for inside in groups)


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

    Into a draft nobody comes by a code, nor into a class group: who is in it is in the network
    of the school.
    """
    membership = network.membership_of(user)
    invites = membership is not None and (membership.moderates or membership.calls)
    return invites and not network.is_draft and not network.is_class_group


@rule("networks.moderate", afterlife=True)
def may_moderate(user, network):
    """Look after what was said and who reads it; that goes on after the end."""
    membership = network.membership_of(user)
    return membership is not None and membership.moderates


@rule("networks.turn_over")
def may_turn_over(user, network):
    """Moderators who are parents: staff do not know who the parents of a group are."""
    return network.is_of_school and _moderates_as_parent(user, network)


def _moderates_as_parent(user, network):
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


@rule("networks.block", afterlife=True)
def may_block(user, membership):
    """One parent another; the school is not a parent, and nobody blocks oneself."""
    own = membership.network.membership_of(user)
    if own is None or own.pk == membership.pk or membership.ended_at is not None:
        return False
    return own.is_parent and membership.is_parent


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


@rule("networks.plan_task")
def may_plan(user, term):
    """Whoever gives a task up names the day on which the other goes on; moderators may too."""
    membership = term.network.membership_of(user)
    if membership is None or term.instead_of_id is None or term.is_held:
        return False
    return membership.moderates or term.instead_of_id == membership.pk


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


@rule("networks.volunteer")
def may_volunteer(user, network):
    """A parent who can be called by a name, and does not moderate yet."""
    membership = network.membership_of(user)
    is_parent = membership is not None and membership.is_parent and not membership.moderates
    return is_parent and not user.shielded


@rule("networks.lift_bar")
def may_lift_bar(user, network):
    return may_moderate(user, network)


@rule("networks.vouch")
def may_vouch(user, network):
    """Contact parents know people: their word lets somebody in."""
    return may_invite(user, network)


@rule("networks.remove", afterlife=True)
def may_remove(user, membership):
    """A moderator lets somebody go: not themselves, not the last moderator, not twice."""
    return (
        membership.ended_at is None
        and membership.user_id != user.pk
        and may_moderate(user, membership.network)
        and not membership.is_last_moderator
    )


@rule("networks.see_life", afterlife=True)
def may_see_life(user, network):
    """Who runs the network, and the school: how it goes and what the school said."""
    membership = network.membership_of(user)
    return membership is not None and (membership.moderates or not membership.is_parent)


@rule("networks.rest")
def may_rest(user, network):
    return network.is_under_way and _moderates_as_parent(user, network)


@rule("networks.close")
def may_close(user, network):
    """Parents end what parents began; a draft is thrown away instead."""
    return network.is_under_way and _moderates_as_parent(user, network)


@rule("networks.agree_with_closing")
def may_agree_with_closing(user, closing):
    """A second one: nobody ends a network alone."""
    return may_withdraw_closing(user, closing) and closing.proposed_by_id != user.pk


@rule("networks.withdraw_closing")
def may_withdraw_closing(user, closing):
    return closing.is_open and may_close(user, closing.network)


@rule("networks.restore", afterlife=True)
def may_restore(user, network):
    """Going on is no risk to anybody: for that one is enough. A class group does not go on
    without the network of its school."""
    if network.is_class_group and network.parent.is_archived:
        return False
    return network.is_archived and _moderates_as_parent(user, network)


@rule("networks.end_recognition")
def may_end_recognition(user, network):
    """The school says it itself, or a moderator who heard it."""
    is_recognised = network.is_of_school and network.recognition == Recognition.RECOGNISED
    return is_recognised and may_see_life(user, network)


@rule("networks.ask_school")
def may_ask_school(user, network):
    without = network.recognition in (Recognition.UNAFFILIATED, Recognition.ENDED)
    is_alone = network.is_of_school and network.is_under_way and without
    return is_alone and _moderates_as_parent(user, network)


@rule("networks.send")
def may_send(user, network):
    """Letters to strangers name a school; a theme has none, and its name is anybody's words."""
    return network.is_of_school and may_invite(user, network)


@rule("networks.share")
def may_share(user, network):
    """With which schools parents go on together is for moderators who are parents."""
    return network.is_of_school and network.is_under_way and _moderates_as_parent(user, network)


@rule("networks.begin_group")
def may_begin_group(user, network):
    """Any parent of the school's network may gather the parents of a class."""
    membership = network.membership_of(user)
    is_parent = membership is not None and membership.is_parent
    return is_parent and network.is_of_school and network.is_under_way


@rule("networks.join_group")
def may_join_group(user, group):
    """Whoever is in the network of the school as a parent, and was not let go from the group."""
    return (
        group.is_under_way and may_begin_group(user, group.parent) and not group.is_closed_to(user)
    )
