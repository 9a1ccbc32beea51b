from community.access import rule


@rule("outreach.call")
def may_call(user, network):
    """Contact parents, and nobody because of another task."""
    membership = network.membership_of(user)
    return membership is not None and membership.is_parent and membership.calls


@rule("outreach.see_numbers")
def may_see_numbers(user, network):
    """How many families were reached: who calls, who moderates, and staff of the school."""
    membership = network.membership_of(user)
    return membership is not None and (
        membership.calls or membership.moderates or not membership.is_parent
    )
