from contextlib import suppress

from django.utils import timezone

from community.schedule.chores import every
from networks.models import Export, Membership, Turnover
from networks.models.membership import LastModerator


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
