"""Making a passkey and signing in with it, with a device made of software."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(page):
    """A phone that knows its owner; ``device("ignore")`` makes it refuse."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    made = chromium.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    known = {"authenticatorId": made["authenticatorId"]}

    def recognises(owner):
        chromium.send("WebAuthn.setUserVerified", {**known, "isUserVerified": owner})

    return recognises


def sign_in_with_a_code(page, site, code_for, address):
    page.goto(f"{site}/account/inloggen/?next=/account/passkeys/")
    page.get_by_label("Uw e-mailadres of mobiele nummer").fill(address)
    page.get_by_role("button", name="Stuur mij de code").click()
    expect(page.get_by_label("Code van 6 cijfers")).to_be_focused()
    page.get_by_label("Code van 6 cijfers").fill(code_for(address))
    page.get_by_role("button", name="Ga verder").click()
    expect(page).to_have_url(f"{site}/account/passkeys/")


def make_a_passkey(page):
    page.get_by_role("link", name="Maak een passkey").click()
    page.get_by_label("Een naam, zodat u hem herkent").fill("Mijn telefoon")
    page.get_by_role("button", name="Maak een passkey").click()


def test_a_passkey_opens_the_account_without_a_code(page, site, code_for, device):
    refused = []
    page.on("console", lambda line: refused.append(line.text) if line.type == "error" else None)
    sign_in_with_a_code(page, site, code_for, "passkey@voorbeeld.test")
    make_a_passkey(page)
    expect(page.get_by_text("Uw passkey is klaar.")).to_be_visible()
    expect(page.get_by_role("heading", name="Mijn telefoon")).to_be_visible()

    page.goto(f"{site}/account/uitloggen/")
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    page.goto(f"{site}/account/inloggen/?next=/account/passkeys/")
    page.get_by_role("button", name="Inloggen met een passkey").click()

    expect(page).to_have_url(f"{site}/account/passkeys/")
    expect(page.get_by_text("Laatst gebruikt: net")).to_be_visible()
    assert refused == []


def test_a_passkey_proves_that_it_is_still_you(page, site, code_for, device):
    sign_in_with_a_code(page, site, code_for, "bewijs@voorbeeld.test")
    make_a_passkey(page)
    expect(page.get_by_text("Uw passkey is klaar.")).to_be_visible()
    page.goto(f"{site}/account/passkeys/bewijs/?next=/account/passkeys/maken/")
    page.get_by_role("button", name="Gebruik mijn passkey").click()

    expect(page).to_have_url(f"{site}/account/passkeys/maken/")


def test_a_device_that_refuses_says_so_and_leaves_the_code(page, site, code_for, device):
    device(owner=False)
    page.goto(f"{site}/account/inloggen/")
    page.get_by_role("button", name="Inloggen met een passkey").click()

    expect(page.get_by_text("Dat lukte niet. Probeer het nog een keer")).to_be_visible()
    expect(page.get_by_role("button", name="Stuur mij de code")).to_be_enabled()


def test_without_script_there_is_the_code_and_no_dead_button(browser, site, code_for):
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{site}/account/inloggen/")
    expect(page.get_by_role("button", name="Inloggen met een passkey")).to_be_hidden()

    sign_in_with_a_code(page, site, code_for, "zonder@voorbeeld.test")
    page.goto(f"{site}/account/passkeys/maken/")
    expect(page.get_by_text("Uw browser kan geen passkey maken.")).to_be_visible()
    context.close()
