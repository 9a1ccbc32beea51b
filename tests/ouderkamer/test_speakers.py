"""Guests: asked, reminded, answering themselves, and how to reach them is for planners only."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from ouderkamer.models import Speaker
from ouderkamer.tasks import remind
from tests.factories import make_gathering

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
PLANNERS = {"fatima", "emre", "marieke", "karin"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


@pytest.fixture
def gathering(cast):
    return make_gathering(cast.lindeboom, "Slapen en schermen", audience="everyone", days=14)


@pytest.fixture
def hind(cast):
    return Speaker.objects.create(
        network=cast.lindeboom,
        name="Hind, jeugdverpleegkundige",
        email="hind@example.test",
        phone="020 111 22 33",
    )


@pytest.fixture
def send(client, cast):
    def post(view, *keys, by=cast.marieke, **sent):
        client.force_login(by)
        return client.post(reverse(f"ouderkamer:{view}", args=[cast.lindeboom.slug, *keys]), sent)

    return post


def told(names, verb):
    kind = f"ouderkamer.{verb}"
    return names(lambda p: p.is_authenticated and p.notifications.filter(kind=kind).exists())


def test_how_to_reach_a_guest_is_seen_by_planners_only(cast, names, hind, gathering, client):
    hind.invite(gathering, by=cast.marieke).answer("yes")

    def reads(person):
        if not person.is_authenticated:
            return False
        client.force_login(person)
        path = reverse("ouderkamer:speaker_change", args=[cast.lindeboom.slug, hind.pk])
        answer = client.get(path)
        return answer.status_code == 200 and "020 111 22 33" in answer.content.decode()

    assert names(lambda p: Speaker.objects.visible_to(p).filter(pk=hind.pk).exists()) == PLANNERS
    assert names(reads) == PLANNERS
    client.force_login(cast.samira)
    shown = client.get(gathering.get_absolute_url()).content.decode()
    assert "Hind" in shown
    assert "020 111 22 33" not in shown
    assert "hind@example.test" not in shown


def test_a_guest_is_written_down_and_without_a_name_it_is_a_sentence(cast, send, names):
    answer = send("speaker_new", name="", subject="Geld")
    assert answer.status_code == 422
    assert "Schrijf een naam." in answer.content.decode()

    samira = cast.lindeboom.membership_of(cast.samira)
    sent = {"name": "Samira", "subject": "Geld", "person": samira.pk, "languages": ["ar"]}
    send("speaker_new", **sent)

    speaker = Speaker.objects.get()
    assert (speaker.person, speaker.languages, speaker.network) == (
        *(cast.samira, ["ar"], cast.lindeboom),
    )

    def writes(person):
        return (
            person.is_authenticated and send("speaker_new", by=person, name="X").status_code == 302
        )

    assert names(writes) == PLANNERS


def test_a_shielded_parent_stands_in_no_list_to_choose_from(cast, client):
    client.force_login(cast.marieke)

    shown = client.get(
        reverse("ouderkamer:speaker_new", args=[cast.lindeboom.slug])
    ).content.decode()

    assert "Samira" in shown
    assert "Amal" not in shown


def test_staff_choose_only_from_who_holds_a_role(cast, client):
    client.force_login(cast.karin)

    page = client.get(reverse("ouderkamer:speaker_new", args=[cast.lindeboom.slug]))

    offered = {one.user for one in page.context["form"].fields["person"].queryset}
    assert offered == {cast.fatima, cast.emre, cast.naima, cast.marieke, cast.karin}
    assert "Samira" not in page.content.decode()


def test_a_guest_from_outside_gets_a_letter_and_answers_by_its_link(
    cast, names, hind, gathering, send, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send("ask_speaker", hind.pk, on=gathering.pk)

    [letter] = mail.outbox
    invitation = hind.invitations.get()
    assert letter.to == ["hind@example.test"]
    assert letter.subject == "Bent u onze gast op dinsdag 8 december?"
    assert invitation.path in letter.body
    client.logout()
    assert "Slapen en schermen" in client.get(invitation.path).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(invitation.path, {"state": "yes"})

    gathering.refresh_from_db()
    assert gathering.guest == "Hind, jeugdverpleegkundige"
    assert told(names, "speaker_answered") == {"marieke"}
    client.force_login(cast.karin)
    board = client.get(reverse("ouderkamer:board", args=[cast.lindeboom.slug])).content.decode()
    assert "Zegt ja" in board


def test_a_link_opens_until_the_date_is_over_and_nothing_else(cast, hind, gathering, client, clock):
    invitation = hind.invite(gathering, by=cast.marieke)
    shown = client.get(invitation.path).content.decode()
    assert "De Lindeboom" not in shown
    assert client.get("/agenda/gast/raden/").status_code == 404

    clock.move_to(gathering.ends_at)
    assert client.get(invitation.path).status_code == 404


def test_a_parent_who_is_asked_answers_in_the_app(
    cast, names, gathering, send, django_capture_on_commit_callbacks
):
    samira = Speaker.objects.create(network=cast.lindeboom, name="Samira", person=cast.samira)
    with django_capture_on_commit_callbacks(execute=True):
        invitation = samira.invite(gathering, by=cast.karin)
    assert told(names, "speaker_invited") == {"samira"}
    assert mail.outbox == []

    def answers(person):
        sent = {"by": person, "state": "yes"}
        return person.is_authenticated and send("invited", invitation.pk, **sent).status_code == 302

    assert names(answers) == PLANNERS | {"samira"}
    gathering.refresh_from_db()
    assert gathering.guest == "Samira"


def test_who_is_ill_leaves_the_date_and_planners_hear_it(
    cast, names, hind, gathering, send, django_capture_on_commit_callbacks
):
    invitation = hind.invite(gathering, by=cast.karin)
    invitation.answer("yes", by=cast.karin)

    with django_capture_on_commit_callbacks(execute=True):
        send("invited", invitation.pk, state="ill", by=cast.emre)

    gathering.refresh_from_db()
    assert gathering.guest == ""
    assert told(names, "speaker_answered") == {"karin", "marieke"}


def test_nobody_is_asked_twice_in_a_week(cast, hind, gathering, send, clock):
    hind.invite(gathering, by=cast.marieke)
    other = make_gathering(cast.lindeboom, audience="everyone", days=21)

    refused = send("ask_speaker", hind.pk, on=other.pk)
    assert refused.status_code == 422
    assert "Deze gast kreeg deze week al een vraag." in refused.content.decode()
    with pytest.raises(ValidationError):
        hind.invite(gathering, by=cast.marieke)
    assert not hind.last.may_remind

    clock.move_to(NOON + timedelta(days=7))
    assert hind.last.may_remind
    assert send("ask_speaker", hind.pk, on=gathering.pk).status_code == 302
    assert hind.invitations.count() == 1


def test_without_a_day_nobody_is_asked(hind, send):
    answer = send("ask_speaker", hind.pk, on="")

    assert answer.status_code == 422
    assert "Kies een dag." in answer.content.decode()


def test_another_network_has_other_guests(cast, hind, send):
    assert send("speaker_change", hind.pk, by=cast.bart, name="Weg").status_code == 404


def test_a_guest_hears_the_day_before_once(
    cast, names, hind, gathering, clock, django_capture_on_commit_callbacks
):
    samira = Speaker.objects.create(network=cast.lindeboom, name="Samira", person=cast.samira)
    for speaker, answer in ((hind, "yes"), (samira, "yes")):
        speaker.invite(gathering, by=cast.marieke).answer(answer)
    other = Speaker.objects.create(network=cast.lindeboom, name="Tom", email="tom@example.test")
    other.invite(gathering, by=cast.marieke)

    for moment in (gathering.starts_at - timedelta(hours=25), gathering.starts_at):
        clock.move_to(moment - timedelta(minutes=1))
        with django_capture_on_commit_callbacks(execute=True):
            remind()
            remind()

    assert told(names, "speaker_reminded") == {"samira"}
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["hind@example.test"], "Tot dinsdag 8 december")
    ]
