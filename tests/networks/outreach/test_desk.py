"""The pages of who calls; numbers of telephones are on one of them, for one caller."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from community.activity.models import Event
from networks.outreach.models import CallRound, Contact, Family, Outcome, Turn
from networks.outreach.numbers import whole
from tests.factories import make_gathering
from tests.networks.outreach.conftest import NUMBER, SCRIPT, make_family

DIGITS = "612345678"


def at(cast, name, *args):
    return reverse(f"outreach:{name}", args=[cast.lindeboom.slug, *args])


def who(client, names, address):
    def sees(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get(address).status_code == 200

    return names(sees)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12 34 56 78", "+31612345678"),
        ("020-123.45.67", "+31201234567"),
        ("+31 (0)6 12345678", "+31612345678"),
        ("0032 470 12 34 56", "+32470123456"),
    ],
)
def test_numbers_are_kept_in_one_shape(typed, kept):
    assert whole(typed) == kept


def test_families_are_their_contact_parents_and_nobody_elses(client, cast, names, hafida):
    for address in (at(cast, "families"), at(cast, "family", hafida.pk), at(cast, "family_new")):
        assert who(client, names, address) == {"naima"}, address


def test_numbers_of_families_are_for_who_calls_moderates_or_teaches(
    client, cast, names, call_round
):
    assert who(client, names, at(cast, "desk")) == {"naima", "fatima", "emre", "karin"}


def test_the_school_sees_numbers_and_small_ones_not_at_all(client, cast, call_round):
    client.force_login(cast.karin)
    text = client.get(at(cast, "desk")).text

    assert "&lt; 5" in text
    assert "Hafida" not in text
    for n in range(6):
        make_family(cast.lindeboom, f"Gezin {n}", f"+31600000{n:03}", by=cast.naima)
    assert '<span class="on-stat__num">7</span>' in client.get(at(cast, "desk")).text


def test_a_whole_round_leaves_no_number_anywhere_but_in_the_link_of_the_call(
    client, cast, call_round, caplog
):
    caplog.set_level(logging.DEBUG)
    client.force_login(cast.naima)
    pulled = client.post(at(cast, "pull", call_round.pk))
    page = client.get(pulled.headers["Location"]).text
    assert page.count(DIGITS) == page.count(f'href="tel:{NUMBER}"') == 1
    client.post(pulled.headers["Location"], {"outcome": "reached", "note": "Komt maandag."})
    family = Family.objects.get()
    told = [
        client.get(at(cast, name, *keys)).text
        for name, keys in (
            *(("desk", []), ("families", []), ("family", [family.pk]), ("missed", [])),
            ("receipt", [family.pk]),
        )
    ]
    family.refresh_from_db()
    mine = [reverse(f"family:{door}", args=[family.slip_code]) for door in ("own", "download")]
    told += [client.get(door).content.decode() for door in (*mine, reverse("called"))]
    told += [str(vars(event)) for event in Event.objects.all()]
    told += [caplog.text, *(one.body for one in mail.outbox), str(Family.objects.values_list())]

    assert not any(DIGITS in text or "12 34 56" in text for text in told)
    assert Contact.objects.get().note == "Komt maandag."
    assert family.views.get().by == cast.naima


def test_only_who_has_the_turn_sees_the_call(client, cast, names, call_round):
    turn = call_round.next_for(cast.naima)

    assert who(client, names, at(cast, "turn", turn.pk)) == {"naima"}
    Turn.objects.update(locked_until=timezone.now())
    assert who(client, names, at(cast, "turn", turn.pk)) == set()


def test_with_the_task_the_turn_is_gone(client, cast, names, call_round):
    turn = call_round.next_for(cast.naima)
    cast.lindeboom.memberships.filter(user=cast.naima).update(calls=False)

    assert who(client, names, at(cast, "turn", turn.pk)) == set()


@pytest.mark.parametrize(
    "note", ["Zij is ziek en gescheiden.", "Heeft schulden.", "Gaat naar de moskee"]
)
def test_a_note_about_private_life_asks_once_more(client, cast, call_round, note):
    turn = call_round.next_for(cast.naima)
    client.force_login(cast.naima)
    sent = {"outcome": "reached", "note": note}

    asked = client.post(at(cast, "turn", turn.pk), sent)
    assert asked.status_code == 422
    assert note in asked.text
    assert 'name="sure" value="on"' in asked.text
    assert not Contact.objects.exists()

    client.post(at(cast, "turn", turn.pk), {**sent, "sure": "on"})
    assert Contact.objects.get().note == note


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Kies hoe het ging."),
        ({"outcome": "later"}, "Kies een dag waarop u terugbelt."),
        ({"outcome": "later", "day": "2020-01-01"}, "Dit moment is al voorbij."),
    ],
)
def test_what_is_missing_gets_a_sentence(client, cast, call_round, sent, sentence):
    turn = call_round.next_for(cast.naima)
    client.force_login(cast.naima)

    answer = client.post(at(cast, "turn", turn.pk), {**sent, "note": "Belt graag."})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Belt graag." in answer.text


def test_a_family_is_signed_up_while_talking_with_what_helps_it(client, cast, hafida, call_round):
    hafida.needs = ["walk_in", "interpreter"]
    hafida.save()
    turn = call_round.next_for(cast.naima)
    date = make_gathering(cast.lindeboom, audience="everyone")
    client.force_login(cast.naima)
    address = at(cast, "sign_up", turn.pk, date.pk)
    form = client.get(address).context["form"]

    assert form.initial == {
        "name": "Hafida",
        "channel": "phone",
        "interpreter": "ar",
        "walk_in": True,
    }
    said = {"name": "Hafida", "channel": "phone", "adults": "1", "said_yes": "on"}
    answer = client.post(address, {**said, "once": form["once"].value()})
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer.url == at(cast, "receipt", hafida.pk)
    assert date.sign_ups.get().signed_up_by == cast.naima


def test_a_number_without_a_yes_is_not_kept(client, cast):
    client.force_login(cast.naima)
    facts = {"name": "Abeba", "number": "06 11 22 33 44", "language": "ti", "way": "phone"}

    refused = client.post(at(cast, "family_new"), {**facts, "ground": "gate"})
    assert refused.status_code == 422
    assert "Vraag het de ouder eerst." in refused.text
    client.post(at(cast, "family_new"), {**facts, "ground": "gate", "said_yes": "on"})

    family = Family.objects.get()
    assert (family.name, family.ground) == ("Abeba", "gate")
    assert "11223344" not in str(vars(family))


def upload(text):
    return SimpleUploadedFile("gezinnen.csv", text.encode("cp1252"), "text/csv")


def send_list(client, cast, text):
    client.force_login(cast.naima)
    sent = {"file": upload(text), "ground": "school", "said_yes": "on"}
    return client.post(at(cast, "from_list"), sent)


def test_a_list_is_taken_over(client, cast):
    text = "Naam;Nummer;Groep;Taal;Wanneer\nAbeba;06 11223344;1 en 3;ti;'s avonds\nKarol;;4;pl;\n"

    assert send_list(client, cast, text).status_code == 302
    assert [(f.name, f.groups, f.language, f.way) for f in Family.objects.order_by("name")] == [
        ("Abeba", [1, 3], "ti", "phone"),
        ("Karol", [4], "pl", "gate"),
    ]


def test_one_wrong_line_and_nothing_is_taken_over(client, cast):
    text = "naam,nummer,groep,taal\nAbeba,06 11223344,1,ti\nKarol,12,4,pl\n,06 1,9,xx\n"

    answer = send_list(client, cast, text)

    assert answer.status_code == 422
    assert "Regel 3:" in answer.text
    assert "Regel 4:" in answer.text
    assert "11223344" not in answer.text
    assert not Family.objects.exists()


@pytest.mark.parametrize("text", ["", "telefoon\n06", "naam\n" + "x\n" * 501])
def test_what_is_no_list_gets_a_sentence(client, cast, text):
    assert send_list(client, cast, text).status_code == 422
    assert not Family.objects.exists()


def test_two_hundred_numbers_a_day_are_enough(client, cast, call_round, monkeypatch):
    turn = call_round.next_for(cast.naima)
    client.force_login(cast.naima)
    for _time in range(200):
        if client.get(at(cast, "turn", turn.pk)).status_code != 200:
            break
    assert client.get(at(cast, "turn", turn.pk)).status_code == 403


@pytest.mark.parametrize("how_many", [5, 5000])
def test_the_desk_costs_the_same_for_few_and_for_many(
    client, cast, how_many, django_assert_num_queries
):
    facts = {"ground_on": timezone.localdate(), "number": "x"}
    Family.objects.bulk_create(
        Family(network=cast.lindeboom, name=f"Gezin {n}", **facts) for n in range(how_many)
    )
    call_round = CallRound.objects.begin(
        cast.lindeboom, goal="Welkom", script=SCRIPT, by=cast.naima
    )
    client.force_login(cast.naima)
    client.get(at(cast, "desk"))

    with django_assert_num_queries(12):
        client.get(at(cast, "desk"))
    with django_assert_num_queries(9):
        client.get(at(cast, "families"))
    assert call_round.turns.count() == how_many


def test_what_was_called_off_goes_on_with_another(client, cast, call_round):
    turn = call_round.next_for(cast.naima)
    client.force_login(cast.naima)

    client.post(at(cast, "drop", turn.pk))

    cast.lindeboom.memberships.filter(user=cast.emre).update(calls=True)
    assert call_round.next_for(cast.emre) == turn


def test_a_call_of_yesterday_is_in_the_log_of_the_family(client, cast, hafida, call_round):
    turn = call_round.next_for(cast.naima)
    turn.report(Outcome.MESSAGE, by=cast.naima, note="Ingesproken.")
    Contact.objects.update(at=timezone.now() - timedelta(days=1))
    client.force_login(cast.naima)

    text = client.get(at(cast, "family", hafida.pk)).text

    assert "Bericht ingesproken" in text
    assert "Ingesproken." in text
