from community.access import rule


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


@rule("networks.take_part")
def may_take_part(user, network):
    return network.membership_of(user) is not None
