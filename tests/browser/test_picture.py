"""The picture of the README, Start on a desk and a phone; ``PICTURE=docs/start.png`` keeps it."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

GAP, PAPER = 24, "#ddd2e2"


def test_start_as_the_readme_shows_it(browser, site, become, tmp_path):
    pictures = []
    for size in (DESK, PHONE):
        page = browser.new_context(viewport=size, locale="nl-NL").new_page()
        become(page, "samira")
        page.goto(f"{site}/netwerk/lindeboom/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Samira")
        pictures.append(Image.open(BytesIO(page.screenshot())))
        page.context.close()

    beside_each_other(pictures).save(Path(os.environ.get("PICTURE", tmp_path / "start.png")))


def beside_each_other(pictures):
    """On one sheet, with a gap around each."""
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) + 1)
    sheet = Image.new("RGB", (width, max(p.height for p in pictures) + 2 * GAP), PAPER)
    left = GAP
    for picture in pictures:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    return sheet
