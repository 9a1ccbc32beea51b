"""J11: a school publishes a theme in five minutes, and two schools try each other's doors."""

from datetime import date, timedelta

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page

from cms.models import SchoolPage, Suggestion, ThemePage
from cms.portal import open_portal
from community.accounts.models import User
from networks.models import Network
from ouderkamer.models import Theme
from tests.browser.conftest import DESK, plays
from tests.recordings import film

LONG = (
    "Wij willen graag dat alle ouders van de school weten hoe zij thuis elke dag een klein "
    "stukje samen met hun eigen kind kunnen lezen."
)
SHORT = "Lees elke dag tien minuten met uw kind. Dat is genoeg."
PUBLISH = "Publiceren"
SUBTITLES = SimpleUploadedFile(
    "film.vtt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nEr was eens een vos.\n", "text/vtt"
)


@pytest.fixture
def unblocked(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def kompas(unblocked):
    """Het Kompas has a page too, which Ruud writes; all of it goes again."""
    before = set(Page.objects.values_list("pk", flat=True))
    school = Network.objects.get(slug="kompas").school
    portal = open_portal(school, by=None, editors=[User.objects.get(first_name="Ruud")])
    yield portal
    for page in Page.objects.exclude(pk__in=before).order_by("-path"):
        page.specific.delete()
    User.objects.get(first_name="Ruud").groups.all().delete()


@pytest.fixture
def wish(unblocked):
    """Enough parents, Samira among them, want to talk about screens."""
    network = Network.objects.get(slug="lindeboom")
    parents = [one.user for one in network.memberships.filter(kind="parent", ended_at=None)[:6]]
    samira = User.objects.get(first_name="Samira")
    theme = Theme.objects.create(network=network, title="Schermen thuis")
    for parent in {*parents, samira}:
        theme.backings.create(person=parent)
    yield theme
    theme.delete()


def test_j11_a_teacher_publishes_a_theme_and_parents_find_it(site, device, wish, kompas):
    karin = device("karin", DESK)
    karin.goto(f"{site}/cms/")
    karin.get_by_role("link", name="Een thema").click()
    karin.locator("[name=title]").fill("Schermen in de avond")
    karin.locator("[name=intro]").fill(LONG)
    expect(karin.locator(".on-advice")).to_contain_text("Deze zin heeft 25 woorden.")
    karin.locator("[name=intro]").fill(SHORT)
    expect(karin.locator(".on-advice")).to_contain_text("Dit leest goed.")
    karin.locator("[name=wish]").select_option(label="Schermen thuis")
    karin.locator("[name=from_date]").fill(f"{date.today() + timedelta(days=1):%Y-%m-%d}")
    karin.keyboard.press("Escape")  # the calendar of the field
    karin.get_by_role("button", name=PUBLISH).first.click()
    karin.wait_for_load_state()
    theme = ThemePage.objects.get(title="Schermen in de avond")
    assert theme.live

    samira = device("samira", {"width": 320, "height": 700})
    for place in ("/netwerk/lindeboom/", "/netwerk/lindeboom/ouderkamer/"):
        samira.goto(f"{site}{place}")
        found = samira.get_by_role("link", name="Schermen in de avond").first
        expect(found).to_be_visible(timeout=5000)
    samira.goto(f"{site}/ik/meldingen/")
    told = samira.get_by_text("De school maakte een thema van waar u om vroeg").first
    expect(told).to_be_visible(timeout=5000)
    samira.goto(f"{site}{theme.address}")
    assert samira.evaluate("document.documentElement.scrollWidth") <= 320
    samira.get_by_role("link", name="Begin een gesprek").first.click()
    chosen = samira.locator("[name=about] option:checked")
    assert chosen.inner_text() == "Schermen in de avond"

    try_each_others_doors(
        site, device("ruud", DESK), theme, SchoolPage.objects.get(school__name="De Lindeboom")
    )
    try_each_others_doors(site, karin, kompas, kompas)

    karin.goto(f"{site}/cms/pages/{theme.pk}/unpublish/")
    karin.get_by_role("button", name="Ja, trek de publicatie in").click()
    karin.wait_for_load_state()
    for place in (
        "/scholen/de-lindeboom/",
        "/netwerk/lindeboom/",
        "/netwerk/lindeboom/ouderkamer/",
    ):
        samira.goto(f"{site}{place}")
        expect(samira.get_by_role("link", name="Schermen in de avond")).to_have_count(0)


def try_each_others_doors(site, page, theme, portal):
    """Nothing opens, and nothing says what is behind it."""
    for door in (
        f"pages/{theme.pk}/edit/",
        f"pages/{theme.pk}/history/",
        f"pages/{theme.pk}/view_draft/",
        f"pages/{theme.pk}/unpublish/",
        f"pages/{portal.pk}/",
        f"pages/add/cms/themepage/{portal.pk}/",
        f"vertaal/{theme.pk}/",
    ):
        answer = page.goto(f"{site}/cms/{door}")
        assert answer.status == 404, door
        assert portal.title not in page.content()
        assert theme.title not in page.content()
    page.goto(f"{site}/cms/")
    assert portal.title not in page.locator("main").inner_text()


@pytest.fixture
def leave_nothing(unblocked):
    before = set(Page.objects.values_list("pk", flat=True))
    yield
    for page in Page.objects.exclude(pk__in=before).order_by("-path"):
        page.specific.delete()
    Document.objects.all().delete()


def test_j11_a_film_with_subtitles_and_a_parent_who_reads_it_in_arabic(
    site, device, speaker, leave_nothing
):
    karin = device("karin", DESK)
    karin.goto(f"{site}/cms/")
    karin.get_by_role("link", name="Een thema").click()
    karin.locator("[name=title]").fill("Samen voorlezen")
    karin.locator("[name=intro]").fill(LONG)
    karin.locator("button.c-sf-add-button").first.click()
    karin.get_by_role("option", name="Film of geluid").click()
    karin.locator("[name=body-0-value-title]").fill("Zo leest u voor")
    upload(karin, "body-0-value-file", film())
    upload(karin, "body-0-value-captions", SUBTITLES)
    karin.locator("[data-contentpath=text] [contenteditable=true]").click()
    karin.keyboard.type("Meester Bas leest een boek voor.")
    expect(karin.locator(".on-advice")).to_contain_text("Deze zin heeft 25 woorden.")
    karin.locator("[name=intro]").fill(SHORT)
    expect(karin.locator(".on-advice")).to_contain_text("Dit leest goed.")
    karin.get_by_role("button", name=PUBLISH).first.click()
    expect(karin.get_by_text("gepubliceerd.")).to_be_visible(timeout=15_000)
    theme = ThemePage.objects.get(title="Samen voorlezen", live=True)

    emre = speaker("emre")
    emre.goto(f"{site}{theme.address}")
    video = emre.locator("video")
    video.evaluate("video => video.play()")
    assert plays(video)
    assert video.evaluate("video => video.textTracks[0].cues.length") == 1
    emre.get_by_role("link", name="Lees deze tekst voor in uw taal").click()
    emre.get_by_label("In welke taal leest u?").select_option(label="Arabisch")
    emre.get_by_role("button", name="Spreek in").click()
    expect(emre.get_by_role("timer")).to_have_text("0:02")
    emre.get_by_role("button", name="Stop").click()
    emre.get_by_role("button", name="Stuur naar de school").click()
    expect(emre.get_by_text("De school kijkt ernaar")).to_be_visible()

    karin.goto(f"{site}/cms/binnen/")
    karin.locator("[id^=opname-]").get_by_role("button", name="Ja, zet het op de pagina").click()
    expect(karin.get_by_text("De ouder hoort wat u zei")).to_be_visible()
    samira = device("samira")
    samira.goto(f"{site}{theme.address}")
    expect(samira.get_by_text("Voorgelezen door een ouder (Arabisch)")).to_be_visible()
    samira.get_by_role("button", name="Luister naar het bericht").click()
    assert plays(samira.locator("voice-player audio"))


def upload(page, field, file):
    """Choose a new file for a field of a block, as an editor does."""
    row = page.locator(f"#{field}-chooser")
    row.get_by_role("button", name="Kies een document").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    payload = {"name": file.name, "mimeType": file.content_type, "buffer": file.read()}
    dialog.locator("input[type=file]").set_input_files(payload)
    dialog.get_by_label("Titel").fill(file.name)
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog).to_have_count(0)
    expect(row).to_contain_text(file.name.split(".")[0])


