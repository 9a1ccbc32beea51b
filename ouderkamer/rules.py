from community.access import rule
from ouderkamer.models import Kind


@rule("ouderkamer.sign_up")
def may_sign_up(user, gathering):
    """Whoever sees it, until it is over or cancelled."""
    return gathering.is_open and _sees(user, gathering)


@rule("ouderkamer.plan")
def may_plan(user, network):
    """Moderators, parents who work on the parents' room, and staff of the school."""
    membership = network.membership_of(user)
    return membership is not None and (
        membership.moderates or membership.hosts or not membership.is_parent
    )


@rule("ouderkamer.cancel")
def may_cancel(user, gathering):
    """Planners who see it, until it is over; the same people may let it go ahead again."""
    return not gathering.is_over and may_plan(user, gathering.network) and _sees(user, gathering)


@rule("ouderkamer.change")
def may_change(user, gathering):
    """What does not go ahead is not changed, but let go ahead first."""
    return not gathering.is_cancelled and may_cancel(user, gathering)


@rule("ouderkamer.receive")
def may_receive(user, gathering):
    """Who works on the parents' room, calls parents or moderates; a consultation hour is its
    host's alone."""
    if gathering.is_confidential:
        return gathering.planned_by_id == user.pk and _sees(user, gathering)
    membership = gathering.network.membership_of(user)
    receives = membership is not None and (
        membership.hosts or membership.calls or membership.moderates
    )
    return receives and _sees(user, gathering)


@rule("ouderkamer.share")
def may_share(user, gathering):
    """Planners of the network that holds it; a consultation hour is nobody else's."""
    is_own = gathering.shared_from_id is None and not gathering.is_confidential
    return is_own and may_change(user, gathering)


@rule("ouderkamer.help")
def may_help(user, gathering):
    """Every member who sees it, until it is over."""
    return may_sign_up(user, gathering)


@rule("ouderkamer.enrol")
def may_enrol(user, series):
    return series.kind == Kind.COURSE and _sees(user, series)


@rule("ouderkamer.tick")
def may_tick(user, gathering):
    return gathering.is_receiving and may_receive(user, gathering)


@rule("ouderkamer.sign_up_for")
def may_sign_up_for(user, gathering):
    """Who receives a family may write down that it comes."""
    return gathering.is_open and may_receive(user, gathering)


@rule("ouderkamer.suggest")
def may_suggest(user, network):
    """Every member wishes for a theme and backs those of others."""
    return network.membership_of(user) is not None


@rule("ouderkamer.back")
def may_back(user, theme):
    return _sees(user, theme)


@rule("ouderkamer.answer_invitation")
def may_answer_invitation(user, invitation):
    """The guest; planners write down what was said on the telephone."""
    is_guest = invitation.speaker.person_id == user.pk
    return is_guest or may_plan(user, invitation.speaker.network)


@rule("ouderkamer.change_series")
def may_change_series(user, series):
    return may_plan(user, series.network) and _sees(user, series)


def _sees(user, occasion):
    """Asked once of this instance: a page asks several rules about the same date."""
    known = occasion.__dict__.setdefault("_sees", {})
    if user.pk not in known:
        visible = type(occasion).objects.visible_to(user)
        known[user.pk] = visible.filter(pk=occasion.pk).exists()
    return known[user.pk]
