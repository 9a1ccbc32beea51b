"""J9: an evening of a contact parent, with the keyboard alone where it counts."""

import pytest
from playwright.sync_api import expect

from networks.outreach.models import Contact, Family, Turn
from tests.browser.conftest import DESK

BELLEN = "/netwerk/lindeboom/bellen/"
MOST_KEYS = 6


@pytest.fixture
def unblocked(django_db_blocker):
    """Nobody is on the telephone, whatever another journey began."""
    with django_db_blocker.unblock():
        Turn.objects.waiting().update(caller=None, locked_until=None)
        yield


class Keyboard:
    """Counts what is pressed."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def test_j9_one_call_takes_six_keys_and_shows_a_number_once(site, device, unblocked):
    naima = device("naima", DESK)
    naima.goto(f"{site}{BELLEN}")
    before = Contact.objects.count()
    keys = Keyboard(naima)
    keys.press("Enter")  # the next family
    naima.wait_for_url("**/bellen/gesprek/*/")
    call = naima.locator("main a[href^='tel:']")
    expect(call).to_be_focused()
    turn = Turn.objects.select_related("family").get(pk=naima.url.split("/")[-2])
    assert naima.content().count(call.get_attribute("href")[4:]) == 1
    assert turn.family.language in ("ar", "nl")  # what Naima speaks comes first
    keys.press("Tab", "Tab", "Space", "Enter")  # past the sentences, "we spoke", keep
    expect(naima.get_by_text("Bewaard. Dank u wel voor het bellen.")).to_be_visible()
    assert keys.pressed + 1 <= MOST_KEYS  # with the key that rings
    assert Contact.objects.count() == before + 1

    naima.goto(f"{site}{BELLEN}gezinnen/{turn.family_id}/")
    naima.get_by_role("button", name="Deze ouder wil geen telefoon").click()
    expect(naima.get_by_text("Het nummer is weg.")).to_be_visible()
    assert Family.objects.get(pk=turn.family_id).number == ""

    karin = device("karin")
    karin.goto(f"{site}{BELLEN}")
    assert turn.family.name not in karin.content()
    assert karin.goto(f"{site}{BELLEN}gezinnen/").status == 403
