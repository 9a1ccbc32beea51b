"""From an empty street to a table: two parents who did not know each other yesterday."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, notice

IN_A_WEEK = (date.today() + timedelta(days=7)).isoformat()
SCHOOLS = {True: "Dongeschool", False: "Fons Vitae"}  # one per run: a school starts once


class Parent:
    """Somebody with a browser, an address and a first name."""

    def __init__(self, browser, site, code_for, name, address, *, script):
        self.context = browser.new_context(
            viewport=PHONE, locale="nl-NL", reduced_motion="reduce", java_script_enabled=script
        )
        self.page, self.site, self.code_for = self.context.new_page(), site, code_for
        self.name, self.address, self.clicks = name, address, 0

    def open(self, path):
        self.page.goto(path if path.startswith("http") else self.site + path)

    def press(self, name):
        self.clicks += 1
        self.page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def follow(self, name):
        self.clicks += 1
        self.page.locator("main").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def search(self, words):
        self.clicks += 1
        self.page.fill("input[name=q]", words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def sign_in(self):
        """From the page that asks for an address to the page that was wanted."""
        self.page.fill("[name=where]", self.address)
        self.press("Stuur mij de code")
        code = self.code_for(self.address)
        self.page.fill("[name=code]", f"{code[:3]} {code[3:]}")
        self.press("Ga verder")

    def sees(self, text):
        shown = self.page.locator("main").get_by_text(text).locator("visible=true")
        expect(shown.first).to_be_visible()

    def hears(self, words):
        expect(notice(self.page, self.site, words)).to_be_visible()


@pytest.fixture(params=(True, False), ids=("with script", "without script"))
def script(request):
    return request.param


@pytest.fixture
def couple(browser, site, code_for, script):
    """Noor, who starts, and Halima, who finds the poster."""
    which = "met" if script else "zonder"
    pair = [
        Parent(browser, site, code_for, name, f"{name}.{which}@voorbeeld.test", script=script)
        for name in ("noor", "halima")
    ]
    yield pair
    for parent in pair:
        parent.context.close()


def test_two_parents_start_join_talk_chat_sign_up_and_read(couple, script):
    noor, halima = couple
    code = start_a_network(noor, SCHOOLS[script])
    join_by_code(halima, code)
    home = halima.page.url

    ask_and_answer(noor, halima, home)
    if script:
        chat_in_two_browsers(noor, halima, home)
    plan_and_sign_up(noor, halima, home)
    read_the_theme(halima)
    search_and_leave(halima, home)


def start_a_network(noor, school):
    noor.open("/start/")
    noor.sign_in()
    noor.search(school[:6])
    noor.follow(school)
    noor.press("Ja, dit is de school")
    noor.page.fill("[name=first_name]", "Noor")
    noor.press("Ga verder")
    noor.page.locator("[name=company][value=alone]").check()
    noor.press("Ga verder")
    noor.page.locator("[name=with_school][value=no]").check()
    noor.press("Ga verder")
    noor.press("Ga verder")
    noor.page.locator("[name=when][value=later]").check()
    noor.press("Ga verder")
    noor.sees("Uw netwerk is begonnen")
    return noor.page.locator(".on-code").inner_text()


def join_by_code(halima, code):
    halima.open(f"/k/{code.upper()}/")
    halima.sees("Er is een stoel vrij voor u.")
    halima.follow("Doe mee")
    halima.sign_in()
    halima.page.fill("[name=first_name]", "Halima")
    halima.press("Klaar")
    halima.sees("Eén klein ding om mee te beginnen")
    halima.follow("Ga naar Start")
    expect(halima.page.get_by_role("heading", level=1)).to_contain_text("Halima")


def ask_and_answer(noor, halima, home):
    halima.open(f"{home}gesprekken/nieuw/")
    halima.page.fill("[name=title]", "Hoe laat begint de gym?")
    halima.page.fill("[name=text]", "Ik ben hier nieuw.\n\nWie weet het?")
    halima.page.locator("[name=kind]").first.check()
    halima.press("Plaats mijn gesprek")
    topic = halima.page.url

    noor.open(topic)
    noor.sees("Wie weet het?")
    noor.page.fill("#reply textarea", "Om kwart voor negen.")
    noor.press("Verstuur mijn antwoord")
    noor.sees("Om kwart voor negen.")
    noor.page.get_by_role("button", name="Herken ik").first.click()
    expect(noor.page.get_by_role("button", name="Herken ik").first).to_contain_text("1")

    halima.open(topic)
    halima.sees("Om kwart voor negen.")


def chat_in_two_browsers(noor, halima, home):
    noor.open(f"{home}chat/instellen/tijden/")  # these tests run at night too
    for name in ("opens", "closes"):
        noor.page.fill(f"[name={name}]", "")
    noor.press("Bewaar")
    noor.open(f"{home}chat/")
    noor.page.fill("textarea[name=text]", "Hallo allemaal")
    noor.page.locator("form.on-composer button[aria-label]").click()
    noor.sees("Hallo allemaal")
    halima.open(noor.page.url)
    halima.sees("Hallo allemaal")

    halima.page.fill("textarea[name=text]", "Dag Noor")
    halima.page.locator("form.on-composer button[aria-label]").click()
    noor.sees("Dag Noor")

    halima.context.set_offline(True)
    halima.page.fill("textarea[name=text]", "In de tram")
    halima.page.locator("form.on-composer button[aria-label]").click()
    halima.sees("In de tram")
    halima.context.set_offline(False)
    noor.sees("In de tram")
    expect(noor.page.get_by_text("In de tram")).to_have_count(1)
    expect(halima.page.locator("[role=log]").get_by_text("In de tram")).to_have_count(1)


def plan_and_sign_up(noor, halima, home):
    noor.open(f"{home}ouderkamer/nieuw/")
    noor.page.fill("[name=title]", "Kennismaken met koffie")
    noor.page.fill("[name=day]", IN_A_WEEK)
    noor.page.fill("[name=starts]", "08:45")
    noor.page.fill("[name=ends]", "10:00")
    noor.page.fill("[name=place]", "Ouderkamer")
    noor.page.locator("main form button:not([type=button])").last.click()
    noor.sees("Kennismaken met koffie")

    halima.open(home)
    halima.press("Ja, ik kom")
    halima.sees("Fijn, tot")
    noor.open(f"{home}ouderkamer/")
    noor.sees("Kennismaken met koffie")


def read_the_theme(halima):
    halima.open("/scholen/")
    halima.follow("De Lindeboom")
    halima.follow("Lezen in groep 3 en 4")
    expect(halima.page.get_by_role("heading", level=1)).to_have_text("Lezen in groep 3 en 4")


def search_and_leave(halima, home):
    halima.open("/zoeken/?q=gym")
    halima.sees("Hoe laat begint de gym?")
    halima.open(f"{home}stop/")
    halima.press("Ik stop")
    assert halima.page.goto(home).status == 404
    halima.open("/zoeken/?q=gym")
    expect(halima.page.get_by_text("Hoe laat begint de gym?")).to_have_count(0)


def test_an_editor_publishes_and_parents_read(page, browser, site, become):
    """Karin writes a theme in Wagtail; Samira finds it on Start without doing anything."""
    page.set_viewport_size(DESK)
    become(page, "karin")
    page.goto(f"{site}/cms/pages/")  # her own school is all she has
    expect(page.get_by_role("heading", level=1)).to_contain_text("De Lindeboom")
    page.goto(f"{page.url}add_subpage/")
    page.get_by_role("link", name="Thema", exact=True).click()
    page.fill("[name=title]", "Samen fietsen")
    page.fill("[name=intro]", "Wij oefenen de weg naar school.")
    # Wagtail keeps a draft by itself; a press within a tick of the last key makes the page twice.
    expect(page.locator(".on-advice")).to_contain_text("Dit leest goed.")
    page.get_by_role("button", name="Publiceren").first.click()
    page.wait_for_load_state()

    samira = browser.new_context(viewport=PHONE, locale="nl-NL").new_page()
    become(samira, "samira")
    samira.goto(f"{site}/scholen/de-lindeboom/")
    expect(samira.get_by_role("link", name="Samen fietsen")).to_be_visible()
