"""What a machine can see of WCAG 2.2 AA, on the main pages, in light and in dark."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE, violations

PUBLIC = (
    *("/", "/netwerken/", "/netwerken/themas/", "/netwerken/buurt/1093/", "/k/7m2k4p/"),
    "/k/7m2k4p/bel-mij/",
    *("/account/inloggen/", "/scholen/", "/scholen/de-lindeboom/", "/scholen/de-lindeboom/nieuws/"),
    *("/uitleg/", "/uitleg/na-groep-8/", "/praktijk/", "/praktijk/opvang-bij-de-koffie/", "/api/"),
    *("/scholen/de-lindeboom/ouderplan-20262027/", "/scholen/de-lindeboom/ruzie-op-het-plein/"),
    *("/scholen/de-lindeboom/lezen-in-groep-3-en-4-ar/",),
)
OF_MEMBERS = (
    "/netwerk/lindeboom/",
    "/netwerk/lindeboom/gesprekken/",
    "/netwerk/lindeboom/gesprekken/nieuw/",
    "/netwerk/lindeboom/gesprekken/school/",
    "/netwerk/lindeboom/chat/",
    "/netwerk/lindeboom/ouderkamer/",
    "/netwerk/lindeboom/mensen/",
    "/netwerk/lindeboom/klassen/",
    "/start/thema/",
    "/netwerk/lindeboom/nieuwsbrief/",
    "/scholen/de-lindeboom/voorstel/",
    "/scholen/de-lindeboom/bericht/",
    "/zoeken/?q=lezen",
    "/ik/",
    "/ik/meldingen/",
    "/ik/gebeld/",
)
OF_A_DATE = ("aanwezig", "aanmelden/ouder", "link", "veranderen", "afgelasten")
OF_MODERATORS = (
    "/netwerk/lindeboom/uitnodigen/",
    "/netwerk/lindeboom/uitnodigen/7m2k4p/kaartjes/",
    "/netwerk/lindeboom/uitnodigen/7m2k4p/poster/",
    "/netwerk/lindeboom/brieven/",
    "/netwerk/lindeboom/overdragen/",
    "/netwerk/lindeboom/verzoeken/",
    "/netwerk/lindeboom/gesprekken/onderwerpen/",
    "/netwerk/lindeboom/gesprekken/onderwerpen/1/",
    *(f"/netwerk/lindeboom/gesprekken/1-gesprek/{page}/" for page in ("verplaats", "in-het-kort")),
    *(f"/netwerk/lindeboom/gesprekken/2-gesprek/{page}/" for page in ("besluit", "verdeel")),
    "/netwerk/lindeboom/gesprekken/1-gesprek/voeg-samen/",
    "/netwerk/lindeboom/instellingen/leven/",
    *(f"/netwerk/lindeboom/ouderkamer/{page}/" for page in ("nieuw", "themas", "planbord")),
    *(f"/netwerk/lindeboom/ouderkamer/reeks/{page}/" for page in ("nieuw", "1")),
    *(f"/netwerk/lindeboom/ouderkamer/planbord/gasten/{page}/" for page in ("nieuw", "1")),
    "/netwerk/lindeboom/instellingen/scholen/?q=amstel",
    *(f"/netwerk/lindeboom/nieuwsbrief/{page}/" for page in ("nieuw", "1")),
)
OF_CALLERS = tuple(
    f"/netwerk/lindeboom/bellen/{page}"
    for page in (
        "",
        "ronde/nieuw/",
        "gezinnen/",
        "gezinnen/nieuw/",
        "gezinnen/lijst/",
        "gezinnen/1/",
        "gezinnen/1/briefje/",
        "niet-gekomen/",
    )
)
LINKED = {  # pages whose address is a row's: the list, and the link to follow
    "topic": ("/netwerk/lindeboom/gesprekken/", ".on-list h2 a, .on-list h3 a"),
    "question": ("/netwerk/lindeboom/gesprekken/school/", "main h3 a"),
    "room": ("/netwerk/lindeboom/chat/", ".on-list a"),
    "block": ("/netwerk/lindeboom/mensen/", "main a[href$='/blokkeer/']"),
    "gathering": ("/netwerk/lindeboom/ouderkamer/", ".on-list h3 a"),
    "theme": ("/scholen/de-lindeboom/", "main a[href*='/scholen/de-lindeboom/']"),
}


@pytest.fixture(params=("light", "dark"))
def dressed(request, browser):
    """A page on a phone in the light or dark dress."""
    context = browser.new_context(
        viewport=PHONE, color_scheme=request.param, locale="nl-NL", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def sideways(page):
    """Pixels one would have to scroll sideways."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


def of_moderators(page, site):
    """Those pages, and the ones of the next date."""
    page.goto(f"{site}/netwerk/lindeboom/ouderkamer/")
    date = page.locator(".on-list h3 a").first.get_attribute("href")
    next_date = re.match(r".*/ouderkamer/\d+", date).group()
    return (*OF_MODERATORS, *(f"{next_date}/{name}/" for name in OF_A_DATE))


def test_pages_for_visitors_have_no_barriers(dressed, site):
    for path in PUBLIC:
        dressed.goto(site + path)
        assert (path, violations(dressed)) == (path, {})


def test_pages_for_members_have_no_barriers(dressed, site, become):
    become(dressed, "samira")
    for path in OF_MEMBERS:
        dressed.goto(site + path)
        assert (path, violations(dressed)) == (path, {})
    for name, (path, link) in LINKED.items():
        dressed.goto(site + path)
        dressed.goto(site + dressed.locator(link).first.get_attribute("href"))
        assert (name, violations(dressed)) == (name, {})


def test_pages_for_moderators_have_no_barriers(dressed, site, become):
    become(dressed, "fatima")
    for path in of_moderators(dressed, site):
        dressed.goto(site + path)
        assert (path, violations(dressed)) == (path, {})


def test_pages_for_who_calls_have_no_barriers(dressed, site, become):
    become(dressed, "naima")
    for path in OF_CALLERS:
        dressed.goto(site + path)
        assert (path, violations(dressed)) == (path, {})
    dressed.goto(site + OF_CALLERS[0])
    dressed.get_by_role("button", name="Volgend gezin").or_(
        dressed.get_by_role("link", name="Ga verder")
    ).first.click()
    dressed.wait_for_url("**/bellen/gesprek/*/")
    assert violations(dressed) == {}


def test_wide_pages_have_no_barriers(page, site, become):
    page.set_viewport_size(DESK)
    become(page, "fatima")
    for path in OF_MEMBERS + of_moderators(page, site):
        page.goto(site + path)
        assert (path, violations(page)) == (path, {})


@pytest.mark.parametrize("width", (320, 390))
def test_nothing_scrolls_sideways_on_a_phone(page, site, become, width):
    page.set_viewport_size({"width": width, "height": 700})
    become(page, "fatima")
    too_wide = {}
    for path in PUBLIC + OF_MEMBERS + of_moderators(page, site):
        page.goto(site + path)
        too_wide[path] = sideways(page)
    assert {path: by for path, by in too_wide.items() if by > 0} == {}


def test_right_to_left_mirrors_the_whole_page(page, site, become):
    become(page, "samira")
    page.goto(f"{site}/netwerk/lindeboom/")
    page.evaluate("document.documentElement.dir = 'rtl'")

    assert sideways(page) == 0
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
