"""Starting a network: alone on a phone, together, with the school, and as the second (J1, J13)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from networks.models import Network
from networks.tasks import go_on_without_silent_schools
from tests.browser.conftest import notice
from tests.browser.test_journey import Parent

MOST_CLICKS = 40
SCHOOLS = {True: "Gerhardschool", False: "Lidwinaschool"}  # one per run: a school starts once
ELSEWHERE = {True: ("Boerhaavestraat", "Aldoende"), False: ("Sumatraplantsoen", "al Jawhara")}


@pytest.fixture(params=(True, False), ids=("with script", "without script"))
def script(request):
    return request.param


@pytest.fixture
def person(browser, site, code_for, script):
    """``person("Fatima", "0612345601")``: somebody with a browser of their own."""
    made = []

    def make(name, address):
        made.append(Parent(browser, site, code_for, name, address, script=script))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


def number(script, digit):
    return f"061234{'11' if script else '22'}0{digit}"


def test_a_parent_starts_a_network_with_another_and_the_school(person, script, link_for):
    fatima = person("Fatima", number(script, 1))
    begin_at_a_school(fatima, SCHOOLS[script])
    emre = person("Emre", number(script, 2))
    ask_another_parent(fatima, emre)
    karin = ask_the_school(fatima, f"karin.{script}@school.test".lower())
    tablet = person("Fatima", fatima.address)
    go_on_later_elsewhere(fatima, tablet, link_for)
    code = plan_and_invite(tablet)
    dunya = person("Dunya", number(script, 3))
    join_and_be_welcomed(tablet, dunya, code)
    clicks = fatima.clicks + tablet.clicks
    print(f"J1: {clicks} clicks up to the first welcome, and {dunya.clicks} of the newcomer")
    assert clicks <= MOST_CLICKS

    another_parent_says_yes(emre, link_for)
    the_school_says_yes(person("Karin", karin), link_for)
    tablet.open(link_for(f"+31{fatima.address[1:]}", "/netwerk/"))
    expect(tablet.page.get_by_role("heading", level=1)).to_contain_text("Fatima")
    tablet.hears("De school doet mee")
    tablet.hears("Emre begint het netwerk samen met u.")


def begin_at_a_school(fatima, school):
    fatima.open("/")
    fatima.follow("Start een oudernetwerk")
    sign_in_by_text(fatima)
    fatima.search(school[:8])
    fatima.follow(school)
    fatima.press("Ja, dit is de school")
    fatima.page.fill("[name=first_name]", "Fatima")
    fatima.press("Ga verder")


def sign_in_by_text(parent):
    parent.page.fill("[name=where]", parent.address)
    parent.press("Stuur mij de code")
    code = parent.code_for(f"+31{parent.address[1:]}")
    parent.page.fill("[name=code]", code)
    parent.press("Ga verder")


def ask_another_parent(fatima, emre):
    page = fatima.page
    page.fill("[name=name]", "Emre")
    page.fill("[name=where]", emre.address[:9])
    fatima.press("Ga verder")
    expect(page).to_have_title("Fout: Samen beginnen – Oudernetwerk")
    expect(page.locator("#errors")).to_be_focused()
    fatima.sees("Dit nummer heeft 9 cijfers. Een mobiel nummer heeft er 10")
    expect(page.locator("[name=name]")).to_have_value("Emre")
    fatima.sees("Hallo Emre. Fatima wil met u een oudernetwerk beginnen")
    fatima.page.locator("#errors a").click()
    expect(page.locator("[name=where]")).to_be_focused()
    page.fill("[name=where]", emre.address)
    fatima.press("Ga verder")


def ask_the_school(fatima, address):
    fatima.page.fill("[name=name]", "Karin")
    fatima.page.fill("[name=email]", address)
    fatima.press("Ga verder")
    return address


def go_on_later_elsewhere(fatima, tablet, link_for):
    fatima.page.fill("[name=rules]", "Wij zijn aardig.")
    fatima.press("Later verder")
    fatima.sees("Alles is bewaard")
    tablet.open(link_for(f"+31{fatima.address[1:]}", "/start/verder/"))
    sign_in_by_text(tablet)
    tablet.sees("Stap 5 van 7")
    expect(tablet.page.locator("[name=rules]")).to_have_value("Wij zijn aardig.")


def plan_and_invite(fatima):
    fatima.press("Ga verder")
    fatima.page.locator("[name=weekday]").select_option("0")
    fatima.page.locator("[name=childcare]").check()
    fatima.press("Ga verder")
    fatima.sees("Uw netwerk is begonnen")
    fatima.sees("Wacht op de school")
    code = fatima.page.locator(".on-code").inner_text()
    fatima.page.go_back()
    fatima.page.reload()
    fatima.sees("Het staat in de agenda.")
    fatima.press("Ga verder")
    fatima.press("Ga naar uw netwerk")
    fatima.sees("8.45")
    return code


def join_and_be_welcomed(fatima, dunya, code):
    dunya.open(f"/k/{code}/")
    dunya.follow("Doe mee")
    sign_in_by_text(dunya)
    dunya.page.fill("[name=first_name]", "Dunya")
    dunya.press("Klaar")
    dunya.sees("Eén klein ding om mee te beginnen")
    notice(fatima.page, fatima.site, "Dunya doet mee").click()
    fatima.page.get_by_role("navigation", name="Menu").get_by_role("link", name="Chat").click()
    fatima.page.fill("textarea[name=text]", "Welkom Dunya!")
    fatima.page.locator("form.on-composer button[aria-label]").click()
    fatima.clicks += 3
    fatima.sees("Welkom Dunya!")
    dunya.open(fatima.page.url)
    dunya.sees("Welkom Dunya!")


def another_parent_says_yes(emre, link_for):
    emre.open(link_for(f"+31{emre.address[1:]}", "/start/samen/"))
    sign_in_by_text(emre)
    emre.press("Ja, ik begin mee")
    expect(emre.page.locator("main")).to_contain_text("8.45")


def the_school_says_yes(karin, link_for):
    karin.open(link_for(karin.address, "/voor-de-school/"))
    karin.press("Ja, wij doen mee")
    karin.sees("Dank u wel")
    karin.follow("Doe mee namens de school")
    karin.sign_in()
    karin.page.fill("[name=first_name]", "Karin")
    karin.page.fill("[name=last_name]", "de Vries")
    karin.page.fill("[name=reachable]", "maandag van 8 tot 9 uur")
    karin.press("Doe mee")
    karin.sees("Welkom. Hier leest u mee")


def test_the_second_starter_meets_the_first(person, script, django_db_blocker):
    priya = person("Priya", f"priya.{script}@voorbeeld.test".lower())
    street, school = ELSEWHERE[script]
    priya.open("/netwerken/?q=1093")
    priya.sees("De Lindeboom")
    priya.open("/start/")
    priya.sign_in()
    if script:
        hear_the_hint_while_typing(priya)
    priya.search("De Lindeboom")
    expect(priya.page.locator("input[name=q]")).to_have_value("De Lindeboom")
    priya.follow("De Lindeboom")
    priya.sees("De Lindeboom heeft al een oudernetwerk.")

    priya.follow("Dit is een andere school met dezelfde naam")
    priya.search(street)
    priya.follow(school)
    priya.press("Ja, dit is de school")
    priya.page.fill("[name=first_name]", "Priya")
    priya.press("Ga verder")
    priya.page.locator("[name=company][value=alone]").check()
    priya.press("Ga verder")
    ask_the_school(priya, f"school.{script}@school.test".lower())
    priya.open("/netwerken/?q=" + street)
    priya.follow(school)
    priya.sees("Wacht op de school")

    with django_db_blocker.unblock():
        let_22_days_pass(school)
    priya.page.reload()
    priya.sees("Ouders zonder school")
    priya.hears("gaat verder zonder de school")
    write_something(priya)


def hear_the_hint_while_typing(priya):
    priya.page.locator("input[name=q]").press_sequentially("Linde")
    status = priya.page.locator("school-search [role=status]")
    expect(status).to_contain_text("De Lindeboom heeft al een oudernetwerk.")


def let_22_days_pass(school):
    network = Network.objects.filter(school__name=school)
    network.update(recognition_since=timezone.now() - timedelta(days=22))
    go_on_without_silent_schools()


def write_something(priya):
    priya.open("/netwerk/")
    priya.open("/start/")
    priya.page.locator("[name=rules]").fill("Wij zijn aardig.")
    priya.press("Ga verder")
    priya.page.locator("[name=when][value=later]").check()
    priya.press("Ga verder")
    priya.press("Ga naar uw netwerk")
    priya.open(f"{priya.page.url}gesprekken/nieuw/")
    priya.page.fill("[name=title]", "Hallo")
    priya.page.fill("[name=text]", "Is er al iemand?")
    priya.page.locator("[name=kind]").first.check()
    priya.press("Plaats mijn gesprek")
    priya.sees("Is er al iemand?")
