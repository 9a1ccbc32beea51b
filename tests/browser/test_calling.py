"""J8 and J9: a parent without an app, and an evening of the contact parent who rings."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from community.accounts.models import User
from networks.models import Network
from networks.outreach.models import CallRound, Contact, Family, Turn
from ouderkamer.models import Gathering, SignUp, Theme
from tests.browser.conftest import DESK

BELLEN = "/netwerk/lindeboom/bellen/"
NUMBER = "+31600000099"
MOST_KEYS = 6


@pytest.fixture
def zohra(django_db_blocker):
    """A family of this journey alone, in the round that goes on, with nobody on the telephone."""
    with django_db_blocker.unblock():
        Turn.objects.waiting().update(caller=None, locked_until=None)
        network = Network.objects.get(slug="lindeboom")
        naima = User.objects.get(first_name="Naima")
        facts = {"name": "Zohra", "language": "ar", "groups": [5]}
        family = Family.objects.enter(network, number=NUMBER, by=naima, **facts)
        yield family
        family = Family.objects.filter(pk=family.pk).first()
        if family:
            SignUp.objects.filter(pk__in=family.said.values("sign_up")).delete()
            Theme.objects.filter(title="Overblijven").delete()
            family.forget(by=naima)
        Turn.objects.waiting().update(caller=None, locked_until=None)


@pytest.fixture
def yesterday(zohra):
    """A morning that is over, to which Zohra said yes, and at which Emre was seen."""
    network, now = zohra.network, timezone.now()
    times = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=2)}
    date = network.gatherings.create(title="Koffie van toen", audience="everyone", **times)
    zohra.said.model.objects.comes(zohra, date, channel="phone", by=zohra.entered_by)
    emre = User.objects.get(first_name="Emre")
    date.tick(date.answer("yes", by=emre), here=True)
    over = {"starts_at": now - timedelta(minutes=70), "ends_at": now - timedelta(minutes=10)}
    Gathering.objects.filter(pk=date.pk).update(**over)
    yield date
    zohra.said.all().delete()
    date.delete()


class Keyboard:
    """Counts what is pressed."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def spoken(page):
    return int(page.locator(".on-stat__num").first.inner_text())


def ring(page, site, name):
    """Take the family called ``name`` out of the few that come next in one's own languages."""
    page.goto(f"{site}{BELLEN}?taal=mijn")
    page.get_by_role("button", name=re.compile(f"Deze.*{name}")).click()
    page.wait_for_url("**/bellen/gesprek/*/")


def keep(page, outcome):
    page.get_by_label(outcome, exact=True).check()
    page.get_by_role("button", name="Bewaar gesprek").click()


def test_j8_a_parent_without_an_app_takes_part_by_telephone(site, device, zohra):
    naima = device("naima")
    naima.goto(f"{site}{BELLEN}gezinnen/{zohra.pk}/")
    naima.get_by_role("button", name="Deze ouder komt").first.click()  # she answered JA by SMS
    reply = naima.locator("a[href^='sms:']").get_attribute("href")
    date = Gathering.objects.get(pk=zohra.said.get().sign_up.gathering_id)
    clock = timezone.localtime(date.starts_at).strftime("%-H.%M")
    assert unquote(reply).startswith("sms:?&body=Fijn, tot ")
    assert f"{clock} uur." in unquote(reply)
    assert (zohra.said.get().channel, zohra.said.get().sign_up.answer) == ("sms", "yes")

    naima.goto(f"{site}{BELLEN}")
    before = spoken(naima)
    theme = Theme.objects.open().filter(network=zohra.network).for_listing(zohra.entered_by)[0]
    backers = theme.backings.count()
    ring(naima, site, "Zohra")
    naima.get_by_label("Opvang").check()
    naima.get_by_label("Samen naar binnen").check()
    naima.get_by_text("Wat zegt deze ouder?").click()
    naima.get_by_label(theme.title).check()
    naima.get_by_label("Waar wil deze ouder over praten?").fill("Overblijven")
    naima.get_by_label("Deze ouder is het eens met onze afspraken").check()
    keep(naima, "Gesproken")
    expect(naima.get_by_text("Bewaard. Dank u wel voor het bellen.")).to_be_visible()
    assert spoken(naima) == before + 1
    sign_up = zohra.said.get(deed="comes").sign_up
    assert (sign_up.toddlers, sign_up.walk_in) == (1, True)
    assert theme.backings.count() == backers + 1

    naima.goto(f"{site}{BELLEN}gezinnen/{zohra.pk}/")
    for shown in ("Gesproken", "Overblijven", theme.title):
        expect(naima.get_by_text(shown).first).to_be_visible()
    naima.get_by_role("button", name="Deze ouder wil geen telefoon").click()
    expect(naima.get_by_text("Het nummer is weg.")).to_be_visible()
    assert Family.objects.get(pk=zohra.pk).number == ""

    hers = device()  # Zohra at the library, with her slip
    hers.goto(f"{site}/gezin/{Family.objects.get(pk=zohra.pk).slip_code}/")
    expect(hers.get_by_text("U wilt geen telefoon.")).to_be_visible()
    hers.get_by_role("button", name=re.compile("Neem terug.*Komt")).click()
    expect(hers.get_by_text("Teruggenomen.").first).to_be_visible()
    assert zohra.said.get(deed="comes").sign_up.answer == "no"


def test_j9_one_call_takes_six_keys_and_shows_a_number_once(site, device, zohra):
    naima = device("naima", DESK)
    naima.goto(f"{site}{BELLEN}")
    rows = naima.locator("[id^='turn-']")
    assert rows.count() <= 5
    assert "+316" not in naima.content()
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

    karin = device("karin")
    karin.goto(f"{site}{BELLEN}")
    assert turn.family.name not in karin.content()
    assert karin.goto(f"{site}{BELLEN}gezinnen/").status == 403


def test_j9_who_does_not_answer_is_asked_at_the_gate_and_reads_every_note(
    site, device, zohra, yesterday
):
    naima = device("naima")
    naima.goto(f"{site}{BELLEN}")
    naima.get_by_role("link", name="Niet gekomen").click()
    missed = naima.get_by_role("region", name="Niet gekomen")
    expect(missed.get_by_role("heading", name="Zohra")).to_be_visible()
    expect(missed.get_by_role("heading", name="Emre")).to_have_count(0)
    expect(missed.get_by_text("Hallo, jammer dat u er niet kon zijn.")).to_be_visible()

    for _day in range(2):
        ring(naima, site, "Zohra")
        keep(naima, "Geen gehoor")
        zohra.turns.update(call_after=None)  # the day after
    expect(naima.get_by_text("Probeer een ander moment van de dag.")).to_be_visible()
    ring(naima, site, "Zohra")
    note = naima.get_by_label("Korte notitie")
    note.fill("Zij is ziek en gescheiden.")
    keep(naima, "Geen gehoor")
    expect(naima.get_by_text("Moet dit erin staan?").first).to_be_visible()
    note.fill("Morgen bij het hek.")
    keep(naima, "Geen gehoor")
    expect(naima.get_by_text("bij het hek.").first).to_be_visible()
    assert CallRound.objects.get(turns=zohra.turns.get()).turns.get(family=zohra).done_at

    hers = device()
    hers.goto(f"{site}/gezin/{zohra.slip_code}/")
    expect(hers.get_by_text("Morgen bij het hek.")).to_be_visible()
    with hers.expect_download() as given:
        hers.get_by_role("link", name="Alles meenemen").click()
    assert "Morgen bij het hek." in given.value.path().read_text()
