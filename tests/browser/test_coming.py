"""J4, J8 and J16: a parent says yes to coffee; a parent without an app comes too; the door."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from community.accounts.models import User
from networks.models import Network
from ouderkamer.models import Gathering
from ouderkamer.tasks import forget_answers
from tests.browser.conftest import PHONE, notice

AGENDA = "/netwerk/lindeboom/ouderkamer/"


@pytest.fixture
def unblocked(django_db_blocker):
    """The database of the site itself, to move a date that a journey cannot wait for."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def plan(unblocked):
    """A date of its own for one journey; it is gone from the agenda afterwards."""
    made = []

    def make(title, **facts):
        lindeboom = Network.objects.get(slug="lindeboom")
        starts_at = facts.pop("starts_at", timezone.now() + timedelta(hours=5))
        gathering = lindeboom.gatherings.create(
            title=title,
            audience="everyone",
            place="Ouderkamer, Lindestraat 12",
            childcare=True,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            **facts,
        )
        made.append(gathering)
        return gathering

    yield make
    for gathering in made:
        Gathering.objects.filter(pk=gathering.pk).delete()


def person(first_name):
    return User.objects.get(first_name=first_name, memberships__network__slug="lindeboom")


def test_j4_a_parent_says_yes_to_coffee(browser, site, become, device, plan):
    gathering = plan("Koffie van vandaag")
    samira = device("samira")
    samira.goto(f"{site}/netwerk/lindeboom/")
    yes = samira.get_by_role("button", name="Ja, ik kom").first
    yes.click()
    expect(yes).to_have_attribute("aria-pressed", "true")
    expect(yes).to_be_focused()
    expect(samira.get_by_text("Fijn, tot")).to_be_visible()

    samira.get_by_role("link", name="Koffie van vandaag").first.click()
    samira.get_by_label("Opvang voor mijn kinderen").select_option("1")
    samira.get_by_role("button", name="Bewaar wat ik nodig heb").click()
    expect(samira.get_by_text("opvang voor 1 kind")).to_be_visible()
    file = samira.request.get(f"{site}{AGENDA}{gathering.pk}.ics").body()
    [event] = Calendar.from_ical(file).walk("VEVENT")
    assert str(event["location"]) == "Ouderkamer, Lindestraat 12"
    assert event["dtstart"].params["TZID"] == "Europe/Amsterdam"

    marieke = device("marieke")
    marieke.goto(f"{site}{AGENDA}{gathering.pk}-x/")
    marieke.get_by_role("link", name="Het gaat niet door").click()
    marieke.get_by_label("Waarom gaat het niet door?").fill("De gast is ziek.")
    marieke.get_by_role("button", name="Zeg deze afspraak af").click()
    expect(marieke.get_by_text("De gast is ziek.")).to_be_visible()
    notice(samira, site, "De gast is ziek.")
    samira.goto(f"{site}{AGENDA}")
    row = samira.locator(f"#gathering-{gathering.pk}")
    expect(row).to_contain_text("De gast is ziek.")
    expect(row).to_contain_text("Gaat niet door")


def test_j4_works_without_script(browser, site, become, plan):
    gathering = plan("Thee van vandaag")
    context = browser.new_context(viewport=PHONE, locale="nl-NL", java_script_enabled=False)
    samira = context.new_page()
    become(samira, "samira")
    samira.goto(f"{site}/netwerk/lindeboom/")

    samira.get_by_role("button", name="Ja, ik kom").first.click()

    expect(samira.get_by_text("Fijn, tot")).to_be_visible()
    assert gathering.sign_ups.get().person == person("Samira")
    context.close()


def test_j8_a_parent_without_an_app_is_in_the_agenda_with_what_she_needs(site, device, plan):
    gathering = plan("Koffie voor Hafida", starts_at=timezone.now() + timedelta(days=2))
    naima = device("naima")
    naima.goto(f"{site}{AGENDA}{gathering.pk}/aanmelden/ouder/")
    naima.get_by_label("Voornaam van de ouder").fill("Hafida")
    naima.get_by_label("Telefoon", exact=True).check()
    naima.get_by_label("Opvang voor mijn kinderen").select_option("1")
    naima.get_by_label("Iemand die met mij meeloopt").check()
    naima.get_by_label("Deze ouder zei zelf ja").check()
    naima.get_by_role("button", name="Meld deze ouder aan").click()
    expect(naima.get_by_text("Briefje voor Hafida")).to_be_visible()

    marieke = device("marieke")
    marieke.goto(f"{site}{AGENDA}{gathering.pk}/aanwezig/")
    row = marieke.locator("li", has_text="Hafida").first
    expect(row).to_contain_text("opvang voor 1 kind")
    expect(row).to_contain_text("iemand die meeloopt")


