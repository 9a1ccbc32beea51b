from contextlib import suppress

from django.utils import timezone

from community.accounts.models import User
from community.mail.outgoing import send_letter
from community.schedule.chores import every
from networks.models import Export, LastModerator, Membership, Network, Silence, Term, Turnover
from networks.models.life import WrongMove


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
            send_letter(
                "networks/silent",
                to=operator.email,
                language=operator.language,
                network=silence.network.name,
                school=silence.network.school.name,
                card_url=silence.network.card_url,
            )


@every(days=1)
def go_on_without_silent_schools():
    """Three weeks without an answer: the parents go on, and their starters hear of it."""
    for network in Network.objects.waited_long_enough():
        with suppress(WrongMove):  # the school answers at this very moment
            network.go_without_school(by=None)


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
