"""J2 and J18: a task is asked for, thought about, taken and given back, by two people."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from networks.models import Silence, Term
from tests.browser.conftest import DESK, PHONE

PAGE = "/netwerk/lindeboom/overdragen/"


def _page(browser, size):
    return browser.new_context(viewport=size, locale="nl-NL").new_page()


def test_fatima_asks_naima_who_says_yes(browser, site, become, open_notice):
    fatima, naima = _page(browser, PHONE), _page(browser, PHONE)
    become(fatima, "fatima")
    fatima.goto(site + PAGE)
    fatima.get_by_label("Welke taak?").select_option(label="Moderator")
    fatima.get_by_label("Naima, groep 2 en 7").check()
    fatima.get_by_role("button", name="Vraag deze ouder").click()
    expect(fatima.get_by_text("is gevraagd, denkt erover na")).to_be_visible()
    fatima.get_by_role("button", name="Maak de lijst").click()
    fatima.get_by_role("button", name="Wie wat doet op school").click()

    become(naima, "naima")
    open_notice(naima, "Fatima vraagt of u dit wilt worden: moderator.")
    done = naima.get_by_role("button", name="Wie wat doet op school")
    expect(done).to_have_attribute("aria-pressed", "true")
    naima.get_by_role("button", name="Ja, dat wil ik").click()
    expect(naima.get_by_role("heading", level=1)).to_have_text("Moderator")

    fatima.goto(site + PAGE)
    row = fatima.get_by_role("listitem").filter(has_text="Naima").filter(has_text="Moderator")
    expect(row).to_contain_text("tot en met 31 juli")
    row.locator("summary").click()
    row.get_by_role("button", name="Stop met deze taak").click()
    fatima.goto(site + PAGE)
    expect(row).to_have_count(0)
    for page in (fatima, naima):
        page.context.close()


def test_a_new_task_is_in_the_menu_of_an_open_page_within_two_seconds(
    browser, site, become, open_notice
):
    fatima, context = _page(browser, PHONE), browser.new_context(viewport=DESK, locale="nl-NL")
    become(fatima, "fatima")
    ask_samira(fatima, site, task="Contact-ouder")

    start, question = context.new_page(), context.new_page()
    become(start, "samira")
    start.goto(f"{site}/netwerk/lindeboom/")
    invite = start.get_by_role("navigation").get_by_role("link", name="Uitnodigen")
    expect(invite).to_have_count(0)
    open_notice(question, "Fatima vraagt of u dit wilt worden: contact-ouder.")
    question.get_by_role("button", name="Ja, dat wil ik").click()
    expect(invite).to_be_visible(timeout=2000)

    stop(question, site, "Samira")
    expect(invite).to_have_count(0, timeout=2000)
    for used in (fatima.context, context):
        used.close()


def test_naima_hands_over_on_a_day_that_she_names(
    browser, site, become, open_notice, django_db_blocker
):
    naima, samira = _page(browser, PHONE), _page(browser, PHONE)
    become(naima, "naima")
    ask_samira(naima, site, task="Contact-ouder")
    expect(naima.get_by_text("Dit bericht kreeg Samira")).to_be_visible()
    give = naima.get_by_role("button", name="Draag over op")
    expect(give).to_have_attribute("aria-disabled", "true")
    expect(naima.get_by_text("Kan als Samira ja heeft gezegd.")).to_be_visible()

    become(samira, "samira")
    open_notice(samira, "Naima vraagt of u dit wilt worden: contact-ouder.")
    samira.get_by_role("button", name="Ja, dat wil ik").click()
    expect(samira.locator("main")).to_contain_text("Samen kiest u de dag waarop u begint.")

    naima.goto(site + PAGE)
    tomorrow = timezone.localdate() + timedelta(days=1)
    naima.get_by_label("Datum").fill(tomorrow.isoformat())
    give.click()
    expect(naima.locator("#held")).to_be_visible()
    with django_db_blocker.unblock():
        Term.objects.keep_time(on=tomorrow)
    samira.reload()
    expect(samira.locator("main")).to_contain_text("U doet dit tot en met")
    assert naima.goto(site + PAGE).status == 403

    stop(samira, site, "Samira")
    for page in (naima, samira):
        page.context.close()


def ask_samira(page, site, *, task):
    page.goto(site + PAGE)
    page.get_by_label("Welke taak?").select_option(label=task)
    everybody = page.get_by_label("Kies een ouder")
    expect(everybody).to_be_hidden()
    page.get_by_label("Iemand anders").check()
    everybody.select_option(label="Samira, groep 5")
    page.get_by_role("button", name="Vraag deze ouder").click()


def stop(page, site, name):
    page.goto(site + PAGE)
    row = page.get_by_role("listitem").filter(has_text=name).filter(has=page.locator("summary"))
    row.locator("summary").click()
    row.get_by_role("button", name="Stop met deze taak").click()


def test_the_only_moderator_is_shown_two_ways_out(page, site, become):
    become(page, "bart")
    page.goto(f"{site}/netwerk/kompas/stop/")

    expect(page.locator("main").get_by_role("alert")).to_contain_text("U bent de enige moderator.")
    expect(page.get_by_role("link", name="Vraag ons om hulp")).to_be_visible()
    page.get_by_role("link", name="Vraag een ouder").click()
    expect(page.get_by_role("heading", name="1. Wie gaat verder?")).to_be_visible()


def test_five_silent_weeks_are_asked_about_and_take_no_task_away(
    page, site, become, django_db_blocker
):
    with django_db_blocker.unblock():
        Silence.objects.listen(at=timezone.now() + timedelta(weeks=5))
        holders = set(Term.objects.held().values_list("pk", flat=True))
    become(page, "bart")
    page.goto(f"{site}/netwerk/kompas/overdragen/")
    asked = page.get_by_role("region", name="Is het nog leuk?")
    buttons = ["Ja, ik ga door", "Ik wil overdragen", "Ik heb 2 maanden rust nodig"]
    assert asked.locator(".on-button").all_inner_texts() == buttons
    asked.get_by_role("button", name=buttons[0]).click()
    expect(asked).to_have_count(0)
    with django_db_blocker.unblock():
        assert set(Term.objects.held().values_list("pk", flat=True)) == holders
        Silence.objects.all().delete()
