from community.access import can, rule


@rule("moderation.report", afterlife=True)
def may_report(user, thing):
    """Whoever reads something that somebody else wrote; what is hidden nobody reads."""
    seen = type(thing).objects.visible_to(user).filter(pk=thing.pk)
    return thing.is_shown and not thing.is_by(user) and seen.exists()


@rule("moderation.decide", afterlife=True)
def may_decide_case(user, case):
    """A moderator who neither wrote nor reported it; and when the writer asked for another look,
    one who did not decide before. Who is alone reports too, and then decides."""
    if not can(user, "networks.moderate", case.network) or case.is_about(user):
        return False
    others = [one for one in case.moderators() if one.user_id != user.pk]
    if others and case.reports.filter(by=user).exists():
        return False
    return not (case.looks_again and case.choices.filter(by=user, done_at__isnull=False).exists())


@rule("moderation.take_precautions")
def may_take_precautions(user, network):
    return can(user, "networks.moderate", network)
