"""J3 and J14: in by the poster on a phone; and in without ever being named."""

import re
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, notice

HELLO = "Dag, ik ben nieuw hier."
HOME = "/netwerk/lindeboom/"
MOST_SCREENS = 4  # between the poster and the welcome


@pytest.fixture
def phone(browser):
    """A new browser for each person; ``phone()``."""
    contexts = []

    def unpack():
        contexts.append(browser.new_context(viewport=PHONE, locale="nl-NL"))
        return contexts[-1].new_page()

    yield unpack
    for context in contexts:
        context.close()


def sign_in(page, address, code_for):
    page.locator("main").get_by_role("link", name="Doe mee").first.click()
    page.fill("[name=where]", address)
    page.get_by_role("button", name="Stuur mij de code").click()
    page.wait_for_url("**/code/**")
    code = code_for(address)
    page.fill("[name=code]", f"{code[:3]} {code[3:]}")  # as it is pasted from a message
    page.get_by_role("button", name="Ga verder").click()
    page.wait_for_url("**/doe-mee/")


def test_a_parent_joins_with_the_poster_on_a_phone(phone, site, code_for, become):
    page, screens = phone(), []
    page.on("framenavigated", lambda frame: screens.append(frame.url))
    page.goto(f"{site}/k/7m2k4p/")
    expect(page.get_by_text("De Lindeboom").first).to_be_visible()
    assert "Fatima" not in page.locator("main").inner_text()
    sign_in(page, "dunya@voorbeeld.test", code_for)
    assert page.locator("[type=password], [name*=child]").count() == 0
    page.fill("[name=first_name]", "Dunya")
    page.get_by_label("5", exact=True).check(force=True)
    page.get_by_label("Ouders mogen mijn groepen zien").check()
    page.get_by_role("button", name="Klaar").click()
    expect(page.get_by_text("Eén klein ding om mee te beginnen")).to_be_visible()
    assert len(dict.fromkeys(screens)) - 1 <= MOST_SCREENS, screens

    state = page.context.storage_state()
    again = page.context.browser.new_context(storage_state=state, viewport=PHONE).new_page()
    again.goto(site + HOME)
    expect(again.get_by_role("heading", level=1)).to_contain_text("Dunya")
    again.context.close()

    emre = phone()
    become(emre, "emre")
    expect(notice(emre, site, "Dunya")).to_be_visible()
    emre.goto(f"{site}{HOME}mensen/?naam=dunya")
    expect(emre.locator("main").get_by_text("groep 5").first).to_be_visible()


def test_a_shielded_parent_takes_part_and_is_named_nowhere(phone, site, code_for, become):
    page, fatima = phone(), phone()
    become(fatima, "fatima")
    before = unnamed(fatima, site)
    page.goto(f"{site}/K/7M2K4P/")
    sign_in(page, "zuleyha@voorbeeld.test", code_for)
    page.fill("[name=first_name]", "Zuleyha")
    page.get_by_label("Niemand: ik wil afgeschermd zijn").check(force=True)
    page.get_by_role("button", name="Klaar").click()
    expect(page.get_by_text("Eén klein ding om mee te beginnen")).to_be_visible()
    morning = come_with_childcare(page, site)
    question = ask(page, site, "Is er nog plek bij de gym?")
    page.goto(f"{site}{HOME}chat/")
    page.locator("main a[href*='/chat/']").first.click()
    page.fill("textarea[name=text]", HELLO)
    page.locator("form.on-composer button[aria-label]").click()
    expect(page.get_by_role("log").get_by_text(HELLO)).to_be_visible()
    room = page.url

    fatima.goto(room)
    expect(fatima.get_by_role("log").get_by_text(HELLO)).to_be_visible()
    for path in ("", "mensen/", "mensen/?naam=zuleyha", "ouderkamer/", "gesprekken/"):
        fatima.goto(f"{site}{HOME}{path}")
        # The page repeats what Fatima typed herself, in the field and in its address.
        source = fatima.content().lower()
        for typed in ('value="zuleyha"', "naam=zuleyha", "naam%3dzuleyha"):
            source = source.replace(typed, "")
        assert "zuleyha" not in source, path
    for address in (room, question, morning, f"{site}/ik/meldingen/"):
        fatima.goto(address)
        assert "zuleyha" not in fatima.content().lower(), address
    fatima.goto(morning)
    expect(fatima.locator("main").get_by_text("Een ouder: opvang voor 1 kind")).to_be_visible()
    feed = fatima.request.get(site + fatima.locator("a[href$='.ics']").first.get_attribute("href"))
    assert "zuleyha" not in feed.text().lower()
    assert unnamed(fatima, site) == before + 1


