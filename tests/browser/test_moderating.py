"""J10 and J19: a moderator handles reports by keyboard alone, and a heavy one takes two."""

import pytest
from playwright.sync_api import expect

from community.accounts.models import User
from community.moderation.models import Case, Choice, Emergency, State
from forums.models import Post
from networks.models import Network
from tests.browser.conftest import DESK, PHONE, violations

REPORTS = "/netwerk/lindeboom/meldingen/"


@pytest.fixture
def cases(django_db_blocker):
    """What the demo says was reported, by the first words; afterwards all is as it was."""
    with django_db_blocker.unblock():
        network = Network.objects.get(slug="lindeboom")
        yield {one.words.split()[0]: one for one in Case.objects.filter(network=network)}
        lines = Choice.objects.filter(case__network=network).exclude(deed="at_once")
        lines._raw_delete(lines.db)  # the log itself refuses it
        Case.objects.filter(network=network).update(
            state=State.OPEN, takes_two=False, looks_again=False, closed_at=None, assignee=None
        )
        said = Case.objects.filter(network=network, hidden_at_once=False).values("about_id")
        Post.objects.filter(pk__in=said).update(hidden_at=None, hidden_by=None, hidden_reason="")
        network.memberships.update(rests_until=None)
        Emergency.objects.filter(case__network=network).delete()


def tab_to(page, locator):
    """With Tab alone, however far it is."""
    for _press in range(80):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not come there.")


def write(page, name, text):
    tab_to(page, page.locator(f"[name={name}]"))
    page.keyboard.type(text)


def decide(page, reason, to_writer=""):
    """The agreement and the reason, and send it; the step was chosen already."""
    tab_to(page, page.locator("[name=rule]"))
    page.keyboard.press("ArrowDown")
    write(page, "reason", reason)
    if to_writer:
        write(page, "to_writer", to_writer)
    tab_to(page, page.get_by_role("button", name="Verstuur en bewaar"))
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_j10_three_reports_by_keyboard_alone(site, device, cases):
    child, unkind, advert, own = (cases[word] for word in ("Het", "Ouders", "Ik", "Zo"))
    emre = device("emre", DESK)
    emre.goto(f"{site}{REPORTS}")
    expect(emre.locator("[id^=case-]")).to_have_count(3)
    expect(emre.locator(f"#case-{own.pk}")).to_have_count(0)
    first = emre.locator("[id^=case-]").first
    expect(first).to_contain_text("Dit bericht is al verborgen.")
    assert violations(emre) == {}

    tab_to(emre, emre.locator(f"#case-{child.pk}").get_by_role("link", name="Houd verborgen"))
    emre.keyboard.press("Enter")
    emre.wait_for_load_state()
    expect(emre.get_by_label("3. Verberg het bericht")).to_be_checked()
    assert violations(emre) == {}
    decide(emre, "Er staat een naam van een kind in.")
    expect(emre.get_by_text("Klaar. Het staat in het logboek.")).to_be_visible()

    talk = emre.locator(f"#case-{unkind.pk}").get_by_role("link", name="Praat met de schrijver")
    tab_to(emre, talk)
    emre.keyboard.press("Enter")
    emre.wait_for_load_state()
    decide(emre, "Dit is hard voor wie werkt.", to_writer="Wilt u het zachter zeggen?")
    tab_to(emre, emre.get_by_role("link", name="In overleg"))
    emre.keyboard.press("Enter")
    expect(emre.locator(f"#case-{unkind.pk}")).to_be_visible()

    emre.goto(f"{site}{REPORTS}")
    ask = emre.locator(f"#case-{advert.pk}").get_by_role(
        "button", name="Vraag een tweede moderator"
    )
    tab_to(emre, ask)
    emre.keyboard.press("Enter")
    expect(emre.get_by_text("De andere moderators horen dat u ze vraagt.")).to_be_visible()

    fatima = device("fatima")
    fatima.goto(f"{site}/ik/meldingen/")
    expect(fatima.get_by_text("Een moderator vraagt u mee te kijken").first).to_be_visible()
    fatima.goto(f"{site}{REPORTS}logboek/")
    log = fatima.locator("main")
    expect(log).to_contain_text("Er staat een naam van een kind in.")
    expect(log).to_contain_text("Emre")
    assert violations(fatima) == {}
    for reporter in ("Priya", "Tomasz", "Hind", "Ewa"):
        assert reporter not in log.inner_text()


