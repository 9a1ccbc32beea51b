"""A network where nothing happens rests, and wakes by the next deed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from community.activity.models import Event
from networks.holidays import days_at_school, holidays, is_holiday
from networks.models import Network
from networks.models.life import Stage
from networks.tasks import let_quiet_networks_rest, wake_networks
from tests.factories import make_forum, make_room, make_topic

NOVEMBER = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def quiet(cast, time_machine):
    """Both networks did something on 2 November; nobody does after that."""
    make_topic(make_forum(cast.lindeboom), cast.samira)
    make_room(cast.lindeboom)
    Network.objects.update(started_at=NOVEMBER, stage_since=NOVEMBER)
    Event.objects.update(happened_at=NOVEMBER)
    time_machine.move_to(NOVEMBER, tick=False)
    return cast.lindeboom


@pytest.fixture
def on(quiet, time_machine):
    """``on(date)``: the chores run that day; which networks rest then."""

    def run(day):
        noon = datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=12)
        time_machine.move_to(noon, tick=False)
        wake_networks()
        let_quiet_networks_rest()
        return set(Network.objects.filter(stage=Stage.RESTING).values_list("slug", flat=True))

    return run


def test_after_fourteen_days_without_a_deed_a_network_rests(on):
    assert on(date(2026, 11, 15)) == set()
    assert on(date(2026, 11, 16)) == {"de-lindeboom", "het-kompas"}


@pytest.mark.parametrize("deed", ["topic", "chat", "sign_up"])
def test_any_deed_of_a_member_keeps_it_awake_and_wakes_it(cast, on, quiet, time_machine, deed):
    def do():
        if deed == "topic":
            quiet.forums.get().start_topic(title="Hoi", text="Wie is er?", by=cast.samira)
        elif deed == "chat":
            quiet.rooms.get().say("Hoi", by=cast.samira)
        else:
            starts = timezone.now() + timedelta(days=40)
            made = quiet.gatherings.create(
                title="Koffie", starts_at=starts, ends_at=starts + timedelta(hours=1)
            )
            made.answer("yes", by=cast.samira)

    time_machine.move_to(NOVEMBER + timedelta(days=10), tick=False)
    do()
    assert on(date(2026, 11, 17)) == {"het-kompas"}
    assert on(date(2026, 11, 26)) == {"de-lindeboom", "het-kompas"}
    time_machine.move_to(NOVEMBER + timedelta(days=25), tick=False)
    do()
    assert on(date(2026, 11, 28)) == {"het-kompas"}


def test_coming_to_look_is_no_deed(cast, on, quiet, client):
    client.force_login(cast.samira)
    client.get(quiet.forums.get().topics.get().get_absolute_url())
    assert on(date(2026, 11, 16)) == {"de-lindeboom", "het-kompas"}


def test_days_of_holidays_do_not_count(on):
    Event.objects.update(happened_at=datetime(2026, 12, 10, 12, tzinfo=UTC))
    # Eight days until Saturday 19 December, sixteen days off, six more days.
    assert on(date(2027, 1, 8)) == set()
    assert on(date(2027, 1, 9)) == {"de-lindeboom", "het-kompas"}


def test_a_moderator_lets_it_rest_and_wakes_it(cast, quiet, client):
    client.force_login(cast.fatima)
    client.post("/netwerk/de-lindeboom/instellingen/rust/")
    wake_networks()
    quiet.refresh_from_db()
    assert quiet.is_resting  # the decision itself is no deed
    assert "Het is hier stil" in client.get("/netwerk/de-lindeboom/").content.decode()
    assert "Het is hier stil" in client.get("/netwerken/de-lindeboom/").content.decode()
    client.post("/netwerk/de-lindeboom/instellingen/wakker/")
    quiet.refresh_from_db()
    assert quiet.stage == Stage.ACTIVE


def test_at_rest_everybody_can_write(cast, quiet, client):
    quiet.rest(by=cast.fatima)
    client.force_login(cast.samira)
    topic = quiet.forums.get().topics.get()
    client.post(f"{topic.get_absolute_url()}antwoord/", {"text": "Ik heb er een."})
    assert topic.posts.count() == 2


def test_the_holidays_are_those_of_the_government():
    assert is_holiday(date(2026, 12, 25))
    assert not is_holiday(date(2026, 11, 27))
    assert is_holiday(date(2027, 2, 14))  # the south and the middle
    assert days_at_school(date(2026, 12, 18), date(2027, 1, 4)) == 1
    longest = {
        (last - first).days + 1 for first, last, *_more in holidays() if first.month not in (7,)
    }
    assert max(longest) <= 16  # a longer one outside summer is a mistake in the table
