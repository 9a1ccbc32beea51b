"""What calendar programs make of our feeds, whatever people wrote in them.

Two parsers that know nothing of each other read them: `icalendar` and `vobject`.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
import vobject
from icalendar import Calendar

from ouderkamer.models import CalendarKey, Gathering
from tests.factories import make_gathering, make_series

MORNING = datetime(2026, 11, 24, 7, 45, tzinfo=UTC)
HOSTILE = (
    "Koffie\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Vals",
    'Thee, taart; "koek"\\n',
    "BEGIN:VALARM",
    "ATTENDEE:mailto:samira@example.test",
    "\x01\x1f\x7f Soep\x85\u2028\u2029 en brood",
    "قهوة وشاي \u202egnihtyna\u202c",
    "é" * 74 + "☕" * 20,
    "X-EVIL;VALUE=URI:https://example.test",
    " ".join(["lang"] * 18),
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MORNING, tick=False) as travelled:
        yield travelled


@pytest.fixture
def read(client, cast):
    """The feed of Samira, as both parsers read it."""
    path = CalendarKey.objects.renew(by=cast.samira).path

    def get():
        body = client.get(path).content
        theirs = vobject.readOne(body.decode())
        return Calendar.from_ical(body), theirs

    return get


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_people_write_it_is_one_event_with_their_words(cast, read, text):
    make_gathering(cast.lindeboom, text[:100], place=text[:100], directions=text, intro=text)

    ours, theirs = read()

    [event], [other] = ours.walk("VEVENT"), theirs.vevent_list
    assert event["summary"] == other.summary.value
    assert event["location"] == other.location.value
    assert {component.name for component in ours.walk()} == {
        *("VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"),
    }
    assert set(other.contents) <= {
        *("uid", "dtstamp", "last-modified", "sequence", "dtstart", "dtend", "summary"),
        *("status", "location", "transp", "url", "description"),
    }
    assert "attendee" not in other.contents
    assert Calendar.from_ical(ours.to_ical()) == ours  # a round trip changes nothing


def test_both_read_the_same_moments_across_summer_time(cast, read):
    series = make_series(cast.lindeboom, "2027-03-22", starts="19:30", ends="21:00")
    with time_machine.travel(datetime(2027, 3, 20, tzinfo=UTC), tick=False):
        series.extend(datetime(2027, 3, 29, tzinfo=UTC).date())

    ours, theirs = read()

    starts = [event["dtstart"].dt.astimezone(UTC) for event in ours.walk("VEVENT")]
    assert starts == [event.dtstart.value.astimezone(UTC) for event in theirs.vevent_list]
    assert [f"{start:%H:%M}" for start in starts] == ["18:30", "17:30"]


def test_a_cancelled_date_stays_in_the_feed_for_sixty_days(cast, read, clock):
    gathering = make_gathering(cast.lindeboom)
    gathering.cancel("Ziek.", by=cast.marieke)

    clock.move_to(gathering.ends_at + timedelta(days=60))
    ours, theirs = read()

    assert [str(event["status"]) for event in ours.walk("VEVENT")] == ["CANCELLED"]
    assert theirs.vevent.status.value == "CANCELLED"


def test_what_moved_is_the_same_event_with_a_higher_sequence(cast, read, clock):
    gathering = make_gathering(cast.lindeboom, place="Hal")
    before = read()[1].vevent
    clock.shift(timedelta(minutes=5))
    later = gathering.starts_at + timedelta(days=1)
    Gathering.objects.get(pk=gathering.pk).change(
        by=cast.fatima, starts_at=later, ends_at=later + timedelta(hours=1), place="Ouderkamer"
    )

    after = read()[1].vevent

    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert after.last_modified.value > before.last_modified.value
    assert (after.dtstart.value, after.location.value) == (later, "Ouderkamer")


def test_a_feed_of_one_network_holds_only_its_dates(client, cast):
    cast.kompas.memberships.create(user=cast.samira)
    make_gathering(cast.lindeboom, "Hier")
    make_gathering(cast.kompas, "Daar")
    key = CalendarKey.objects.renew(by=cast.samira)

    def titles(path):
        found = Calendar.from_ical(client.get(path).content).walk("VEVENT")
        return {str(event["summary"]) for event in found}

    assert titles(key.path) == {"Hier", "Daar"}
    assert titles(key.path_of(cast.lindeboom)) == {"Hier"}
    cast.kompas.membership_of(cast.samira).end(by=cast.samira)
    assert titles(key.path) == {"Hier"}
    assert client.get(key.path_of(cast.kompas)).status_code == 404


@pytest.mark.parametrize("change", ["leaves", "place lost", "language", "new date", "other words"])
def test_a_feed_that_changed_is_sent_again(client, cast, change):
    gathering = make_gathering(cast.lindeboom, limit=1)
    gathering.answer("yes", by=cast.samira)
    path = CalendarKey.objects.renew(by=cast.samira).path
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304

    if change == "leaves":
        cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)
    elif change == "place lost":
        gathering.sign_ups.update(seat="waits", seat_since=MORNING)
    elif change == "language":
        cast.samira.language = "tr"
        cast.samira.save()
    elif change == "new date":
        make_gathering(cast.lindeboom, "Thee")
    else:
        with time_machine.travel(MORNING + timedelta(minutes=1), tick=False):
            gathering.set_theme(by=cast.marieke, title="Soep")

    answer = client.get(path, headers={"if-none-match": etag})
    assert answer.status_code == 200
    if change == "other words":
        assert "SUMMARY:Soep" in answer.content.decode()


def test_an_unchanged_feed_asks_four_things(client, cast, django_assert_num_queries):
    for n in range(3):
        make_gathering(cast.lindeboom, f"Koffie {n}")
    path = CalendarKey.objects.renew(by=cast.samira).path
    etag = client.get(path)["ETag"]

    with django_assert_num_queries(4):
        client.get(path, headers={"if-none-match": etag})