def test_j19_a_heavy_report_takes_two_and_the_lighter_step_happens(site, device, cases):
    case = cases["Ouders"]
    samira = device("samira", PHONE)
    samira.goto(f"{site}{case.about.get_absolute_url()}")
    samira.get_by_role("link", name="Meld dit bericht").first.click()
    expect(samira.get_by_role("heading", name="Meld dit bericht")).to_be_visible()
    assert violations(samira) == {}
    emre = device("emre", DESK)
    emre.goto(f"{site}{case.get_absolute_url()}")
    expect(emre.get_by_role("heading", name="Toen het werd gemeld")).to_be_visible()
    assert "Hind" not in emre.locator("main").inner_text()
    emre.get_by_label("4. Rust voor deze ouder").check()
    emre.locator("[name=rule]").select_option(index=1)
    emre.get_by_label("Waarom kiest u dit?").fill("Het is de derde keer.")
    emre.get_by_role("button", name="Verstuur en bewaar").click()
    expect(emre.get_by_text("Een tweede moderator kijkt mee.")).to_be_visible()

    fatima = device("fatima", PHONE)
    fatima.goto(f"{site}{case.get_absolute_url()}")
    expect(fatima.get_by_text("Emre koos: Rust voor deze ouder")).to_be_visible()
    fatima.get_by_label("2. Praat met de schrijver").check()
    fatima.locator("[name=rule]").select_option(index=1)
    fatima.get_by_label("Waarom kiest u dit?").fill("Zij schreef het toen zij boos was.")
    fatima.get_by_label("Bericht aan de schrijver").fill("Wilt u het zachter zeggen?")
    fatima.get_by_role("button", name="Verstuur en bewaar").click()
    expect(fatima.get_by_text("Klaar. Het staat in het logboek.")).to_be_visible()

    fatima.goto(f"{site}{case.get_absolute_url()}")
    lines = fatima.locator("section", has=fatima.get_by_role("heading", name="Wat er gedaan is"))
    expect(lines).to_contain_text("Rust voor deze ouder gebeurde niet")
    expect(lines).to_contain_text("Praat met de schrijver")
    samira.goto(f"{site}{case.told_url}")
    told = samira.locator("main")
    for words in ("Zij schreef het toen zij boos was.", "Wilt u het zachter zeggen?"):
        expect(told).to_contain_text(words)
    assert "Fatima" not in told.inner_text()
    assert violations(samira) == {}
    samira.get_by_role("link", name="Naar uw bericht").click()
    expect(samira.locator(f"#post-{case.about_id}")).to_be_visible()


@pytest.fixture
def second_operator(cases):
    """Ruud of the steering group, for this once."""
    ruud = User.objects.filter(first_name="Ruud")
    ruud.update(is_superuser=True)
    yield
    ruud.update(is_superuser=False)


def test_j19_a_name_is_asked_for_by_two_and_opened_by_two(site, device, cases, second_operator):
    case = cases["Het"]
    emre = device("emre")
    emre.goto(f"{site}{case.get_absolute_url()}")
    emre.get_by_role("link", name="Vraag het project wie dit schreef").click()
    emre.get_by_role("button", name="Vraag het").click()
    expect(emre.get_by_text("Alleen als dit zo is.").first).to_be_visible()
    assert violations(emre) == {}
    for tick in ("Praten is niet genoeg", "Verbergen is niet genoeg", "Het kan niet wachten"):
        emre.get_by_label(tick).check()
    emre.get_by_label("Wat kan er gebeuren?").fill("Een kind wordt bedreigd.")
    emre.get_by_role("button", name="Vraag het").click()
    expect(emre.get_by_text("Een andere moderator moet het ook vragen.").first).to_be_visible()

    fatima = device("fatima")
    fatima.goto(f"{site}{case.get_absolute_url()}")
    fatima.get_by_role("button", name="Ik vraag het ook").click()
    expect(fatima.get_by_text("Twee van u vroegen het.")).to_be_visible()

    operator = device("beheer", DESK)
    operator.goto(f"{site}/beheer/")
    operator.get_by_role("button", name="Open voor 30 minuten").click()
    again = operator.get_by_role("button", name="Open voor 30 minuten")
    expect(again).to_have_attribute("aria-disabled", "true")
    expect(
        operator.get_by_text("Iemand anders van het project moet het ook zeggen.")
    ).to_be_visible()
    assert "Kees" not in operator.locator("main").inner_text()
    assert violations(operator) == {}

    ruud = device("ruud", DESK)
    ruud.goto(f"{site}/beheer/")
    ruud.get_by_role("button", name="Open voor 30 minuten").click()
    expect(ruud.get_by_text("Kees", exact=True)).to_be_visible()
    expect(ruud.get_by_text("De schrijver heeft het gehoord.")).to_be_visible()
    emre.goto(f"{site}{case.get_absolute_url()}")
    expect(emre.get_by_text("Het project keek wie het schreef")).to_be_visible()
    assert "Kees" not in emre.locator("#lines ~ ul").inner_text()
    samira = device("samira")
    samira.goto(f"{site}{REPORTS}")  # what everybody reads: how often
    times = samira.locator(".on-stat", has_text="keer keek het project")
    expect(times.locator(".on-stat__num")).to_have_text("1")
