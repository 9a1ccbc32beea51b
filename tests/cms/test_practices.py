"""What worked elsewhere becomes a date here."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.models import PracticePage
from tests.factories import make_practice

WHEN = {
    "kind": "coffee",
    "starts": "09:00",
    "ends": "10:00",
    "place": "Ouderkamer",
    "audience": "everyone",
}


def address(cast, card):
    return reverse("practices:take_over", args=[cast.lindeboom.slug, card.pk])


@pytest.mark.django_db
def test_a_card_without_a_number_is_not_a_card():
    card = PracticePage(title="Film", result="Het was gezellig.")

    with pytest.raises(ValidationError) as refusal:
        card.clean()
    assert set(refusal.value.message_dict) == {"result"}


def test_who_plans_takes_a_card_over_and_nobody_else(client, cast, names):
    card = make_practice()

    def may(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get(address(cast, card)).status_code == 200

    assert names(may) == {"fatima", "emre", "marieke", "karin"}


def test_a_card_becomes_a_date_of_the_network_and_counts(client, cast):
    card = make_practice()
    client.force_login(cast.marieke)
    form = client.get(address(cast, card)).context["form"]
    assert form.initial["title"] == "Opvang bij de koffie"
    assert "Kleine kinderen zijn welkom." in form.initial["intro"]

    day = timezone.localdate() + timedelta(days=9)
    sent = {**WHEN, "title": form.initial["title"], "intro": form.initial["intro"], "day": day}
    client.post(address(cast, card), sent)

    gathering = cast.lindeboom.gatherings.get()
    assert (gathering.title, gathering.subject) == (card.title, card.subject_key)
    client.logout()
    assert "1 netwerk nam het over" in client.get(card.address).text


def test_cards_are_shown_by_subject(client, cast):
    make_practice()
    make_practice("Bellen in de eigen taal", subject="calling", verdict="unsure")

    def shown(**asked):
        return [card.title for card in client.get("/praktijk/", asked).context["cards"]]

    assert shown() == ["Opvang bij de koffie", "Bellen in de eigen taal"]
    assert shown(over="calling") == ["Bellen in de eigen taal"]
    assert shown(over="fathers") == []
    assert shown(over="onzin") == ["Opvang bij de koffie", "Bellen in de eigen taal"]
