from datetime import timedelta
from io import BytesIO

import PIL.ExifTags
import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import timezone
from PIL.ExifTags import IFD
from wagtail.images.models import Image

from cms import front
from cms.blocks import PictureBlock
from cms.models import StandardPage
from cms.portal import open_portal
from tests.cms.conftest import files_of
from tests.factories import make_school, make_theme


@pytest.mark.django_db
def test_home_is_for_everybody_and_names_nobody(
    client, cast, schools, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        page = client.get("/")

    text = page.content.decode()
    assert page.status_code == 200
    assert "noindex" not in text
    assert "@" not in text
    assert [name for name in ("Samira", "Fatima", "Karin", "Bart") if name in text] == []
    assert f'action="{reverse("networks:directory")}"' in text


@pytest.mark.django_db
def test_home_asks_in_the_language_of_the_visitor_until_an_editor_writes(client, schools):
    home = schools.lindeboom.get_parent().get_parent().specific
    assert "Parents of one school" in client.get("/", headers={"accept-language": "en"}).text

    home.heading = "Welkom in de stad"
    home.save_revision().publish()

    text = client.get("/", headers={"accept-language": "en"}).text
    assert "Parents of one school" not in text
    assert '<span lang="nl">Welkom in de stad</span>' in text


def test_the_list_of_schools_finds_by_street_and_shows_only_live_pages(client, cast, schools):
    closed = open_portal(make_school("De Stille", "99ZZ03"), by=cast.beheer)
    closed.unpublish()

    def found(words):
        return [p.title for p in client.get("/scholen/", {"q": words}).context["portals"]]

    assert found("") == ["De Lindeboom", "Het Kompas"]
    assert found("linde straat kompas") == ["Het Kompas"]
    assert found("stille") == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_schools_costs_the_same_for_one_and_for_three(
    client, cast, how_many, django_assert_num_queries
):
    for n in range(how_many):
        open_portal(make_school(f"School {n}", f"99ZY0{n}"), by=cast.beheer)
    client.get("/scholen/")
    front.forget()

    with django_assert_num_queries(7):
        client.get("/scholen/")


def test_the_first_sentence_of_a_school_is_that_you_may_always_call(client, schools):
    schools.lindeboom.phone = "020 111 22 33"
    schools.lindeboom.save()

    text = client.get("/scholen/de-lindeboom/").text

    assert 'You may always call. <a class="on-u-nowrap" href="tel:+31201112233">' in text or (
        'U mag altijd bellen. <a class="on-u-nowrap" href="tel:+31201112233">' in text
    )


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_school_page_costs_the_same_with_one_theme_and_with_three(
    client, schools, how_many, django_assert_num_queries
):
    for n in range(how_many):
        make_theme(schools.lindeboom, f"Thema {n}")
    client.get("/scholen/de-lindeboom/")
    front.forget()

    with django_assert_num_queries(11):
        page = client.get("/scholen/de-lindeboom/")

    assert [theme.title for theme in page.context["themes"]] == [
        f"Thema {n}" for n in range(how_many)
    ]


def test_a_theme_costs_a_member_no_more_than_the_budget_of_a_page(
    client, cast, schools, django_assert_num_queries
):
    theme = make_theme(schools.lindeboom)
    client.force_login(cast.samira)
    client.get(theme.address)

    with django_assert_num_queries(13):
        client.get(theme.address)


def test_a_theme_shows_its_blocks(client, schools):
    files = files_of(schools.lindeboom, "Lindeboom")
    theme = make_theme(
        schools.lindeboom,
        body=[
            ("text", {"heading": "Thuis", "text": "<p>Lees <b>samen</b>.</p>"}),
            ("questions", {"questions": ["Wie las er vroeger voor?"]}),
            ("link", {"label": "De bibliotheek", "url": "https://voorbeeld.test/boeken"}),
            ("picture", {"image": files.image, "alt": "Een boekenkast", "caption": ""}),
        ],
    )

    text = client.get(theme.address).text

    assert "<h2>Thuis</h2>" in text
    assert "<b>samen</b>" in text
    assert "Wie las er vroeger voor?" in text
    assert 'href="https://voorbeeld.test/boeken"' in text
    assert 'alt="Een boekenkast"' in text
    assert text.count("<h1") == 1


def test_the_picture_of_a_page_is_served_and_its_original_is_not(client, schools):
    image = files_of(schools.lindeboom, "Lindeboom").image
    rendition = image.get_rendition("width-1280|format-webp")

    assert client.get(rendition.url).status_code == 200
    assert client.get(image.file.url).status_code == 404
    assert client.get("/media/images/../original_images/Lindeboom.png").status_code == 404


def test_the_picture_of_a_page_does_not_tell_where_it_was_taken(schools):
    photo, told = BytesIO(), PIL.Image.Exif()
    told[PIL.ExifTags.Base.Make] = "Camera van Karin"
    told.get_ifd(IFD.GPSInfo)[1] = "N"
    PIL.Image.new("RGB", (1600, 900)).save(photo, "JPEG", exif=told)
    image = Image.objects.create(title="Plein", file=ImageFile(photo, name="plein.jpg"))

    shown = PIL.Image.open(image.get_rendition("width-1280|format-webp").file.path)

    assert dict(PIL.Image.open(image.file.path).getexif()) != {}
    assert dict(shown.getexif()) == {}


def test_a_picture_without_words_for_who_cannot_see_it_is_refused(schools):
    block = PictureBlock()
    image = files_of(schools.lindeboom, "Lindeboom").image

    with pytest.raises(ValidationError) as refusal:
        block.clean(block.to_python({"image": image.pk, "alt": "", "caption": ""}))

    assert set(refusal.value.block_errors) == {"alt"}


def test_a_theme_that_starts_later_says_when(client, schools):
    theme = make_theme(
        schools.lindeboom, teaser="Nu al", from_date=timezone.localdate() + timedelta(days=40)
    )

    text = client.get("/scholen/de-lindeboom/").text

    assert theme.starts_later
    assert "Nu al" not in text


def test_pages_of_plain_text_hang_under_home(client, schools):
    home = schools.lindeboom.get_parent().get_parent()
    home.add_child(instance=StandardPage(title="Zo werkt het", body="<p>Heel rustig.</p>"))

    assert "<p>Heel rustig.</p>" in client.get("/zo-werkt-het/").text


def test_pages_answer_reading_only(client, schools):
    assert client.post("/scholen/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_the_fixed_pages_are_public_and_give_the_phone_number_when_there_is_one(
    client, name, settings
):
    settings.HELP_PHONE = "020 765 43 21"

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert page.text.count('href="tel:+31207654321"') == 3  # header, page, footer
    assert "noindex" not in page.text