def come_with_childcare(page, site):
    """The address of the next morning with childcare, to which a toddler comes along."""
    page.goto(f"{site}{HOME}ouderkamer/?soort=opvang")
    page.locator("main .on-list a[href*='/ouderkamer/']").first.click()
    page.get_by_role("button", name="Ja, ik kom").first.click()
    expect(page.get_by_text("Fijn, tot").first).to_be_visible()
    page.reload()
    page.locator("[name=toddlers]").select_option("1")
    page.get_by_role("button", name="Bewaar wat ik nodig heb").click()
    expect(page.get_by_text("Wij zorgen voor:")).to_be_visible()
    return page.url


def ask(page, site, title):
    page.goto(f"{site}{HOME}gesprekken/nieuw/")
    page.fill("[name=title]", title)
    page.fill("[name=text]", "Ik hoor het graag.")
    page.locator("[name=kind]").first.check()
    page.get_by_role("button", name="Plaats mijn gesprek").click()
    page.wait_for_url(re.compile(r"/gesprekken/\d+-"))
    return page.url.partition("?")[0]


def test_whoever_shields_herself_later_is_shielded_in_what_she_said_before(
    phone, site, code_for, become
):
    sanne, fatima = phone(), phone()
    sanne.goto(f"{site}/k/7m2k4p/")
    sign_in(sanne, "sanne@voorbeeld.test", code_for)
    sanne.fill("[name=first_name]", "Sanne")
    sanne.get_by_role("button", name="Klaar").click()
    question = ask(sanne, site, "Wie heeft een fietszitje over?")
    become(fatima, "fatima")
    fatima.goto(question)
    expect(fatima.locator("main").get_by_text("Sanne").first).to_be_visible()
    told = waiting(fatima, site)

    sanne.goto(f"{site}/ik/")
    sanne.get_by_label("Niemand: ik wil afgeschermd zijn").check(force=True)
    sanne.locator("form[action$='/voorstellen/'] button:not([type=button])").last.click()
    fatima.goto(question)
    expect(fatima.locator("main").get_by_text("Een ouder").first).to_be_visible()
    assert "sanne" not in fatima.content().lower()
    assert waiting(fatima, site) == told


def waiting(page, site):
    """How many notices lie in the tray."""
    page.goto(f"{site}/ik/meldingen/")
    return page.locator("main li").count()


def unnamed(page, site):
    """How many parents the members page counts and does not name."""
    page.goto(f"{site}{HOME}mensen/")
    words = page.locator("main").get_by_text("met naam, ").inner_text()  # "24 met naam, 3 …"
    return int(words.split()[-2])


def test_the_words_to_send_are_shared_or_copied(browser, site, become):
    context = browser.new_context(
        viewport=PHONE, locale="nl-NL", permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    become(page, "emre")
    page.goto(f"{site}{HOME}uitnodigen/")
    page.get_by_text("Stuur deze code").first.click()
    words = page.locator("share-words textarea").first.input_value()
    assert words.endswith(f"{site}/k/7m2k4p/")
    address = page.get_by_role("link", name="Deel in WhatsApp").first.get_attribute("href")
    assert parse_qs(urlsplit(address).query) == {"text": [words]}
    page.get_by_role("button", name="Kopieer").first.click()
    expect(page.get_by_role("button", name="Gekopieerd").first).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == words
    context.close()


def test_the_poster_of_the_page_is_one_a4_and_its_square_is_read(phone, site, become):
    page = phone()
    become(page, "fatima")
    page.goto(f"{site}{HOME}uitnodigen/7m2k4p/poster/")
    page.get_by_label("Oekraïens").check(force=True)
    page.get_by_role("button", name="Laat het zo zien").click()
    expect(page.get_by_text("Приєднуйтесь")).to_be_visible()
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    assert [tuple(map(round, sheet.get_size())) for sheet in sheets] == [(595, 842)]
    squares = zxingcpp.read_barcodes(sheets[0].render(scale=2).to_pil().convert("L"))
    assert [square.text for square in squares] == [f"{site}/k/7m2k4p/"]


def test_the_page_of_cards_is_one_a4_with_ten_squares(phone, site, become):
    page = phone()
    become(page, "fatima")
    page.goto(f"{site}{HOME}uitnodigen/7m2k4p/poster/")
    page.get_by_role("link", name="Tien kaartjes om uit te delen").click()
    page.wait_for_url("**/kaartjes/")
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    assert [tuple(map(round, sheet.get_size())) for sheet in sheets] == [(595, 842)]
    squares = zxingcpp.read_barcodes(sheets[0].render(scale=3).to_pil().convert("L"))
    assert [square.text for square in squares] == [f"{site}/k/7m2k4p/"] * 10
