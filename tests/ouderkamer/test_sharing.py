"""One evening of several schools: seats of each network, one list at the door, closed networks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.access import can
from ouderkamer.models import Gathering, Share
from ouderkamer.sheet import Sheet
from tests.factories import make_gathering
from tests.ouderkamer.answers import stands

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


@pytest.fixture
def evening(cast):
    """Of De Lindeboom; Het Kompas is in the same town."""
    for network in (cast.lindeboom, cast.kompas):
        network.school.municipality = "Amsterdam"
        network.school.save()
    return make_gathering(
        cast.lindeboom, "Ouderavond", kind="evening", audience="everyone", place="Aula", limit=20
    )


@pytest.fixture
def copy(cast, evening):
    """The same evening in Het Kompas, with one seat; Joost is a parent there."""
    cast.kompas.memberships.create(user=cast.joost)
    share = evening.offer_to(cast.kompas, seats=1, toddlers=0, by=cast.marieke)
    return share.accept(by=cast.bart)


@pytest.fixture
def send(client, cast):
    def post(view, place, *keys, by, **sent):
        client.force_login(by)
        return client.post(reverse(f"ouderkamer:{view}", args=[place.slug, *keys]), sent)

    return post


def told(names, verb):
    kind = f"ouderkamer.{verb}"
    return names(lambda p: p.is_authenticated and p.notifications.filter(kind=kind).exists())


def test_planners_offer_it_and_the_other_planners_take_it(
    cast, names, evening, send, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"network": cast.kompas.pk, "seats": 10}
        assert send("share", cast.lindeboom, evening.pk, by=cast.marieke, **sent).status_code == 302
    assert told(names, "share_offered") == {"bart"}
    client.force_login(cast.bart)
    board = client.get(reverse("ouderkamer:board", args=[cast.kompas.slug])).content.decode()
    assert "De Lindeboom nodigt u uit" in board

    answer = send("take_share", cast.kompas, Share.objects.get().pk, by=cast.bart)

    copy = cast.kompas.gatherings.get()
    assert answer.url == copy.get_absolute_url()
    assert (copy.title, copy.place, copy.limit, copy.shared_from) == (
        *("Ouderavond", "Aula", 10, evening),
    )
    assert not Share.objects.exists()
    with pytest.raises(ValidationError):
        evening.offer_to(cast.kompas, seats=5, toddlers=0, by=cast.marieke)


def test_an_offer_can_be_declined(cast, evening, send):
    share = evening.offer_to(cast.kompas, seats=10, toddlers=0, by=cast.marieke)

    assert send("decline_share", cast.kompas, share.pk, by=cast.bart).status_code == 302

    assert not Share.objects.exists()
    assert not cast.kompas.gatherings.exists()


def test_who_may_offer_and_who_may_take(cast, names, evening, send):
    share = evening.offer_to(cast.kompas, seats=10, toddlers=0, by=cast.marieke)

    def takes(person):
        if not person.is_authenticated:
            return False
        return send("decline_share", cast.kompas, share.pk, by=person).status_code == 302

    assert names(lambda person: can(person, "ouderkamer.share", evening)) == {
        *("fatima", "emre", "marieke", "karin"),
    }
    assert names(takes) == {"bart"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"network": ""}, "network"), ({"seats": 0}, "seats"), ({"seats": ""}, "seats")],
)
def test_bad_input_is_a_sentence_and_nothing_is_asked(cast, evening, send, changes, field):
    sent = {"network": cast.kompas.pk, "seats": 10, **changes}

    answer = send("share", cast.lindeboom, evening.pk, by=cast.marieke, **sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Share.objects.exists()


def test_a_network_of_another_town_is_no_choice(cast, evening, send):
    cast.kompas.school.municipality = "Utrecht"
    cast.kompas.school.save()

    sent = {"network": cast.kompas.pk, "seats": 10}
    assert send("share", cast.lindeboom, evening.pk, by=cast.marieke, **sent).status_code == 422


def test_each_network_has_its_own_seats_and_its_own_line(cast, evening, copy):
    evening.answer("yes", by=cast.samira)
    copy.answer("yes", by=cast.bart)
    copy.answer("yes", by=cast.joost)

    assert stands(evening) == {"Samira": "held"}
    assert stands(copy) == {"Bart": "held", "Joost": "waits"}


def test_each_network_stays_closed_to_the_other(client, cast, names, evening, copy):
    evening.answer("yes", by=cast.samira)
    copy.answer("yes", by=cast.bart)

    def sees(gathering):
        return names(lambda p: Gathering.objects.visible_to(p).filter(pk=gathering.pk).exists())

    assert "bart" not in sees(evening)
    assert sees(copy) == {"bart", "joost"}
    client.force_login(cast.joost)
    shown = client.get(copy.get_absolute_url()).content.decode()
    assert "Samira" not in shown
    assert "Wie u daar ontvangt, ziet uw naam." in shown
    assert client.get(evening.get_absolute_url()).status_code == 404


def test_the_host_has_one_list_and_ticks_them_all(client, cast, evening, copy, clock):
    evening.answer("yes", by=cast.samira)
    copy.answer("yes", by=cast.bart, interpreter="tr")
    clock.move_to(evening.starts_at)

    sheet = Sheet(evening, cast.fatima)
    assert [family.person for family in sheet.families] == [cast.bart, cast.samira]
    assert sheet.chairs == 2
    assert [family.person for family in Sheet(copy, cast.fatima).families] == [cast.bart]

    client.force_login(cast.marieke)
    key = copy.sign_ups.get().pk
    path = reverse("ouderkamer:tick", args=[cast.lindeboom.slug, evening.pk, key])
    assert client.post(path, {"here": "true"}).status_code == 302
    assert evening.came == 1
    shown = client.get(reverse("ouderkamer:sheet", args=[cast.lindeboom.slug, evening.pk]))
    assert "Het Kompas" in shown.content.decode()


def test_what_changes_here_changes_there_and_its_families_hear_it(
    cast, names, evening, copy, django_capture_on_commit_callbacks
):
    copy.answer("yes", by=cast.bart)
    later = evening.starts_at + timedelta(days=1)

    with django_capture_on_commit_callbacks(execute=True):
        evening.change(
            by=cast.marieke, starts_at=later, ends_at=later + timedelta(hours=2), limit=30
        )

    copy.refresh_from_db()
    assert (copy.starts_at, copy.limit, copy.sequence) == (later, 1, 1)
    assert told(names, "moved") == {"bart"}


def test_what_the_other_network_changed_itself_stays(cast, evening, copy):
    copy.change(by=cast.bart, title="Samen naar De Lindeboom")

    evening.change(by=cast.marieke, title="Avond", place="Hal")

    copy.refresh_from_db()
    assert (copy.title, copy.place) == ("Samen naar De Lindeboom", "Hal")


def test_it_is_cancelled_and_goes_ahead_everywhere(
    cast, names, evening, copy, django_capture_on_commit_callbacks
):
    copy.answer("yes", by=cast.joost)

    with django_capture_on_commit_callbacks(execute=True):
        evening.cancel("Ziek.", by=cast.marieke)
    copy.refresh_from_db()
    assert (copy.is_cancelled, copy.cancel_reason) == (True, "Ziek.")
    assert told(names, "cancelled") == {"joost"}

    evening.refresh_from_db()
    evening.resume(by=cast.marieke)
    copy.refresh_from_db()
    assert not copy.is_cancelled


def test_who_called_it_off_for_its_own_parents_keeps_it_so(cast, evening, copy):
    copy.cancel("Wij hebben zelf iets.", by=cast.bart)

    evening.cancel("Ziek.", by=cast.marieke)
    evening.resume(by=cast.marieke)

    copy.refresh_from_db()
    assert copy.is_cancelled


def test_a_copy_is_not_shared_further(cast, copy):
    assert not can(cast.bart, "ouderkamer.share", copy)
