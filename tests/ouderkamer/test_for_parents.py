"""A family without an account: signed up by somebody of us, or by itself through an address."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from pypdfium2 import PdfDocument

from ouderkamer.models.by_name import Channel
from tests.factories import make_gathering

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
HAFIDA = {"name": "Hafida", "channel": "gate", "said_yes": "on", "adults": 1, "walk_in": "on"}
RECEIVERS = {"fatima", "emre", "naima", "marieke"}
POINTS = 72 / 25.4  # in a millimetre


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


@pytest.fixture
def gathering(cast):
    return make_gathering(
        cast.lindeboom, place="Ouderkamer, Lindestraat 12", childcare=True, childcare_limit=1
    )


@pytest.fixture
def sign_up(client, cast, gathering):
    """Naima writes Hafida down, unless told otherwise."""

    def post(by=cast.naima, **changes):
        client.force_login(by)
        path = reverse("ouderkamer:sign_up_for", args=[cast.lindeboom.slug, gathering.pk])
        return client.post(path, {**HAFIDA, "once": uuid4(), **changes})

    return post


@pytest.fixture
def door(client, cast, gathering):
    """The address for people who are no member, made by Naima; nobody is signed in."""
    client.force_login(cast.naima)
    client.post(reverse("ouderkamer:door", args=[cast.lindeboom.slug, gathering.pk]))
    client.logout()
    gathering.refresh_from_db()
    return gathering.door_path


def test_a_contact_parent_signs_somebody_up_and_gets_a_slip(client, cast, gathering, sign_up):
    answer = sign_up()

    hafida = gathering.sign_ups.get()
    assert (hafida.name, hafida.person, hafida.channel, hafida.signed_up_by) == (
        *("Hafida", None, Channel.GATE, cast.naima),
    )
    assert (hafida.seat, hafida.walk_in) == ("held", True)
    slip = client.get(answer.url).content.decode()
    assert "Briefje voor Hafida" in slip
    assert hafida.slip_code in slip
    assert "dinsdag 1 december, 12.00 uur" in slip


def test_the_slip_prints_on_one_a6(client, cast, gathering, sign_up):
    sign_up()
    hafida = gathering.sign_ups.get()

    pdf = client.get(
        reverse("ouderkamer:slip_pdf", args=[cast.lindeboom.slug, gathering.pk, hafida.pk])
    )

    document = PdfDocument(pdf.content)
    assert [round(side / POINTS) for side in document[0].get_size()] == [105, 148]
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    assert hafida.slip_code in text
    assert "Lindestraat 12" in text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"said_yes": ""}, "said_yes", "Zet een vinkje: deze ouder zei zelf ja."),
        ({"channel": ""}, "channel", "Kies hoe u elkaar sprak."),
        ({"channel": "link"}, "channel", ""),
        ({"name": " "}, "name", "Schrijf een voornaam."),
    ],
)
def test_without_her_own_yes_nobody_is_signed_up(gathering, sign_up, changes, field, words):
    answer = sign_up(**changes)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert words in str(answer.context["form"].errors)
    assert not gathering.sign_ups.exists()


def test_the_form_sent_twice_is_one_family(gathering, sign_up):
    once = uuid4()
    first, second = sign_up(once=once), sign_up(once=once)

    assert first.url == second.url
    assert gathering.sign_ups.count() == 1


def test_only_who_receives_parents_does_this(cast, names, sign_up):
    def may(person):
        return person.is_authenticated and sign_up(by=person).status_code == 302

    assert names(may) == RECEIVERS


def test_nobody_else_reads_the_slip_or_calls_off(client, cast, names, gathering, sign_up):
    sign_up()
    args = [cast.lindeboom.slug, gathering.pk, gathering.sign_ups.get().pk]

    def reads(person):
        if not person.is_authenticated:
            return False
        client.force_login(person)
        return client.get(reverse("ouderkamer:slip", args=args)).status_code == 200

    def calls_off(person):
        if not person.is_authenticated:
            return False
        client.force_login(person)
        return client.post(reverse("ouderkamer:call_off", args=args)).status_code == 302

    assert names(reads) == RECEIVERS
    assert names(calls_off) == RECEIVERS


def test_the_slip_of_a_member_does_not_exist(client, cast, gathering):
    own = gathering.answer("yes", by=cast.samira)
    client.force_login(cast.naima)

    answer = client.get(
        reverse("ouderkamer:slip", args=[cast.lindeboom.slug, gathering.pk, own.pk])
    )

    assert answer.status_code == 404


def test_who_calls_off_frees_the_place_for_who_waits(
    client, cast, gathering, sign_up, django_capture_on_commit_callbacks
):
    sign_up(toddlers=1, ages=["2"])
    gathering.answer("yes", by=cast.samira, toddlers=1)
    assert gathering.sign_ups.get(person=cast.samira).care == "waits"
    hafida = gathering.sign_ups.by_name().get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("ouderkamer:call_off", args=[cast.lindeboom.slug, gathering.pk, hafida.pk])
        )

    assert gathering.sign_ups.get(person=cast.samira).care == "offered"
    assert cast.samira.notifications.filter(kind="ouderkamer.offered").exists()


def test_whoever_signed_her_up_hears_of_what_changes(
    cast, names, gathering, sign_up, django_capture_on_commit_callbacks
):
    sign_up()

    with django_capture_on_commit_callbacks(execute=True):
        gathering.cancel("De gast is ziek.", by=cast.marieke)

    assert names(
        lambda p: (
            p.is_authenticated and p.notifications.filter(kind="ouderkamer.cancelled").exists()
        )
    ) == {"naima"}


def test_the_sheet_says_whom_to_ring_when_it_does_not_go_ahead(client, cast, gathering, sign_up):
    sign_up()
    gathering.cancel("De gast is ziek.", by=cast.marieke)

    shown = client.get(reverse("ouderkamer:sheet", args=[cast.lindeboom.slug, gathering.pk]))

    assert "bel of zeg bij het hek dat het niet doorgaat" in shown.content.decode()


def test_a_child_of_a_family_that_waits_keeps_its_own_seat(gathering, sign_up, client, cast):
    sign_up(toddlers=1)
    answer = sign_up(name="Abeba", toddlers=1)

    abeba = gathering.sign_ups.get(name="Abeba")
    assert (abeba.seat, abeba.care) == ("held", "waits")
    assert "De opvang is vol. U mag zelf wel komen." in client.get(answer.url).content.decode()


def test_somebody_from_outside_comes_through_the_secret_address(client, gathering, door):
    assert client.get(door).status_code == 200

    answer = client.post(door, {"name": "Ewa", "once": uuid4(), "adults": 2})

    ewa = gathering.sign_ups.get()
    assert (ewa.name, ewa.channel, ewa.adults, ewa.seat) == ("Ewa", Channel.LINK, 2, "held")
    assert ewa.slip_code in client.get(answer.url).content.decode()

    client.post(answer.url, {"answer": "no"})
    ewa.refresh_from_db()
    assert (ewa.answer, ewa.seat, ewa.name) == ("no", "", "Ewa")


def test_the_address_tells_nothing_else_of_the_network(client, cast, gathering, door):
    gathering.answer("yes", by=cast.samira)
    gathering.intro = "Geheim van ouders."
    gathering.save()

    shown = client.get(door).content.decode()

    assert "Koffie en lezen" in shown
    for closed in ("Samira", "Naima", "Geheim", "De Lindeboom"):
        assert closed not in shown


def test_the_address_stops_when_it_is_renewed_over_cancelled_or_ended(
    client, cast, gathering, door, clock
):
    def opens(path):
        return client.get(path).status_code == 200

    gathering.open_door(by=cast.naima)
    assert (opens(door), opens(gathering.door_path)) == (False, True)
    gathering.cancel("Ziek.", by=cast.marieke)
    assert not opens(gathering.door_path)
    gathering.resume(by=cast.marieke)
    assert opens(gathering.door_path)
    clock.move_to(gathering.ends_at)
    assert not opens(gathering.door_path)


def test_without_an_address_there_is_no_door(client, cast, gathering):
    assert client.get("/agenda/kom//").status_code == 404
    assert client.get("/agenda/kom/raden/").status_code == 404


def test_a_code_opens_only_the_answer_at_its_own_address(client, cast, gathering, door):
    other = make_gathering(cast.lindeboom, "Thee")
    other.open_door(by=cast.naima)
    here = gathering.answer_for("Ewa", once=uuid4(), channel="link")

    assert client.get(f"{door}{here.code}/").status_code == 200
    assert client.get(f"{other.door_path}{here.code}/").status_code == 404


def test_an_address_that_went_round_the_world_fills_no_hall(client, gathering, door):
    answers = [
        client.post(door, {"name": f"Ouder {n}", "once": uuid4()}).status_code for n in range(12)
    ]

    assert answers == [302] * 10 + [422] * 2
    assert gathering.sign_ups.count() == 10


def test_only_who_receives_parents_makes_an_address(client, cast, names, gathering):
    path = reverse("ouderkamer:door", args=[cast.lindeboom.slug, gathering.pk])

    def may(person):
        if not person.is_authenticated:
            return False
        client.force_login(person)
        return client.post(path).status_code == 302

    assert names(may) == RECEIVERS


def test_a_family_without_an_account_is_counted_and_named_to_no_parent(
    client, cast, gathering, sign_up
):
    sign_up()
    client.force_login(cast.samira)

    agenda = client.get(reverse("ouderkamer:agenda", args=[cast.lindeboom.slug]))
    shown = client.get(gathering.get_absolute_url()).content.decode() + agenda.content.decode()

    assert "Hafida" not in shown
    assert "Er komt 1 ouder." in shown