def test_wagtails_own_checker_warns_for_a_name_of_a_file_as_words(
    site, device, settings, leave_nothing
):
    settings.MEDIA_ROOT = settings.MAILBOX_DIR.parent / "media"  # where the site has its own
    collection = Collection.objects.get(name__startswith="School: De Lindeboom")
    file = ImageFile(get_test_image_file().file, name="kast.png")
    image = Image.objects.create(title="Boekenkast", file=file, collection=collection)
    picture = ("picture", {"image": image, "alt": "IMG_2031.png", "caption": ""})
    theme = ThemePage(title="Kast vol boeken", intro=SHORT, live=False, body=[picture])
    SchoolPage.objects.get(school__name="De Lindeboom").add_child(instance=theme)
    theme.save_revision()

    karin = device("karin", DESK)
    karin.goto(f"{site}/cms/pages/{theme.pk}/edit/")
    karin.locator("[data-side-panel-toggle=checks]").click()
    checks = karin.locator("[data-side-panel=checks]")

    expect(checks).to_contain_text("bevat een ongepast patroon", timeout=15_000)
    image.delete()


def test_a_picture_without_words_for_who_cannot_see_it_is_not_published(
    site, device, unblocked, settings
):
    settings.MEDIA_ROOT = settings.MAILBOX_DIR.parent / "media"  # where the site has its own
    collection = Collection.objects.get(name__startswith="School: De Lindeboom")
    file = ImageFile(get_test_image_file().file, name="kast.png")
    image = Image.objects.create(title="Boekenkast", file=file, collection=collection)
    karin = device("karin", DESK)
    karin.goto(f"{site}/cms/")
    karin.get_by_role("link", name="Een thema").click()
    karin.locator("[name=title]").fill("Kast vol boeken")
    karin.locator("[name=intro]").fill(SHORT)
    karin.locator("button.c-sf-add-button").first.click()
    karin.get_by_role("option", name="Foto of plaatje").click()
    karin.get_by_role("button", name="Kies een afbeelding").click()
    karin.wait_for_load_state("networkidle")
    karin.get_by_role("link", name="Boekenkast").click()
    expect(karin.get_by_role("dialog")).to_have_count(0)
    karin.get_by_role("button", name=PUBLISH).first.click()
    karin.wait_for_load_state()
    expect(karin.get_by_text("Dit is een verplicht veld").first).to_be_visible()
    assert not ThemePage.objects.filter(title="Kast vol boeken", live=True).exists()
    image.delete()


def test_a_parent_suggests_a_change_and_the_school_takes_it_over(site, device, unblocked):
    emre = device("emre")
    emre.goto(f"{site}/scholen/de-lindeboom/")
    emre.get_by_role("link", name="Stel een verandering voor").click()
    emre.get_by_label("Schooltijden").fill("8.30 tot 14.15 uur")
    emre.get_by_label("Waarom is dit beter?").fill("Sinds september.")
    emre.get_by_role("button", name="Stuur naar de school").click()
    expect(emre.get_by_text("De school kijkt ernaar")).to_be_visible()
    suggestion = Suggestion.objects.get(changes__has_key="school_hours")

    karin = device("karin", DESK)
    karin.goto(f"{site}/cms/binnen/")
    mine = karin.locator(f"#voorstel-{suggestion.pk}")
    expect(mine).to_contain_text("8.30 tot 14.15 uur")
    mine.get_by_role("button", name="Ja, zet het op de pagina").click()

    visitor = device("emre")
    visitor.goto(f"{site}/scholen/de-lindeboom/")
    expect(visitor.get_by_text("8.30 tot 14.15 uur")).to_be_visible()
