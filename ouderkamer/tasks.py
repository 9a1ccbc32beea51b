from datetime import timedelta

from django.utils import timezone

from community.schedule.chores import every
from ouderkamer.models import Series

AHEAD = timedelta(weeks=10)


@every(days=1)
def keep_series_going():
    """Make the dates of the coming weeks; doing it twice is harmless."""
    for series in Series.objects.running().iterator():
        series.extend(timezone.localdate() + AHEAD)
