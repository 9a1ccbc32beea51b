from contextlib import suppress

from django.utils import timezone

from community.accounts.models import User
from community.mail.post import post_letter
from community.schedule.chores import every
from networks.deeds import last_deeds
from networks.holidays import days_at_school
from networks.models import (
    Export,
    Invitation,
    LastModerator,
    Membership,
    Network,
    Silence,
    Term,
    Turnover,
)
from networks.models.life import Stage, WrongMove

QUIET_DAYS = 14  # at school, without a deed of anybody; then a network rests


@every(days=1)
def keep_terms():
    """Begin and end roles on their day, a month's notice beforehand."""
    today = timezone.localdate()
    Term.objects.keep_time(on=today)
    Term.objects.warn(on=today)


@every(days=1)
def listen_for_silence():
    """Ask who can take a network up again; the operators get a letter, they see no inside."""
    for silence in Silence.objects.listen(at=timezone.now()):
        for operator in User.objects.operators().exclude(email=None):
            post_letter(
                "networks/silent",
                to=operator.email,
                language=operator.language,
                network=silence.network.name,
                school=silence.network.place_name,
                card_url=silence.network.card_url,
            )


@every(days=1)
def go_on_without_silent_schools():
    """Three weeks without an answer: the parents go on, and their starters hear of it."""
    for network in Network.objects.waited_long_enough():
        with suppress(WrongMove):  # the school answers at this very moment
            network.go_without_school(by=None)


@every(days=1)
def let_quiet_networks_rest():
    """Not in holidays, when nobody wants anything of anybody."""
    last = last_deeds()
    for network in Network.objects.filter(stage=Stage.ACTIVE):
        since = max(network.stage_since, last.get(network.pk, network.started_at))
        if days_at_school(timezone.localdate(since), timezone.localdate()) >= QUIET_DAYS:
            network.rest(by=None)


@every(minutes=5)
def wake_networks():
    """The next deed wakes a network that rests."""
    resting = {network.pk: network for network in Network.objects.filter(stage=Stage.RESTING)}
    for pk, at in last_deeds(networks=list(resting)).items():
        if at > resting[pk].stage_since:
            resting[pk].wake(by=None)


@every(days=1)
def forget_addresses_of_letters():
    Invitation.objects.forget_addresses()


@every(hours=1)
def throw_old_exports_away():
    Export.objects.sweep()


@every(minutes=5)
def finish_turnovers():
    """Take over from a worker that died half-way; from one that lives it takes nothing."""
    for turnover in Turnover.objects.unfinished():
        turnover.carry_on()


@every(days=1)
def let_alumni_go():
    """End what was announced in their goodbye; a network's last moderator stays."""
    for membership in Membership.objects.current().alumni().select_related("network"):
        if membership.alumnus_until <= timezone.localdate():
            with suppress(LastModerator):
                membership.end(by=None)
