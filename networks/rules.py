from community.access import rule


@rule("networks.leave")
def may_leave(user, network):
    """Everyone may go, except the last moderator: a network is never left alone."""
    membership = network.membership_of(user)
    return membership is not None and not membership.is_last_moderator


@rule("networks.invite")
def may_invite(user, network):
    """Moderators and contact parents hand out codes; a code lets a stranger in."""
    membership = network.membership_of(user)
    return membership is not None and (membership.moderates or membership.calls)


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
