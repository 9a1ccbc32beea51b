"""What is printed: one A4, a square that a phone reads, and letters that hang together."""

import pypdfium2
import pytest
import zxingcpp

from networks.models import Invitation
from networks.paper.poster import EDGE
from networks.paper.sheet import WIDTH, Sheet
from networks.poster import WELCOMES

CODES = "/netwerk/de-lindeboom/uitnodigen/"
A4 = (595, 842)  # points
POORLY = 100 / 72  # a hundred dots an inch, from an old printer
LONG = "Samenwerkingsschool Onze Lieve Vrouwe ter Vechte en de Vier Windstreken te Oost"


@pytest.fixture
def invitation(cast):
    return cast.lindeboom.invite(label="Hek", by=cast.fatima)


@pytest.fixture
def printed(cast, client, invitation):
    """``printed("poster.pdf", taal=["ar"])``: the document as a moderator gets it."""

    def fetch(what, **query):
        client.force_login(cast.fatima)
        answer = client.get(f"{CODES}{invitation.code}/{what}", query)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        return pypdfium2.PdfDocument(answer.content)

    return fetch


def in_grey(page, scale=POORLY):
    return page.render(scale=scale).to_pil().convert("L")


def read(page, **how):
    return [square.text for square in zxingcpp.read_barcodes(in_grey(page, **how))]


@pytest.mark.parametrize("languages", [[], ["ar"], ["en", "tr"], list(WELCOMES)])
def test_the_poster_is_one_a4_whatever_languages_stand_on_it(printed, invitation, languages):
    document = printed("poster.pdf", taal=languages)
    assert [tuple(map(round, page.get_size())) for page in document] == [A4]
    assert read(document[0]) == [invitation.link]


def test_the_languages_on_the_poster_are_those_chosen(printed):
    text = printed("poster.pdf", taal=["tr", "pl", "klingon"])[0].get_textpage().get_text_range()
    said = {code for code, (heading, _words) in WELCOMES.items() if heading in text}
    assert said == {"tr", "pl"}


def test_a_long_name_stays_on_the_sheet_and_away_from_the_square(cast, printed, invitation):
    type(cast.lindeboom).objects.filter(pk=cast.lindeboom.pk).update(name=LONG)
    type(cast.lindeboom.school).objects.update(name=LONG.upper())
    assert read(printed("poster.pdf", taal=list(WELCOMES))[0]) == [invitation.link]
    assert read(printed("kaartjes.pdf")[0], scale=3) == [invitation.link] * 10


@pytest.mark.parametrize("name", ["De Boom 🌳", "مدرسة السلام", "学校", "Школа № 1"])
def test_a_name_in_any_script_is_printed(cast, printed, invitation, name):
    type(cast.lindeboom).objects.filter(pk=cast.lindeboom.pk).update(name=name)
    assert read(printed("poster.pdf")[0]) == [invitation.link]
    assert len(printed("kaartjes.pdf")) == 1


def test_ten_cards_stand_on_one_a4_and_each_is_read(printed, invitation):
    document = printed("kaartjes.pdf")
    assert [tuple(map(round, page.get_size())) for page in document] == [A4]
    assert read(document[0], scale=3) == [invitation.link] * 10


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_letters_of_arabic_hang_together(direction):
    """A joined letter is narrower than the same letter alone, in a Dutch line as well."""
    sheet, word = Sheet("proef"), "انضموا"
    sheet.add_page()
    sheet.read_from(direction)
    sheet.write_text(word, 0, 0, 100, 20)
    sheet.set_font("arabic", "", 20)
    assert sheet.get_string_width(word) < 0.9 * sum(map(sheet.get_string_width, word))


def test_letters_of_latin_stand_alone():
    sheet = Sheet("proef")
    sheet.add_page()
    sheet.write_text("nnn", 0, 0, 100, 20)
    assert sheet.get_string_width("nnn") == pytest.approx(3 * sheet.get_string_width("n"))


def test_arabic_begins_at_the_right(printed):
    """Its last line is short, and leaves the left of its column white."""
    page = in_grey(printed("poster.pdf", taal=["ar"])[0])
    column = [round(mm * page.width / WIDTH) for mm in (EDGE, 270, WIDTH / 2 - 5, 276)]
    line = page.crop(column).point(lambda light: 255 * (light < 128))
    left, _top, right, _bottom = line.getbbox()
    assert left > line.width / 10
    assert right > line.width * 0.95


@pytest.mark.parametrize(
    "what", ["poster.pdf", "kaartjes.pdf", "brief.pdf", "poster/", "kaartjes/", "brief/"]
)
def test_paper_is_for_who_invites_and_for_codes_that_work(cast, client, invitation, what):
    answers = {}
    for name in ("fatima", "emre", "naima", "samira", "amal", "karin", "bart", "beheer"):
        client.force_login(getattr(cast, name))
        answers[name] = client.get(f"{CODES}{invitation.code}/{what}").status_code
    assert {name for name, status in answers.items() if status == 200} == {
        *("fatima", "emre", "naima")
    }
    assert {name for name, status in answers.items() if status == 404} == {"bart", "beheer"}
    Invitation.objects.get().revoke(by=cast.fatima)
    client.force_login(cast.fatima)
    assert client.get(f"{CODES}{invitation.code}/{what}").status_code == 404
