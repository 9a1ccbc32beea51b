"""J5 and J15: asked without a name, answered by the school; and a clock that was late."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from forums.models import SchoolQuestion
from networks.holidays import school_days_between
from tests.browser.conftest import DESK, PHONE, notice

TALK = "/netwerk/lindeboom/gesprekken/"


def _page(browser, become, who, size=PHONE):
    page = browser.new_context(viewport=size, locale="nl-NL").new_page()
    become(page, who)
    return page


def test_a_question_without_a_name_is_answered_and_names_nobody(browser, site, become):
    samira = _page(browser, become, "samira")
    samira.goto(f"{site}{TALK}nieuw/")
    samira.get_by_label("Iets vragen").check()
    samira.get_by_label("Uw vraag of verhaal in één zin").fill("Is er hulp bij rekenen?")
    samira.get_by_label("Vertel meer").fill("Thuis lukt het niet goed.")
    samira.get_by_label("Ouders en school").check()
    samira.get_by_label("Zonder mijn naam").check()
    samira.get_by_role("button", name="Bekijk het eerst").click()
    preview = samira.get_by_role("region", name="Zo komt het eruit te zien")
    expect(preview).to_contain_text("Een ouder")
    expect(preview.locator(".on-avatar")).to_have_text("?")
    expect(samira.get_by_label("Zonder mijn naam")).to_be_checked()
    samira.get_by_role("button", name="Plaats mijn gesprek").click()
    expect(samira.get_by_role("heading", level=1)).to_have_text("Is er hulp bij rekenen?")
    address = samira.url.split("?")[0]

    naima, karin = _page(browser, become, "naima"), _page(browser, become, "karin", DESK)
    for page, words in ((naima, "Bij ons helpt een buurmeisje."), (karin, "Ja, op woensdag.")):
        page.goto(address)
        page.get_by_label("Uw antwoord").fill(words)
        page.get_by_role("button", name="Verstuur mijn antwoord").click()
        expect(page.get_by_text(words)).to_be_visible()
    answer = naima.locator(".on-post--school")
    for page in (naima, karin):
        page.goto(address)
        expect(answer if page is naima else page.locator(".on-post--school")).to_have_count(1)
        assert "Samira" not in page.content()
    naima.goto(f"{site}{TALK}?toon=school")
    expect(naima.get_by_role("link", name="Is er hulp bij rekenen?")).to_be_visible()
    notice(samira, site, "Karin Smit gaf antwoord in “Is er hulp bij rekenen?”.")
    for page in (samira, naima, karin):
        page.context.close()


def test_a_late_answer_is_seen_reminded_of_and_given(browser, site, become, django_db_blocker):
    naima, karin = _page(browser, become, "naima"), _page(browser, become, "karin", DESK)
    naima.goto(f"{site}{TALK}nieuw/?kind=school")
    expect(naima.get_by_label("Ouders en school")).to_be_hidden()
    naima.get_by_label("Uw vraag of verhaal in één zin").fill("Mag het hek eerder open?")
    naima.get_by_label("Vertel meer").fill("Wij staan in de regen.")
    naima.get_by_label("Zonder mijn naam").check()
    naima.get_by_role("button", name="Plaats mijn gesprek").click()
    stops = naima.locator(".on-clock > li")
    expect(stops.nth(0)).to_contain_text("Gestuurd (klaar)")
    expect(stops.nth(1)).to_contain_text("Gelezen (nu)")
    address = naima.url.split("?")[0]

    karin.goto(f"{site}{TALK}school/")
    row = karin.get_by_role("listitem").filter(has_text="Mag het hek eerder open?")
    expect(row).to_contain_text("Zonder naam")
    row.get_by_role("button", name="Ik heb het gelezen").click()
    expect(karin.locator(".on-clock > li").nth(1)).to_contain_text("door Karin Smit")

    with django_db_blocker.unblock():
        let_the_day_pass(address)
    naima.goto(address)
    expect(naima.get_by_text("1 schooldag te laat")).to_be_visible()
    expect(naima.get_by_text("De school is iets te laat")).to_be_visible()
    fatima = _page(browser, become, "fatima")
    notice(fatima, site, "De school is te laat met “Mag het hek eerder open?”.")
    notice(karin, site, "Ouders wachten op antwoord op “Mag het hek eerder open?”.").click()

    karin.get_by_label("Uw antwoord").fill("Wij vragen het de conciërge.")
    expect(karin.get_by_label("Wanneer komt er meer?")).to_be_hidden()
    karin.get_by_label("Eerste antwoord, er komt meer").check()
    karin.get_by_role("button", name="Zet op de site").click()
    expect(karin).to_have_title(re.compile("^Fout: "))
    expect(karin.locator("#errors")).to_be_focused()
    expect(karin.locator("#errors")).to_contain_text("Kies een datum.")
    expect(karin.get_by_label("Uw antwoord")).to_have_value("Wij vragen het de conciërge.")
    day = timezone.localdate() + timedelta(days=14)
    karin.get_by_label("Wanneer komt er meer?").fill(day.isoformat())
    karin.get_by_role("button", name="Zet op de site").click()
    expect(karin.get_by_text("schooldag te laat")).to_have_count(0)

    notice(naima, site, "De school gaf antwoord op “Mag het hek eerder open?”.").click()
    naima.get_by_label("Een beetje").check()
    naima.get_by_role("button", name="Verstuur", exact=True).click()
    expect(naima.get_by_text("De school ziet alleen hoe vaak ja.")).to_be_visible()
    expect(naima.get_by_text("Voelde u zich gehoord?")).to_have_count(0)
    for page in (naima, karin, fatima):
        page.context.close()


def let_the_day_pass(address):
    """As if the school should have answered one school day ago, and the chore has run."""
    question = SchoolQuestion.objects.get(topic=int(re.search(r"/(\d+)-", address)[1]))
    today = question.due_on = timezone.localdate()
    while school_days_between(question.due_on, today) < 1:
        question.due_on -= timedelta(days=1)
    question.save()
    question.remind(on=today)
