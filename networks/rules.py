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


@rule("networks.decide")
def may_decide(user, network):
    """Whether somebody who asks is let in, or not now, is for moderators."""
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
