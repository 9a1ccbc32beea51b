"""Public pages are kept ready for visitors, and nobody gets the secrets of another."""

import re

import pytest
from django.test import Client

from cms import front
from tests.factories import make_gathering, make_theme


@pytest.fixture
def theme(schools):
    return make_theme(schools.lindeboom)


def visit(address, **headers):
    return Client(enforce_csrf_checks=True).get(address, headers=headers)


def nonce_of(answer):
    return re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1]


def token_of(answer):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text)[1]


def test_a_theme_costs_eight_queries_and_then_none(theme, django_assert_num_queries):
    visit(theme.address)
    front.forget()

    with django_assert_num_queries(8):
        visit(theme.address)
    with django_assert_num_queries(0):
        visit(theme.address)


def test_every_visitor_gets_a_nonce_and_a_token_of_their_own(schools):
    first, second = visit("/"), visit("/")

    for answer in (first, second):
        assert f'nonce="{nonce_of(answer)}"' in answer.text
        assert "\x00" not in answer.text
    assert nonce_of(first) != nonce_of(second)
    assert token_of(first) != token_of(second)


def test_the_token_of_a_kept_page_opens_its_form(schools):
    visit("/")
    browser = Client(enforce_csrf_checks=True)
    page = browser.get("/")

    sent = {"language": "nl", "next": "/", "csrfmiddlewaretoken": token_of(page)}
    answer = browser.post("/taal/", sent)

    assert answer.status_code == 302


def test_what_a_member_sees_is_never_kept(client, cast, schools, theme):
    make_gathering(cast.lindeboom, "Besloten ochtend", subject=theme.subject_key)
    client.force_login(cast.samira)

    assert "Besloten ochtend" in client.get(theme.address).text
    assert "Besloten ochtend" not in visit(theme.address).text
    assert "Besloten ochtend" in client.get(theme.address).text


@pytest.mark.parametrize("deed", ["publish", "unpublish"])
def test_a_page_that_changed_is_made_anew(theme, deed):
    visit(theme.address)

    if deed == "publish":
        theme.intro = "Elf minuten is beter."
        theme.save_revision().publish()
        assert "Elf minuten is beter." in visit(theme.address).text
    else:
        theme.unpublish()
        assert visit(theme.address).status_code == 404


def test_each_language_has_its_own(schools):
    dutch = visit("/", **{"accept-language": "nl"}).text
    english = visit("/", **{"accept-language": "en"}).text

    assert 'lang="nl"' in dutch[:200]
    assert 'lang="en"' in english[:200]


def test_what_is_asked_for_is_not_kept(cast, schools):
    assert "De Lindeboom" not in visit("/scholen/?q=kompas").text
    assert "De Lindeboom" in visit("/scholen/").text
    assert "De Lindeboom" not in visit("/scholen/?q=kompas").text


def test_nothing_below_a_page_that_is_not_live_is_served(schools, theme):
    assert visit(theme.address).status_code == 200
    schools.lindeboom.unpublish()

    assert visit(theme.address).status_code == 404
