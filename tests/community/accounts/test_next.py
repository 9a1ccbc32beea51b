"""After signing in people go where they were going, and never off this site."""

import pytest
from django.shortcuts import resolve_url

from tests.factories import make_user

EVIL = [
    "https://kwaad.example/",
    "http://kwaad.example/",
    "//kwaad.example/",
    "///kwaad.example/",
    "/\\kwaad.example/",
    "\\\\kwaad.example/",
    "https:kwaad.example",
    "http:///kwaad.example",
    "javascript:alert(1)",
    "data:text/html,x",
    " //kwaad.example",
    "/\t/kwaad.example",
    "https://testserver@kwaad.example/",
    "https://testserver/ik/",
    "kwaad",
]


def test_both_steps_keep_where_somebody_was_going(reader, newest_code, db):
    make_user("samira")
    asked = reader.post(
        "/account/inloggen/", {"where": "samira@voorbeeld.test", "next": "/ik/?a=1&b=2"}
    )
    assert asked.url == "/account/code/?next=%2Fik%2F%3Fa%3D1%26b%3D2"
    page = reader.get(asked.url)
    assert 'name="next" value="/ik/?a=1&amp;b=2"' in page.text

    response = reader.post("/account/code/", {"code": newest_code(), "next": "/ik/?a=1&b=2"})

    assert response.url == "/ik/?a=1&b=2"


@pytest.mark.parametrize(("going", "steps"), [("/k/7m2k/doe-mee/", True), ("/ik/", False)])
def test_who_is_joining_sees_how_many_steps_there_are(going, steps, reader, db):
    page = reader.get("/account/inloggen/", {"next": going}).text

    assert ("Step 1 of 3" in page) is steps


@pytest.mark.parametrize("evil", EVIL)
def test_nobody_is_sent_off_this_site(evil, reader, sign_in, db):
    make_user("samira")
    page = reader.get("/account/inloggen/", {"next": evil})
    assert 'name="next"' not in page.text

    response = sign_in("samira@voorbeeld.test", next=evil)

    assert response.url == resolve_url("networks:home")
    assert reader.get("/account/inloggen/", {"next": evil}).url == resolve_url("networks:home")
