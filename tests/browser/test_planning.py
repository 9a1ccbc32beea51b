"""J11 and J17: the school makes a series; the workgroup plans a month at the keyboard."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from community.templatetags.ui import day
from networks.models import Network
from ouderkamer.models import Gathering, Series
from tests.browser.conftest import DESK, notice
from tests.browser.test_coming import AGENDA, person


@pytest.fixture
def unblocked(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def leave_nothing(unblocked):
    """The series of a journey goes with its dates, for the others that look at the agenda."""
    before = set(Series.objects.values_list("pk", flat=True))
    yield
    new = Series.objects.exclude(pk__in=before)
    Gathering.objects.filter(series__in=new).delete()
    new.delete()


def in_a_week():
    return date.today() + timedelta(days=7)


def test_j11_the_school_makes_a_series_and_changes_single_dates(site, device, leave_nothing):
    karin = device("karin", DESK)
    karin.goto(f"{site}{AGENDA}")
    karin.get_by_role("link", name="Nieuwe reeks").click()
    series = make_series(karin)
    assert {*series.gatherings.first().interpreters} == {"tr", "ar"}
    assert all(not series.why_free(one.series_day) for one in series.gatherings.all())

    second, third = series.to_come.order_by("starts_at")[1:3]
    change_one_date(karin, site, second)
    karin.goto(f"{site}{AGENDA}{third.pk}/afgelasten/")
    karin.get_by_label("Waarom gaat het niet door?").fill("Studiedag van school.")
    karin.get_by_role("button", name="Zeg deze afspraak af").click()
    series.refresh_from_db()
    assert (series.title, set(series.to_come.values_list("title", flat=True))) == (
        *("Taalcafé", {"Taalcafé", "Woorden van de herfst"}),
    )

    samira = device("samira", {"width": 320, "height": 700})
    samira.goto(f"{site}{AGENDA}?maand={third.starts_at:%Y-%m}")
    expect(samira.locator(f"#gathering-{third.pk}")).to_contain_text("Studiedag van school.")
    assert samira.evaluate("document.documentElement.scrollWidth") <= 320
    expect(samira.get_by_text("Taalcafé").first).to_be_visible()
    in_her_calendar(samira, site, second, third)


def make_series(karin):
    karin.get_by_label("Waar gaat het over?").fill("Taalcafé")
    karin.get_by_label("Vanaf welke dag?").fill(in_a_week().isoformat())
    karin.get_by_label("Tot en met welke dag?").fill((in_a_week() + timedelta(weeks=8)).isoformat())
    karin.get_by_label("Van", exact=True).fill("08:45")
    karin.get_by_label("Tot", exact=True).fill("10:00")
    karin.get_by_label("Niet in de schoolvakantie van regio").select_option("noord")
    karin.get_by_label("Waar?", exact=True).fill("Lokaal 3")
    karin.get_by_label("Er is opvang").check()
    karin.get_by_text("Er is een tolk").click()
    karin.get_by_label("Turks").check()
    karin.get_by_label("Arabisch").check()
    karin.get_by_label("Voor wie is het?").select_option("everyone")
    karin.get_by_role("button", name="Bekijk de dagen").click()
    expect(karin.get_by_role("heading", name="Welke dagen gaan door?")).to_be_visible()
    assert not Series.objects.filter(title="Taalcafé").exists()
    karin.get_by_role("button", name="Bewaar de reeks").click()
    karin.wait_for_url("**/ouderkamer/")
    return Series.objects.get(title="Taalcafé")


def change_one_date(karin, site, gathering):
    karin.goto(f"{site}{AGENDA}{gathering.pk}/veranderen/")
    karin.get_by_label("Waar gaat het over?").fill("Woorden van de herfst")
    karin.get_by_label("Wie is de gast?").fill("Anouk")
    karin.get_by_role("button", name="Bewaar").click()
    expect(karin.get_by_role("heading", level=1)).to_have_text("Woorden van de herfst")


def in_her_calendar(samira, site, changed, cancelled):
    samira.goto(f"{site}{AGENDA}zet-in-agenda/")
    samira.get_by_role("button", name="Maak").click()
    feed = samira.request.get(samira.get_by_label("Uw adres").input_value()).body()
    events = {str(event["uid"]): event for event in Calendar.from_ical(feed).walk("VEVENT")}
    assert str(events[f"{changed.uid}@oudernetwerk"]["summary"]) == "Woorden van de herfst"
    assert str(events[f"{cancelled.uid}@oudernetwerk"]["status"]) == "CANCELLED"


def test_j17_the_workgroup_plans_a_month_at_the_keyboard(site, device, unblocked):
    marieke = device("marieke", DESK)
    marieke.goto(f"{site}{AGENDA}planbord/")
    gathering = place_with_the_keyboard(marieke)
    samira = device("samira")
    samira.goto(f"{site}{AGENDA}{gathering.pk}-x/")
    expect(samira.get_by_role("heading", level=1)).to_have_text("Schermtijd")

    ask_samira_as_guest(marieke, samira, site, gathering)
    look_who_loses_a_place(device, site, gathering)
    refused_in_the_holiday(marieke, site)

    marieke.goto(f"{site}{AGENDA}planbord/")
    card = marieke.locator(f"#date-{gathering.pk}")
    card.get_by_role("button", name="Maak ongedaan").click()
    expect(marieke.get_by_text("Het thema staat weer in de lijst.")).to_be_visible()


def place_with_the_keyboard(marieke):
    """Tab to the list, choose, tab to the button; the place one stood stays the place."""
    choice = marieke.locator(".on-hole select").first
    pk = choice.get_attribute("id").removeprefix("theme-")
    choice.focus()
    marieke.keyboard.type("Scherm")
    marieke.keyboard.press("Tab")
    marieke.keyboard.press("Enter")
    expect(marieke.get_by_role("status").get_by_text("Schermtijd staat op")).to_be_visible()
    expect(marieke.locator(f"#date-{pk}")).to_be_focused()
    return Gathering.objects.get(pk=pk)


def ask_samira_as_guest(marieke, samira, site, gathering):
    marieke.goto(f"{site}{AGENDA}planbord/")
    marieke.get_by_role("link", name="Samira, moeder en boekhouder").click()
    marieke.get_by_label("Is het een ouder uit dit netwerk?").select_option(label="Samira")
    marieke.get_by_role("button", name="Bewaar").click()
    card = marieke.locator("[id^=guest-]", has_text="Samira, moeder en boekhouder")
    card.locator("select").select_option(str(gathering.pk))
    card.get_by_role("button", name="Uitnodigen").click()
    notice(samira, site, "Wilt u iets vertellen in de ouderkamer").click()
    samira.get_by_role("button", name="Ja").click()
    expect(samira.get_by_text("Zegt ja")).to_be_visible()
    marieke.goto(f"{site}{AGENDA}planbord/")
    expect(card.get_by_text("Zegt ja")).to_be_visible()


def look_who_loses_a_place(device, site, gathering):
    """Fewer seats are shown first; who needs an interpreter keeps the place."""
    for name, needs in (("Priya", {}), ("Ewa", {}), ("Mehmet", {"interpreter": "tr"})):
        gathering.sign_ups.create(person=person(name), answer="yes", seat="held", **needs)
    karin = device("karin", DESK)
    karin.goto(f"{site}{AGENDA}reeks/{gathering.series_id}/")
    karin.locator("[name=limit]").fill("2")
    karin.get_by_role("button", name="Bekijk de dagen").click()
    row = karin.get_by_role("row", name=day(gathering.starts_at))
    expect(row).to_contain_text("1 gezin op de wachtlijst")
    expect(row).not_to_contain_text("Ewa")  # the school reads how many, not who
    series = Series.objects.get(pk=gathering.series_id)
    assert series.limit is None
    karin.get_by_role("button", name="Houd de plekken zoals ze waren").click()
    karin.wait_for_url("**/ouderkamer/")
    series.refresh_from_db()
    assert series.limit is None
    assert set(gathering.sign_ups.values_list("seat", flat=True)) == {"held"}
    assert not person("Ewa").notifications.filter(kind="ouderkamer.place_lost").exists()


def refused_in_the_holiday(marieke, site):
    series = Network.objects.get(slug="lindeboom").series.order_by("pk").first()
    far = date.today() + timedelta(weeks=9)
    free = [day for day in series.rule_days(far) if day > date.today() and series.why_free(day)]
    marieke.goto(f"{site}{AGENDA}planbord/")
    title = marieke.get_by_role("heading", name="Pesten")
    card = marieke.locator("article[id^='theme-']").filter(has=title)
    card.get_by_text("Plan, voeg samen of niet nu").click()
    card.get_by_label("Op welke dag?").select_option(f"free-{free[0].isoformat()}")
    card.get_by_role("button", name="Zet neer").click()
    expect(marieke.get_by_role("alert").get_by_text("is het")).to_be_visible()
