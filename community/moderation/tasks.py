from community.activity.recording import record
from community.moderation.models import Case
from community.schedule.chores import every


@every(days=1)
def say_what_waits():
    """Every day after the second, until somebody looks."""
    for case in Case.objects.late().select_related("network"):
        record("moderation.waits", by=None, about=case, network=case.network)
