"""Calendar files: what a phone copies, and whom it does not tell about."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from ouderkamer.models import CalendarKey, Gathering
from tests.factories import make_gathering

MORNING = datetime(2026, 11, 24, 7, 45, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def feed(cast):
    return CalendarKey.objects.renew(by=cast.samira).path


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def by_title(response):
    return {str(event["summary"]): str(event["status"]) for event in events(response)}


def test_a_feed_holds_what_its_owner_may_come_to(client, cast, feed):
    make_gathering(cast.lindeboom, "Nog geen antwoord")
    make_gathering(cast.lindeboom, "Ja").answer("yes", by=cast.samira)
    make_gathering(cast.lindeboom, "Misschien").answer("maybe", by=cast.samira)
    make_gathering(cast.lindeboom, "Nee").answer("no", by=cast.samira)
    make_gathering(cast.lindeboom, "Vorige maand", days=-30)
    make_gathering(cast.lindeboom, "Lang geleden", days=-91)
    make_gathering(cast.kompas, "Elders")
    make_gathering(cast.lindeboom, "Ziek").cancel("Ziek.", by=cast.marieke)

    assert by_title(client.get(feed)) == {
        "Nog geen antwoord": "TENTATIVE",
        "Ja": "CONFIRMED",
        "Misschien": "TENTATIVE",
        "Vorige maand": "TENTATIVE",
        "Ziek": "CANCELLED",
    }


def test_staff_of_the_school_get_what_is_for_everyone(client, cast):
    make_gathering(cast.lindeboom, "Alleen ouders")
    make_gathering(cast.lindeboom, "Samen", audience="everyone")

    response = client.get(CalendarKey.objects.renew(by=cast.karin).path)

    assert set(by_title(response)) == {"Samen"}


def test_whoever_leaves_keeps_an_empty_feed(client, cast, feed):
    make_gathering(cast.lindeboom).answer("yes", by=cast.samira)
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)

    assert events(client.get(feed)) == []


def test_an_event_is_told_in_the_time_and_words_of_the_school(client, cast, feed):
    gathering = make_gathering(
        cast.lindeboom,
        "Lezen, praten; en\x07 doen",
        intro="Met koffie.",
        place="Ouderkamer",
        directions="eerste deur, links",
    )

    response = client.get(feed)
    text = response.content.decode().replace("\r\n ", "")
    [event] = events(response)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;TZID=Europe/Amsterdam:20261201T084500\r\n" in text
    assert "SUMMARY:Lezen\\, praten\\; en doen\r\n" in text
    assert "LOCATION:Ouderkamer\\, eerste deur\\, links\r\n" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n" in text
    assert "X-WR-CALNAME:" in text
    assert "De Lindeboom" in text
    assert str(event["uid"]) == f"{gathering.uid}@oudernetwerk"
    assert event["dtstamp"].dt == event["last-modified"].dt == gathering.updated_at
    assert str(event["url"]).endswith(gathering.get_absolute_url())
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75


def test_the_zone_changes_its_clock_when_europe_does(client, cast, feed):
    [zone] = Calendar.from_ical(client.get(feed).content).walk("VTIMEZONE")
    rebuilt = zone.to_tz()

    def offset(*moment):
        return datetime(*moment, tzinfo=rebuilt).utcoffset()

    assert [offset(2027, 3, 27, 12), offset(2027, 3, 29, 12)] == [
        *(timedelta(hours=1), timedelta(hours=2))
    ]
    assert [offset(2027, 10, 30, 12), offset(2027, 11, 1, 12)] == [
        *(timedelta(hours=2), timedelta(hours=1))
    ]


def test_uid_stays_and_sequence_rises_when_a_date_is_cancelled(client, cast, feed):
    gathering = make_gathering(cast.lindeboom)
    [before] = events(client.get(feed))
    Gathering.objects.get(pk=gathering.pk).cancel("Ziek.", by=cast.marieke)
    [after] = events(client.get(feed))

    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert (str(before["status"]), str(after["status"])) == ("TENTATIVE", "CANCELLED")


def test_a_feed_that_did_not_change_is_not_sent_again(client, cast, feed):
    gathering = make_gathering(cast.lindeboom)
    etag = client.get(feed)["ETag"]

    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        unchanged = client.get(feed, headers={"if-none-match": etag})
        gathering.answer("yes", by=cast.samira)
        changed = client.get(feed, headers={"if-none-match": etag})

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (changed.status_code, changed["ETag"] == etag) == (200, False)


def test_only_the_newest_address_opens(client, cast, feed):
    renewed = CalendarKey.objects.renew(by=cast.samira)

    assert client.get(feed).status_code == 404
    assert client.get(renewed.path).status_code == 200
    assert len(renewed.token) >= 22  # 128 bits
    assert client.get(reverse("feeds:personal", args=["x" * 32])).status_code == 404


def test_a_closed_account_has_no_feed(client, cast, feed):
    cast.samira.is_active = False
    cast.samira.save()

    assert client.get(feed).status_code == 404


def test_an_address_is_made_by_a_button_and_shown_to_its_owner(client, cast):
    page = reverse("ouderkamer:calendar", args=[cast.lindeboom.slug])
    client.force_login(cast.samira)
    client.get(page)
    assert not CalendarKey.objects.exists()

    response = client.post(f"{page}vernieuwen/", follow=True)

    key = CalendarKey.objects.get(person=cast.samira)
    assert f'value="http://testserver{key.path}"' in response.content.decode()
    client.force_login(cast.emre)
    assert key.token not in client.get(page).content.decode()


def test_a_feed_costs_the_same_for_one_and_three_dates(
    client, cast, feed, django_assert_num_queries
):
    make_gathering(cast.lindeboom)
    with django_assert_num_queries(6):
        client.get(feed)

    for _n in range(2):
        make_gathering(cast.lindeboom)
    with django_assert_num_queries(6):
        client.get(feed)


def test_no_calendar_names_anybody_who_comes(client, cast, feed):
    gathering = make_gathering(cast.lindeboom, is_public=True)
    for person in (cast.samira, cast.emre, cast.amal):
        gathering.answer("yes", by=person)
    public = client.get(reverse("feeds:public_ics", args=[gathering.pk]))
    client.force_login(cast.samira)
    own = client.get(reverse("ouderkamer:gathering_ics", args=["de-lindeboom", gathering.pk]))

    for response in (client.get(feed), public, own):
        for name in ("Samira", "Emre", "Amal", "voorbeeld.test"):
            assert name not in response.content.decode()
    assert by_title(own) == {"Koffie en lezen": "CONFIRMED"}


def test_the_public_file_tells_title_time_and_place_of_public_dates(client, cast):
    public = make_gathering(
        cast.lindeboom, "Kom erbij", is_public=True, place="Ouderkamer", intro="Besloten verhaal"
    )
    cancelled = make_gathering(cast.lindeboom, is_public=True)
    cancelled.cancel("Ziek.", by=cast.marieke)
    closed = make_gathering(cast.lindeboom, "Besloten")

    def get(gathering):
        return client.get(reverse("feeds:public_ics", args=[gathering.pk]))

    [event] = events(get(public))
    assert set(event) == {
        *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND"),
        *("SUMMARY", "STATUS", "LOCATION"),
    }
    assert [get(hidden).status_code for hidden in (cancelled, closed)] == [404, 404]
