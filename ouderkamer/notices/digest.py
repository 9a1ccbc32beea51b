"""What the post of the morning tells of the agenda."""

from datetime import timedelta

from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.formats import date_format

from community.activity.digest import Line, News
from community.notifications.sorts import Pace, Sort
from community.prepared import ForReader, Given, Prepared
from ouderkamer.models import Gathering

AHEAD = {Pace.DAILY: timedelta(days=2), Pace.WEEKLY: timedelta(days=8)}
MOST = 3  # dates in one letter


class Dates(News):
    """What comes in the next days; it is the reason to come."""

    rank = 1

    def lines(self, network, reader, window):
        if Sort.NEWS not in window.sorts:
            return []
        ahead = {"since": window.until, "until": window.until + AHEAD[window.pace]}
        return [
            Line(date.title, _when_and_where(date), date.get_absolute_url())
            for date in _coming(reader, network=network.pk, **ahead)
        ]


def _in_time(reader):
    since, until = (Given(name, DateTimeField()) for name in ("since", "until"))
    coming = Gathering.objects.visible_to(reader).going_ahead().filter(network=Given("network"))
    soon = coming.filter(ends_at__gt=since, starts_at__lt=until)
    return soon.select_related("network").order_by("starts_at", "pk")[:MOST]


_coming = ForReader(Prepared, _in_time)


def _when_and_where(date):
    when = date_format(timezone.localtime(date.starts_at), "l j F, G.i")
    return f"{when}. {date.place}" if date.place else when
