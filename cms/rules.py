from community.access import rule


@rule("cms.suggest")
def may_suggest(user, network):
    """Parents of the network of a school say what could be better on its page."""
    membership = network.membership_of(user)
    return membership is not None and membership.is_parent


@rule("cms.write_newsletter")
def may_write_newsletter(user, network):
    """Moderators, contact parents and staff of the school."""
    membership = network.membership_of(user)
    return membership is not None and (
        membership.moderates or membership.calls or not membership.is_parent
    )


@rule("cms.take_over")
def may_take_over(user, network):
    """Who plans dates puts a practice card in the agenda."""
    membership = network.membership_of(user)
    return membership is not None and (
        membership.moderates or membership.hosts or not membership.is_parent
    )
