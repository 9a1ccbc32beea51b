"""Writing as people do it: on two devices, answering a post, calling somebody; and moderators
who put things where they belong."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK


@pytest.fixture
def opened(site):
    """Find a conversation by its title."""

    def go(page, title):
        page.goto(f"{site}/zoeken/?q={title}")
        page.get_by_role("link", name=title).first.click()
        page.wait_for_load_state()
        return page

    return go


def box(page):
    return page.get_by_role("textbox", name="Uw antwoord")


def type_and_keep(page, text):
    """Type, and wait until the site has it."""
    with page.expect_response(lambda answer: "concept" in answer.url and answer.status == 204):
        box(page).press_sequentially(text)


def test_two_devices_never_write_over_each_other(device, opened):
    phone = opened(device("samira"), "Sinterklaas: wie bakt er mee?")
    desk = opened(device("samira", DESK), "Sinterklaas: wie bakt er mee?")
    type_and_keep(phone, "Ik bak pepernoten.")

    type_and_keep(desk, "Wanneer is het?")
    box(desk).blur()
    desk.reload()
    box(desk).click()
    offered = desk.get_by_text("Ik bak pepernoten.")
    expect(offered).to_be_visible()
    expect(box(desk)).to_have_value("Wanneer is het?")

    desk.get_by_role("button", name="Gebruik deze tekst").click()
    expect(box(desk)).to_have_value("Wanneer is het?\n\nIk bak pepernoten.")
    expect(offered).to_be_hidden()
    desk.get_by_role("button", name="Verstuur mijn antwoord").click()
    expect(desk.get_by_text("Uw antwoord staat erop.")).to_be_visible()
    expect(box(desk)).to_have_value("")


def test_a_device_that_forgot_gets_its_text_back(device, opened):
    phone = opened(device("samira"), "Wat zit er in uw broodtrommel?")
    type_and_keep(phone, "Elke dag kaas.")
    phone.evaluate("localStorage.clear()")
    phone.reload()
    expect(box(phone)).to_have_value("")
    box(phone).click()
    expect(box(phone)).to_have_value("Elke dag kaas.")


def test_what_will_stand_without_a_name_stays_on_the_device(device, opened):
    phone = opened(device("samira"), "Altijd boos om huiswerk")
    type_and_keep(phone, "Bij ons")
    phone.get_by_label("Zonder mijn naam").check()
    type_and_keep(phone, " is het ook zo.")
    phone.evaluate("localStorage.clear()")
    phone.reload()
    box(phone).click()
    phone.wait_for_load_state("networkidle")
    expect(box(phone)).to_have_value("")


def test_a_parent_answers_one_post_with_bold_words_and_calls_somebody(device, opened):
    phone = opened(device("samira"), "Welke sport is leuk en niet te duur?")
    first = phone.locator("main article").first
    words = first.locator(".on-post__body p").first.inner_text()
    first.get_by_role("link", name="Antwoord op dit bericht").click()
    phone.wait_for_load_state()
    assert box(phone).input_value().startswith("> ")

    box(phone).press("Control+End")
    phone.keyboard.type("Judo")
    phone.keyboard.press("Shift+Control+ArrowLeft")
    phone.get_by_role("button", name="Vet").click()
    phone.keyboard.press("Control+End")
    phone.keyboard.type(" is goed. @em")
    expect(phone.get_by_role("button", name="@Emre")).to_be_visible()
    phone.keyboard.press("Tab")
    assert box(phone).input_value().endswith("**Judo** is goed. @Emre ")

    phone.get_by_role("button", name="Verstuur mijn antwoord").click()
    phone.wait_for_load_state()
    mine = phone.locator("main article").last
    expect(mine.locator("blockquote")).to_contain_text(words[:40])
    expect(mine.locator("strong")).to_have_text("Judo")
    mine.get_by_role("link", name="Lees het hele bericht").click()
    expect(phone.locator("main article").first).to_contain_text(words[:40])


def test_a_moderator_moves_a_conversation_and_old_addresses_lead_on(device, opened):
    desk = opened(device("fatima", DESK), "Verjaardag in de klas: wat deelt u uit?")
    old = desk.url
    desk.get_by_role("link", name="Geef het een andere plek").click()
    desk.get_by_role("radio").first.check()
    desk.get_by_role("button", name="Verplaats het").click()
    expect(desk.get_by_text("Fatima heeft dit gesprek hierheen verplaatst.")).to_be_visible()

    desk.get_by_role("link", name="Maak van antwoorden een eigen gesprek").click()
    desk.get_by_label("Waar gaat het nieuwe gesprek over?").fill("Wat mag er niet?")
    desk.locator("input[name=posts]").last.check()
    words = desk.locator("label", has=desk.locator("input[name=posts]")).last
    words = words.locator(".on-choice__hint").inner_text()
    desk.get_by_role("button", name="Maak het gesprek").click()
    expect(desk.get_by_role("heading", name="Wat mag er niet?")).to_be_visible()
    expect(desk.locator("main article .on-post__body")).to_have_text(words)

    desk.goto(old)
    expect(desk.get_by_role("link", name="Wat mag er niet?")).to_be_visible()
