from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from community.activity.recording import record
from community.templatetags.ui import clock, day
from networks.archive import AT_ONCE
from networks.holidays import region_of
from networks.panels import Card, Panel, Sheet
from ouderkamer.company import Company
from ouderkamer.models import Gathering, Series
from ouderkamer.models.series import AHEAD

LASTS = timedelta(minutes=75)


class Agenda(Panel):
    """The next date, first on every page: coming for coffee is how it all begins."""

    order = 10
    place = "agenda"
    main = "ouderkamer/_start_panel.html"
    door = "ouderkamer/_door_panel.html"
    address = r"/ouderkamer/(\d{1,18})-"

    def cards(self, place, keys):
        dates = Gathering.objects.filter(network=place.network, pk__in=keys)
        return {g.pk: _card(g) for g in place.within(dates.select_related("network"), "audience")}

    def facts(self, network, reader):
        visible = Gathering.objects.visible_to(reader).filter(network=network)
        gathering = visible.for_listing(reader).upcoming().going_ahead().first()
        if gathering is None:
            return None
        return {"gathering": gathering, "company": Company.of(gathering, reader)}

    def door_facts(self, network):
        gathering = Gathering.objects.next_announced_of([network]).first()
        return None if gathering is None else {"gathering": gathering}

    def first_step(self, network, reader):
        """Coming for coffee: to the next date, if there is one."""
        visible = Gathering.objects.visible_to(reader).filter(network=network)
        gathering = visible.upcoming().going_ahead().order_by("starts_at").first()
        if gathering is None:
            return None
        return {
            "heading": gathering.title,
            "sentence": _line(gathering),
            "url": gathering.get_absolute_url(),
            "action": gettext("Have a look"),
        }

    def member_left(self, network, user, *, by):
        """Seats at what is still to come are for others; what was, stays as it was."""
        coming = Gathering.objects.upcoming().filter(network=network, sign_ups__person=user)
        for gathering in coming.select_related("network"):
            gathering.withdraw(by=user)

    def network_ended(self, network, *, by):
        """Nobody stands at a closed door: what was to come is cancelled, and all are told."""
        reason = gettext("The network has ended.")
        for gathering in network.gatherings.upcoming().going_ahead().select_related("network"):
            gathering.cancel(reason, by=by)

    def card_lines(self, networks):
        coming = Gathering.objects.next_announced_of(networks)
        return {gathering.network_id: _line(gathering) for gathering in coming}

    def plan_first(self, network, morning, *, by):
        """Every week from the first such day after today. What is there stays as it is."""
        if network.series.exists() or network.gatherings.exists():
            return
        today = timezone.localdate()
        series = network.series.create(
            title=gettext("Coffee morning"),
            first_on=today + timedelta(days=(morning.weekday - today.weekday() - 1) % 7 + 1),
            starts=morning.starts,
            ends=_later(morning.starts, LASTS),
            place=morning.place,
            childcare=morning.childcare,
            region=region_of(network.school.province) if network.school else "",
            public_off=True,
            is_public=True,
        )
        first, *_others = series.extend(today + AHEAD, by=by)
        record("ouderkamer.planned", by=by, about=first, network=network)

    def export(self, network, reader):
        """How many came, never who."""
        series = Series.objects.visible_to(reader).filter(network=network).order_by("pk")
        dates = Gathering.objects.visible_to(reader).filter(network=network).order_by("pk")
        listed = dates.for_listing(reader).iterator(AT_ONCE)
        return (
            Sheet("agenda/series.json", map(_series, series.iterator(AT_ONCE)), series.count()),
            Sheet("agenda/gatherings.json", map(_gathering, listed), dates.count()),
        )


def _later(clock, lasts):
    return (datetime.combine(date.min, clock) + lasts).time()


def _occasion(occasion):
    told = ("kind", "title", "intro", "place", "directions", "childcare", "is_public", "audience")
    return {"id": occasion.pk, **{name: getattr(occasion, name) for name in told}}


def _series(series):
    told = ("step", "every", "first_on", "last_on", "starts", "ends")
    left_out = ("region", "public_off", "skips", "keeps")
    return {**_occasion(series), **{name: getattr(series, name) for name in (*told, *left_out)}}


def _gathering(gathering):
    told = ("starts_at", "ends_at", "guest", "interpreters", "programme", "limit", "coming")
    return {
        **_occasion(gathering),
        "series": gathering.series_id,
        **{name: getattr(gathering, name) for name in told},
        "cancelled_because": gathering.cancel_reason,
    }


def _line(gathering):
    """``Koffie: maandag 23 november, 8.45 uur.``"""
    return gettext("%(what)s: %(day)s, %(time)s o'clock.") % {
        "what": capfirst(gathering.look.what),
        "day": day(gathering.starts_at),
        "time": clock(gathering.starts_at),
    }


def _card(gathering):
    line = gettext("Does not go ahead") if gathering.is_cancelled else _line(gathering)
    look = {"icon": "cal", "tone": "mint", "day": gathering.starts_at}
    return Card(gathering.get_absolute_url(), gathering.title, line, **look)
