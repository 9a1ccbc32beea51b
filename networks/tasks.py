from community.schedule.chores import every
from networks.models import Export


@every(hours=1)
def throw_old_exports_away():
    Export.objects.sweep()
