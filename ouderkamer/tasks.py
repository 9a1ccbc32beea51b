from django.utils import timezone

from community.schedule.chores import every
from ouderkamer.models import Gathering, Series
from ouderkamer.models.series import AHEAD


@every(days=1)
def keep_series_going():
    """Make the dates of the coming weeks; doing it twice is harmless."""
    for series in Series.objects.running().iterator():
        series.extend(timezone.localdate() + AHEAD)


@every(minutes=5)
def take_back_offers():
    """A place that nobody answered goes to the next who waits."""
    for gathering in Gathering.objects.with_lapsed_offers():
        gathering.settle()
