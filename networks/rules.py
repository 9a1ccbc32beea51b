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


@rule("networks.take_part")
def may_take_part(user, network):
    return network.membership_of(user) is not None
