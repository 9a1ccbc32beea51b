"""Codes and posters, for those who may let people in."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from networks.doors import LETTERS
from networks.models import Invitation
from networks.models.invitation import until_summer
from networks.poster import WELCOMES, welcomes
from networks.tasks import forget_addresses_of_letters
from tests import texts

CODES = "/netwerk/de-lindeboom/uitnodigen/"
INVITERS = {"fatima", "emre", "naima"}


@pytest.fixture
def poster(cast):
    return cast.lindeboom.invite(label="Hek", by=cast.fatima, code="7m2k")


def statuses(cast, client, names, method, path, data=None):
    answers = {}
    for name in names:
        client.force_login(getattr(cast, name))
        answers[name] = getattr(client, method)(path, data).status_code
    return answers


@pytest.mark.parametrize("path", ["", "7m2k/poster/", "7m2k/qr.svg"])
def test_inviting_is_for_moderators_and_contact_parents(cast, poster, client, path):
    people = ("fatima", "emre", "naima", "samira", "marieke", "amal", "karin", "bart", "beheer")
    answers = statuses(cast, client, people, "get", CODES + path)
    assert {name for name, status in answers.items() if status == 200} == INVITERS
    assert {name for name, status in answers.items() if status == 404} == {"bart", "beheer"}
    assert set(answers.values()) == {200, 403, 404}


def test_a_new_code_has_a_place_and_a_limit(cast, client):
    client.force_login(cast.naima)
    assert client.post(f"{CODES}maak/", {"label": "Deur", "most_uses": 20}).url == CODES
    made = Invitation.objects.get()
    assert (made.label, made.most_uses, made.made_by) == ("Deur", 20, cast.naima)
    assert re.fullmatch("[23456789bcdfghjkmnpqrstvwxz]{6}", made.code)
    assert (made.lets_in, made.expires_at) == (True, until_summer())


@pytest.mark.parametrize(
    ("today", "until"),
    [
        ("2026-08-01", "2027-07-31"),
        ("2027-03-15", "2027-07-31"),
        ("2027-06-01", "2027-07-31"),
        ("2027-06-15", "2028-07-31"),
    ],
)
def test_a_school_year_ends_in_july_unless_it_is_nearly_over(today, until):
    ends = timezone.localtime(until_summer(date.fromisoformat(today)))
    assert ends.isoformat(" ")[:19] == f"{until} 23:59:59"


@pytest.mark.parametrize(("choice", "days"), [("two_weeks", 14), ("year", 365)])
def test_a_code_works_as_long_as_was_chosen(cast, client, choice, days):
    client.force_login(cast.fatima)
    with time_machine.travel("2026-11-02T09:00+01:00", tick=False):
        sent = {"label": "Deur", "expires": choice, "lets_in": "ask", "purpose": "Ouderavond"}
        client.post(f"{CODES}maak/", sent)
        made = Invitation.objects.get()
        assert made.expires_at - timezone.now() == timedelta(days=days)
    assert (made.lets_in, made.purpose) == (False, "Ouderavond")


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"label": ""}, {"label"}),
        ({"label": "x" * 61}, {"label"}),
        ({"label": "Deur", "most_uses": "0"}, {"most_uses"}),
        ({"label": "Deur", "most_uses": "501"}, {"most_uses"}),
        ({"label": "Deur", "most_uses": "veel"}, {"most_uses"}),
    ],
)
def test_what_is_wrong_with_a_new_code_is_named(cast, client, sent, wrong):
    client.force_login(cast.fatima)
    answer = client.post(f"{CODES}maak/", sent)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)
    assert not Invitation.objects.exists()


def test_stopping_a_code_closes_that_door_at_once_and_only_that(cast, poster, client):
    other = cast.lindeboom.invite(label="Brief", by=cast.fatima)
    client.force_login(cast.fatima)
    assert client.post(f"{CODES}7m2k/trek-in/").url == CODES
    assert client.post(f"{CODES}7m2k/trek-in/").url == CODES  # twice is fine
    assert set(Invitation.objects.usable()) == {other}
    assert client.get(f"{CODES}7m2k/poster/").status_code == 404
    page = client.get(CODES).context
    assert (page["open_codes"], page["closed_codes"]) == ([other], [poster])


def test_a_code_of_another_network_cannot_be_stopped_or_printed(cast, client):
    theirs = cast.kompas.invite(label="Kompas", by=cast.bart)
    client.force_login(cast.fatima)
    assert client.post(f"{CODES}{theirs.code}/trek-in/").status_code == 404
    assert client.get(f"{CODES}{theirs.code}/poster/").status_code == 404
    assert Invitation.objects.usable().get() == theirs


def test_making_and_stopping_are_posts(cast, poster, client):
    client.force_login(cast.fatima)
    assert client.get(f"{CODES}maak/").status_code == 405
    assert client.get(f"{CODES}7m2k/trek-in/").status_code == 405


def test_the_poster_carries_the_square_and_the_address(cast, poster, client, settings):
    settings.BASE_URL = "https://oudernetwerk.example"
    client.force_login(cast.fatima)
    page = client.get(f"{CODES}7m2k/poster/").content.decode()
    assert f'src="{CODES}7m2k/qr.svg"' in page
    assert "oudernetwerk.example<br>/k/7m2k" in page
    picture = client.get(f"{CODES}7m2k/qr.svg")
    assert picture["content-type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert b"<script" not in picture.content


def test_a_poster_speaks_only_languages_somebody_answers_in(cast):
    cast.naima.introduce(first_name="Naima", languages=["nl", "ar", "so"], shielded=False)
    cast.samira.introduce(first_name="Samira", languages=["pl"], shielded=False)
    assert [code for code, *_ in welcomes(cast.lindeboom)] == ["ar"]
    assert {"nl", "so"} & set(WELCOMES) == set()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    cast, client, number, django_assert_max_num_queries
):
    for n in range(number):
        cast.lindeboom.invite(label=f"Deur {n}", by=cast.fatima)
    client.force_login(cast.fatima)
    with django_assert_max_num_queries(12):
        client.get(CODES)


@pytest.fixture
def send(cast, client, django_capture_on_commit_callbacks):
    """Send a personal invitation as somebody of the cast; the answer of the page."""

    def post(name, where, path="stuur/"):
        client.force_login(getattr(cast, name))
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(CODES + path, {"where": where})

    return post


def test_a_personal_invitation_is_a_letter_of_fixed_words_for_one(cast, send):
    cast.lindeboom.name = "Koop nu www.kwaad.test"
    cast.lindeboom.save()
    assert send("naima", "Nieuw@Voorbeeld.test").url == CODES
    made, letter = Invitation.objects.get(), mail.outbox[0]
    assert letter.to == ["nieuw@voorbeeld.test"]
    assert made.link in letter.body
    assert [words for words in ("kwaad", "Naima") if words in letter.body] == []
    assert (made.most_uses, made.made_by) == (1, cast.naima)
    assert made.expires_at - made.sent_at == timedelta(days=14)


def test_a_mobile_number_gets_a_text_message(cast, send):
    send("fatima", "06 12 34 56 78")
    number, words = texts.outbox[0]
    assert number == "+31612345678"
    assert Invitation.objects.get().link in words


def test_the_answer_is_the_same_whether_we_know_the_address(cast, send, client):
    pages = []
    for where in ("samira@voorbeeld.test", "nobody@voorbeeld.test"):
        answer = send("fatima", where)
        shown = client.get(CODES).content.decode().split("<main")[1].split("<aside")[0]
        pages.append((answer.status_code, answer.url, shown))
    assert pages[0] == pages[1]


def test_whoever_has_the_code_joins_and_the_address_is_forgotten(
    cast, send, django_capture_on_commit_callbacks
):
    send("naima", "ander@voorbeeld.test")
    made = Invitation.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert made.redeem(cast.bart).user == cast.bart
    made.refresh_from_db()
    assert (made.is_usable, made.sent_to) == (False, "")
    assert "networks.invitation_accepted" in kinds(cast.naima)
    assert "networks.invitation_accepted" not in kinds(cast.fatima)
    assert made.redeem(cast.ruud) is None


@pytest.mark.parametrize("how", ["revoked", "expired", "open"])
def test_an_address_is_forgotten_when_its_code_no_longer_works(cast, send, how):
    send("naima", "ander@voorbeeld.test")
    made = Invitation.objects.get()
    if how == "revoked":
        made.revoke(by=cast.naima)
    if how == "expired":
        Invitation.objects.update(expires_at="2020-01-01T00:00Z")
    forget_addresses_of_letters()
    made.refresh_from_db()
    assert made.sent_to == ("ander@voorbeeld.test" if how == "open" else "")


def kinds(person):
    return set(person.notifications.values_list("kind", flat=True))


def test_an_address_is_for_the_eyes_of_whoever_typed_it(cast, send, client):
    send("naima", "geheim@voorbeeld.test")
    code = Invitation.objects.get().code
    assert "geheim@" in client.get(CODES).content.decode()
    client.force_login(cast.fatima)
    assert "geheim@" not in client.get(CODES).content.decode()
    assert client.post(f"{CODES}{code}/trek-in/").status_code == 404
    assert client.post(f"{CODES}{code}/nog/").status_code == 404


def test_a_letter_goes_again_once_a_day(cast, send):
    with time_machine.travel("2026-11-02T09:00+01:00", tick=False) as clock:
        send("naima", "ander@voorbeeld.test")
        again = f"{Invitation.objects.get().code}/nog/"
        send("naima", "", again)
        assert len(mail.outbox) == 1
        clock.shift(timedelta(days=1))
        send("naima", "", again)
        send("naima", "", again)
        assert len(mail.outbox) == 2


def test_a_contact_parent_sends_twenty_a_day_and_a_moderator_a_hundred(cast, send):
    for _ in range(LETTERS.most):
        LETTERS.take(cast.naima.pk)
        LETTERS.take(cast.fatima.pk)
    assert send("naima", "x@voorbeeld.test").status_code == 422
    assert send("fatima", "x@voorbeeld.test").status_code == 302
    for _ in range(79):
        LETTERS.take(cast.fatima.pk)
    assert send("fatima", "y@voorbeeld.test").status_code == 422
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("where", ["", "nieuw", "06 12", "x@y"])
def test_a_wrong_address_is_named_and_kept(cast, send, where):
    answer = send("fatima", where)
    assert (answer.status_code, set(answer.context["personal"].errors)) == (422, {"where"})
    assert answer.context["personal"]["where"].value() == where
    assert mail.outbox == []


def test_a_personal_invitation_is_no_line_among_the_codes(cast, send, client):
    send("fatima", "x@voorbeeld.test")
    page = client.get(CODES).context
    assert (page["open_codes"], page["sent"]) == ([], [Invitation.objects.get()])
