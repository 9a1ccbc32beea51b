"""J18: a new school year is tried, agreed with by a second moderator, and taken back."""

import csv
import io
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, notice

YEAR = "/netwerk/lindeboom/schooljaar/"


@pytest.fixture
def moderators(browser, become):
    """Fatima and Emre, each with a phone of their own."""
    pages = []
    for name in ("fatima", "emre"):
        pages.append(browser.new_context(viewport=PHONE, locale="nl-NL").new_page())
        become(pages[-1], name)
    yield pages
    for page in pages:
        page.context.close()


def test_a_school_year_begins_with_two_and_is_taken_back(moderators, site):
    fatima, emre = moderators
    before = groups_on_the_members_page(fatima, site)
    fatima.goto(site + YEAR)
    fatima.get_by_role("button", name="Maak de proef").click()
    expect(fatima.get_by_text("Proef: er verandert nog niets")).to_be_visible()
    expect(fatima.get_by_role("button", name="Ja, begin het schooljaar")).to_have_count(0)
    assert rows_of_the_table(fatima) == rows_of_the_file(fatima)
    assert groups_on_the_members_page(fatima, site) == before

    emre.goto(site + YEAR)
    emre.get_by_role("button", name="Ja, begin het schooljaar").click()
    read_when_done(emre, "Het schooljaar is begonnen")
    after = groups_on_the_members_page(fatima, site)
    assert after["Amal"] == "groep 5"
    assert before["Amal"] == "groep 4"
    expect(notice(fatima, site, "Gaat u door met uw taak?")).to_be_visible()

    emre.get_by_role("button", name="Draai het terug").click()
    read_when_done(emre, "Iedereen staat weer waar hij stond.")
    assert groups_on_the_members_page(fatima, site) == before


def read_when_done(page, words):
    """The worker is done before the page shows, or later: then a link leads on."""
    done, link = page.get_by_text(words), page.get_by_role("link", name="Bekijk hoe het staat")
    expect(done.or_(link)).to_be_visible(timeout=20_000)
    if link.is_visible():
        link.click()
    expect(done).to_be_visible()


def groups_on_the_members_page(page, site):
    """``{first name: group line}`` of the parents on the first page."""
    page.goto(f"{site}/netwerk/lindeboom/mensen/")
    people = page.locator("li[id^=parent-]").all_inner_texts()
    lines = [text.strip().split("\n") for text in people]
    return {
        name: group for line in lines for name, group in pairwise(line) if group.startswith("groep")
    }


def rows_of_the_table(page):
    cells = page.locator("#trial tbody tr:has(th)")
    return [row.split("\t")[:3] for row in cells.all_inner_texts()]


def rows_of_the_file(page):
    """The lines of the trial that is downloaded, without those of each parent."""
    link = page.get_by_role("link", name="Download de proef (CSV)").get_attribute("href")
    text = page.request.get(page.url.split("/netwerk/")[0] + link).text()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))[1:]
    last = next(n for n, row in enumerate(rows) if row[0] == "Uitzonderingen")
    return [row[:3] for row in rows[: last + 1]]
