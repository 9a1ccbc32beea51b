"""A school year of coffee mornings around today, with everything that surrounds them."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from networks.holidays import Region
from ouderkamer.models import Gathering, Series, Theme
from ouderkamer.models.by_name import Channel
from ouderkamer.models.speaker import State

COMING = {
    "yes": ("fatima", "emre", "marieke", "zeynep", "mehmet", "priya", "joost", "ewa"),
    "maybe": ("amal", "linda"),
}
LIMITLESS = 0


def load(network, content, people, by):
    """``content`` has the keys of ``agenda.toml``."""
    series = _series(network, content, by)
    mornings = [*_past(series, by), *series.extend(series.last_on, by=by)]
    to_come = [morning for morning in mornings if morning.starts_at > timezone.now()]
    for morning, theme in zip(to_come, content["theme"], strict=False):
        if "empty" not in theme:
            _lay_over(morning, theme, by)
    for written in content["cancelled"]:
        to_come[written["weeks_from_now"]].cancel(written["reason"], by=by)
    for written in content["single"]:
        load_single(network, written, by)
    for wish in content["wish"]:
        _wish(network, wish, people, by)
    for guest in content["guest"]:
        _guest(network, guest, to_come, by)
    for answer, keys in COMING.items():
        for key in keys:
            to_come[0].answer(answer, by=people[key])


def load_single(network, written, by):
    """One gathering of its own; weekends move to the Monday after."""
    day = timezone.localdate() + timedelta(days=written["days_from_now"])
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    starts, ends = (_at(day, written[name]) for name in ("start", "end"))
    Gathering.objects.plan(
        network,
        by=by,
        kind=written["kind"],
        title=written["title"],
        intro=written["intro"],
        starts_at=starts,
        ends_at=ends,
        place=written["place"],
        guest=written.get("guest", ""),
        audience=written["audience"],
        childcare=written.get("childcare", False),
        interpreters=written.get("interpreter", []),
        limit=written["limit"] or None,
    )


def _series(network, content, by):
    written, place = content["series"], content["place"]
    first, last = _school_year()
    return Series.objects.create(
        network=network,
        kind=written["kind"],
        title=written["title"],
        intro=written["intro"],
        place=f"{written['place']}, {place['address']}",
        directions=place["directions"],
        audience=written["audience"],
        childcare=written["childcare"],
        childcare_by=written["childcare_by"],
        is_public=True,
        first_on=first,
        last_on=last,
        starts=time.fromisoformat(written["start"]),
        ends=time.fromisoformat(written["end"]),
        region=Region.NORTH,
        public_off=True,
    )


def _past(series, by):
    """Mornings of this school year that have been; ``extend`` makes those to come."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return [series.make(day, by=by) for day in series.days(yesterday)]


def _lay_over(morning, theme, by):
    morning.set_theme(
        by=by,
        title=theme["title"],
        intro=theme["intro"],
        guest=theme["guest"],
        interpreters=theme["interpreter"],
        programme=theme["programme"],
    )


def _wish(network, wish, people, by):
    told = {"title": wish["title"], "note": wish.get("note", "")}
    theme = Theme.objects.suggest(network, by=people[wish["by"]], **told)
    for key in wish["backed_by"]:
        theme.back(by=people[key])
    for _each in range(wish["gate"]):
        theme.back(by=by, channel=Channel.GATE)


def _guest(network, guest, mornings, by):
    speaker = network.speakers.create(name=guest["name"], subject=guest["subject"])
    if guest["state"]:
        invitation = speaker.invite(mornings[guest["weeks_from_now"]], by=by)
        if guest["state"] != State.INVITED:
            invitation.answer(guest["state"], by=by)


def _school_year():
    """The first Monday of September and the second of July around today."""
    today = timezone.localdate()
    year = today.year if today.month >= 8 else today.year - 1
    return _monday_from(date(year, 9, 1)), _monday_from(date(year + 1, 7, 8))


def _monday_from(day):
    return day + timedelta(days=-day.weekday() % 7)


def _at(day, clock):
    moment = datetime.combine(day, time.fromisoformat(clock))
    return moment.replace(tzinfo=timezone.get_default_timezone())