def test_j16_signed_up_at_the_gate_waiting_and_not_come(browser, site, device, plan):
    gathering = plan(
        "Lezen aan tafel", starts_at=timezone.now() + timedelta(days=3), childcare_limit=1
    )
    sheet = f"{site}{AGENDA}{gathering.pk}/aanwezig/"
    naima = device("naima")
    slip = sign_up_at_the_gate(naima, site, sheet)
    wait_for_childcare(device, site, gathering)
    call_off(naima, slip)
    offers_go_on(device, site, gathering)

    Gathering.objects.filter(pk=gathering.pk).update(
        starts_at=timezone.now() - timedelta(minutes=30),
        ends_at=timezone.now() + timedelta(minutes=30),
    )
    marieke = device("marieke")
    tick_at_the_door(marieke, sheet)
    expect(marieke.get_by_text("Niemand krijgt een streepje.")).to_be_visible()
    expect(marieke.get_by_text("Dit bericht staat klaar")).to_have_count(0)

    Gathering.objects.filter(pk=gathering.pk).update(ends_at=timezone.now())
    marieke.goto(sheet)
    expect(marieke.get_by_text("Dit bericht staat klaar")).to_have_count(1)
    assert set(gathering.sign_ups.values_list("follow_up", flat=True)) == {""}
    marieke.get_by_role("button", name="Stuur morgen om 9.00 uur").click()
    expect(marieke.get_by_text("Het gaat weg op")).to_be_visible()

    long_ago = timezone.now() - timedelta(days=15)
    Gathering.objects.filter(pk=gathering.pk).update(
        starts_at=long_ago - timedelta(hours=1), ends_at=long_ago
    )
    forget_answers()
    marieke.goto(sheet)
    expect(marieke.get_by_text("Alleen de aantallen zijn bewaard")).to_be_visible()
    expect(marieke.get_by_text("Er kwamen 4 mensen.")).to_be_visible()
    assert "Priya" not in marieke.locator("main").inner_text()


def sign_up_at_the_gate(naima, site, sheet):
    """Refused without the tick; with it there is a slip on one A6."""
    naima.goto(sheet)
    naima.get_by_role("link", name="Meld een ouder aan").click()
    naima.get_by_label("Voornaam van de ouder").fill("Hafida")
    naima.get_by_role("radio", name="Bij het hek").check()
    naima.get_by_label("Opvang voor mijn kinderen").select_option("1")
    naima.get_by_role("button", name="Meld deze ouder aan").click()
    expect(naima.get_by_role("alert").get_by_text("deze ouder zei zelf ja")).to_be_visible()
    expect(naima.get_by_label("Voornaam van de ouder")).to_have_value("Hafida")
    naima.get_by_label("Deze ouder zei zelf ja").check()
    naima.get_by_role("button", name="Meld deze ouder aan").click()
    expect(naima.get_by_text("Briefje voor Hafida")).to_be_visible()
    slip = naima.url
    document = PdfDocument(naima.request.get(f"{slip}briefje.pdf").body())
    assert (len(document), [round(side / 72 * 25.4) for side in document[0].get_size()]) == (
        *(1, [105, 148]),
    )
    return slip


def wait_for_childcare(device, site, gathering):
    """Emre waits first, Samira second; their own seats are theirs."""
    for name, number in (("emre", 1), ("samira", 2)):
        page = device(name)
        page.goto(f"{site}{AGENDA}{gathering.pk}-x/")
        page.get_by_label("Opvang voor mijn kinderen").select_option("1")
        page.get_by_role("button", name="Ik kom, en dit heb ik nodig").click()
        expect(page.get_by_text(f"U bent nummer {number}")).to_be_visible()
        expect(page.get_by_text("U mag zelf wel komen.")).to_be_visible()


def call_off(naima, slip):
    naima.goto(slip)
    naima.get_by_role("button", name="Meld af").click()
    expect(naima.get_by_text("Afgezegd. De plek is vrij voor een ander.")).to_be_visible()


def offers_go_on(device, site, gathering):
    """The first gets an offer that ends; when he says no, the next one does."""
    emre, samira = device("emre"), device("samira")
    for page, answer in ((emre, "Nee, bedankt"), (samira, "Ja, graag")):
        page.goto(f"{site}{AGENDA}{gathering.pk}-x/")
        expect(page.get_by_text("Daarna vragen we een ander.")).to_be_visible()
        page.get_by_role("button", name=answer).click()
        page.wait_for_load_state()
    samira.goto(f"{site}{AGENDA}{gathering.pk}-x/")
    expect(samira.get_by_text("opvang voor 1 kind")).to_be_visible()


def tick_at_the_door(marieke, sheet):
    """Also without a network; what was ticked arrives when there is one again."""
    gathering = Gathering.objects.get(pk=sheet.rstrip("/").split("/")[-2])
    gathering.sign_ups.create(person=person("Priya"), answer="yes", seat="held")
    marieke.goto(sheet)
    numbers = marieke.locator("[data-here]")
    marieke.get_by_role("button", name=re.compile("Is er ?: Emre")).click()
    expect(numbers).to_have_text("1")
    marieke.context.set_offline(True)
    marieke.get_by_role("button", name=re.compile("Is er ?: Samira")).click()
    expect(marieke.get_by_text("Uw vinkjes blijven hier bewaard")).to_be_visible()
    expect(numbers).to_have_text("2")
    marieke.context.set_offline(False)
    expect(marieke.get_by_text("Uw vinkjes blijven hier bewaard")).to_be_hidden()
    marieke.goto(sheet)
    expect(numbers).to_have_text("2")
    marieke.get_by_label("Extra ouders").fill("2")
    marieke.get_by_role("button", name="Tel mee").click()
    expect(marieke.get_by_label("Extra ouders")).to_have_value("2")
    assert not Gathering.objects.get(pk=gathering.pk).sign_ups.filter(person=None, answer="yes")
