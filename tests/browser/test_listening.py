"""J7: a parent who reads little listens, and speaks instead of writing."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, plays, violations
from tests.recordings import voice

# A browser without voices, as here, cannot be heard. What it is asked to say can be written down;
# the voice that would say it begins and ends at once.
VOICE = """
  window.said = []
  speechSynthesis.cancel = () => {}
  speechSynthesis.speak = (speech) => {
    window.said.push([speech.lang, speech.text])
    setTimeout(() => speech.dispatchEvent(new SpeechSynthesisEvent("start", { utterance: speech })))
    if (window.hurries) {
      setTimeout(() => speech.dispatchEvent(new SpeechSynthesisEvent("end", { utterance: speech })))
    }
  }
"""


@pytest.fixture
def mehmet(request, site, speaker):
    """At a conversation, with what a test adds to the settings of the browser."""
    page = speaker("emre", *([request.param] if hasattr(request, "param") else []))
    page.goto(f"{site}/netwerk/lindeboom/gesprekken/")
    page.get_by_role("link", name="Mijn zoon wil niet lezen").first.click()
    page.wait_for_load_state()
    return page


def read_aloud(page):
    return page.locator("main article").first.get_by_role("button", name="Lees voor")


def test_a_post_is_read_aloud_in_its_own_language(mehmet):
    mehmet.add_init_script(VOICE)
    mehmet.reload()
    article = mehmet.locator("main article").first
    read_aloud(mehmet).click()

    expect(article.get_by_role("button", name="Stop")).to_have_attribute("aria-pressed", "true")
    expect(article.locator(".is-read")).to_have_count(1)
    said = mehmet.evaluate("window.said")
    body = article.locator(".on-post__body")
    assert {language for language, _text in said} == {body.get_attribute("lang")}
    assert " ".join(text for _language, text in said).split() == body.inner_text().split()
    assert max(len(text) for _language, text in said) < 200

    article.get_by_role("button", name="Stop").click()
    expect(read_aloud(mehmet)).to_have_attribute("aria-pressed", "false")
    expect(article.locator(".is-read")).to_have_count(0)


def test_reading_ends_by_itself(mehmet):
    mehmet.add_init_script(VOICE + "window.hurries = true")
    mehmet.reload()
    read_aloud(mehmet).click()
    expect(read_aloud(mehmet)).to_have_attribute("aria-pressed", "false")


def test_a_telephone_without_a_voice_says_so(mehmet):
    """The real thing: this browser has none."""
    read_aloud(mehmet).click()
    missing = mehmet.locator("main article").first.get_by_text("Voorlezen lukt niet")
    expect(missing).to_be_visible()
    expect(read_aloud(mehmet)).to_have_attribute("aria-pressed", "false")


def test_a_parent_speaks_listens_throws_away_and_sends(mehmet):
    said = mehmet.locator("voice-recorder audio")
    mehmet.get_by_role("button", name="Spreek in").click()
    expect(mehmet.get_by_role("timer")).to_have_text("0:02")
    assert violations(mehmet) == {}
    mehmet.get_by_role("button", name="Stop").click()
    expect(said).to_be_visible()
    assert violations(mehmet) == {}
    mehmet.get_by_role("button", name="Gooi weg").click()
    expect(said).to_be_hidden()

    mehmet.get_by_role("button", name="Spreek in").click()
    expect(mehmet.get_by_role("timer")).to_have_text("0:10", timeout=15_000)
    mehmet.get_by_role("button", name="Stop").click()
    said.evaluate("audio => audio.play()")
    assert plays(said)
    mehmet.get_by_role("button", name="Verstuur mijn antwoord").click()
    mehmet.wait_for_load_state()

    listen = mehmet.get_by_role("button", name="Luister naar het bericht van Emre, 10 seconden")
    expect(listen).to_be_visible()
    listen.click()
    assert plays(mehmet.locator("voice-player audio"))
    expect(listen).to_have_attribute("aria-pressed", "true")
    expect(mehmet.locator("voice-player .is-heard").first).to_be_visible()
    assert violations(mehmet) == {}

    mehmet.get_by_role("link", name="Schrijf op wat er gezegd wordt").click()
    mehmet.get_by_label("Wat wordt er gezegd?").fill("Een toon.")
    assert violations(mehmet) == {}
    mehmet.get_by_role("button", name="Zet het onder de opname").click()
    mehmet.get_by_text("Lees als tekst").click()
    expect(mehmet.get_by_text("Een toon.", exact=True)).to_be_visible()


@pytest.mark.parametrize("mehmet", ["--blink-settings=defaultFontSize=32"], indirect=True)
def test_with_text_twice_as_large_nothing_moves_sideways(mehmet):
    mehmet.get_by_role("button", name="Spreek in").scroll_into_view_if_needed()
    assert mehmet.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    assert mehmet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(mehmet.get_by_role("button", name="Spreek in")).to_be_visible()


def test_a_photo_is_chosen_thrown_away_and_sent(mehmet, tmp_path):
    names = []
    for colour in ("teal", "crimson"):
        path = tmp_path / f"{colour}.png"
        _draw(path, colour)
        names.append(path)
    chooser = mehmet.locator("file-choice input")
    chooser.set_input_files(names[0])
    chooser.set_input_files(names[1])
    chosen = mehmet.locator("file-choice li")
    expect(chosen).to_have_count(2)
    chosen.first.get_by_role("button", name="Gooi weg").click()
    expect(chosen).to_have_count(1)
    mehmet.get_by_role("button", name="Verstuur mijn antwoord").click()
    mehmet.wait_for_load_state()

    photo = mehmet.get_by_role("img", name="Foto van Emre").last
    photo.scroll_into_view_if_needed()
    expect(photo).to_be_visible()
    expect(photo).to_have_js_property("naturalWidth", 640)


def test_without_script_a_photo_and_a_recording_go_along(browser, site, become, tmp_path):
    context = browser.new_context(viewport=PHONE, locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    become(page, "samira")
    page.goto(f"{site}/zoeken/?q=spreekbeurt")
    page.get_by_role("link", name="Spreekbeurt").first.click()
    _draw(tmp_path / "kaart.png", "teal")
    (tmp_path / "opname.webm").write_bytes(voice().read())
    photos, recording = page.locator("input[name=files]").all()
    expect(photos).to_be_visible()
    photos.set_input_files(tmp_path / "kaart.png")
    recording.set_input_files(tmp_path / "opname.webm")
    page.get_by_role("button", name="Verstuur mijn antwoord").click()

    mine = page.locator("main article").last
    expect(mine.get_by_role("img", name="Foto van Samira")).to_be_visible()
    expect(mine.locator("audio[controls]")).to_be_visible()
    context.close()


def _draw(path, colour):
    Image.new("RGB", (900, 700), colour).save(path)
