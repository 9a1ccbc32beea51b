"""My page: what I say of myself, and what others see of it."""

import pytest
from django.conf import settings
from django.test import Client

from community.accounts.models import User
from tests.factories import make_user

PAGE = "/ik/"
INTRODUCTION = {"first_name": "Samira", "languages": ["nl", "ar"], "shielded": "no"}


@pytest.fixture
def samira(db):
    return make_user("samira", language="en", mobile="+31612345678")


@pytest.fixture
def reader(samira):
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(samira)
    return browser


def test_the_page_shows_my_own_addresses_and_how_others_see_me(reader):
    page = reader.get(PAGE).text

    assert "samira@voorbeeld.test" in page
    assert "+31612345678" in page
    assert "This is how others see you" in page


def test_the_page_costs_two_queries(reader, django_assert_num_queries):
    with django_assert_num_queries(2):  # user, the bell
        reader.get(PAGE)


def test_an_introduction_is_kept_and_shown(reader):
    response = reader.post("/ik/voorstellen/", {**INTRODUCTION, "first_name": "  Samira  Nour "})

    assert (response.status_code, response.url) == (302, PAGE)
    samira = User.objects.get()
    assert (samira.first_name, samira.languages, samira.shielded) == (
        "Samira Nour",
        ["nl", "ar"],
        False,
    )
    assert "Saved. This is how others see you now." in reader.get(PAGE).text


def test_shielding_works_at_once(reader):
    reader.post("/ik/voorstellen/", {**INTRODUCTION, "shielded": "yes"})

    page = reader.get(PAGE)
    preview = page.text.split("This is how others see you</h2>")[1].split("</section>")[0]
    assert "A parent" in preview
    assert "Samira" not in preview
    assert page.context["introduction"]["first_name"].value() == "Samira"


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"first_name": ""}, "first_name", "Fill in your first name."),
        ({"first_name": "Samira 06"}, "first_name", "Fill in your first name only."),
        ({"languages": ["xx"]}, "languages", None),
        ({"shielded": ""}, "shielded", None),
    ],
)
def test_what_is_not_right_keeps_what_was_typed(answers, field, sentence, reader):
    response = reader.post("/ik/voorstellen/", {**INTRODUCTION, **answers})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert sentence is None or response.context["form"].errors[field] == [sentence]
    assert response.context["introduction"].data["languages"] == "ar" or "languages" in answers
    assert "Error:" in response.text.split("</title>")[0]
    assert User.objects.get().languages == []


def test_a_name_that_is_not_right_stays_to_be_corrected(reader):
    response = reader.post("/ik/voorstellen/", {**INTRODUCTION, "first_name": "Samira 06"})

    assert 'value="Samira 06"' in response.text


def test_the_screens_follow_at_once(reader):
    response = reader.post("/ik/scherm/", {"language": "nl", "theme": "dark"})

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nl"
    page = reader.get(PAGE)
    assert '<html lang="nl"' in page.text
    assert 'dark.css" media="all"' in page.text


@pytest.mark.parametrize("answers", [{"language": "xx"}, {"theme": "pink"}, {"language": ""}])
def test_screens_that_do_not_exist_are_refused(answers, reader):
    response = reader.post("/ik/scherm/", {"language": "en", "theme": "auto", **answers})

    assert response.status_code == 422
    assert User.objects.get().theme == "auto"


def test_nobody_else_is_changed(reader):
    make_user("emre")
    reader.post("/ik/voorstellen/", {**INTRODUCTION, "shielded": "yes"})

    assert set(User.objects.filter(shielded=True)) == {User.objects.get(first_name="Samira")}
