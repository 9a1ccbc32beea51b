"""What the post of the morning tells of the agenda."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from community.activity.digest import Line, News
from community.notifications.sorts import Pace, Sort
from ouderkamer.models import Gathering

AHEAD = {Pace.DAILY: timedelta(days=2), Pace.WEEKLY: timedelta(days=8)}
MOST = 3  # dates in one letter


class Dates(News):
    """What comes in the next days; it is the reason to come."""

    rank = 1

    def lines(self, network, reader, window):
        if Sort.NEWS not in window.sorts:
            return []
        coming = Gathering.objects.visible_to(reader).filter(network=network).upcoming()
        soon = coming.going_ahead().filter(starts_at__lt=window.until + AHEAD[window.pace])
        return [
            Line(date.title, _when_and_where(date), date.get_absolute_url())
            for date in soon.select_related("network")[:MOST]
        ]


def _when_and_where(date):
    when = date_format(timezone.localtime(date.starts_at), "l j F, G.i")
    return f"{when}. {date.place}" if date.place else when
