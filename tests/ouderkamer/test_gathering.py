"""Coming, not coming, and what happens when a date does not go ahead."""

from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.activity.models import Event
from ouderkamer.company import Company
from ouderkamer.models import Gathering
from ouderkamer.sources import Gatherings
from tests.conftest import LINDEBOOM_PARENTS
from tests.factories import make_gathering


@pytest.fixture
def gathering(cast):
    return make_gathering(cast.lindeboom, audience="everyone")


def counted(gathering, reader):
    return Gathering.objects.for_listing(reader).get(pk=gathering.pk)


def company(gathering, reader):
    return Company.of(counted(gathering, reader), reader)


def kinds(person):
    return [notice.kind for notice in person.notifications.all()]


def test_an_answer_can_be_changed_and_keeps_its_needs(cast, gathering):
    gathering.answer("yes", by=cast.samira, toddlers=2, interpreter="tr", walk_in=True)
    gathering.answer("maybe", by=cast.samira)

    [sign_up] = gathering.sign_ups.all()
    assert (sign_up.answer, sign_up.toddlers, sign_up.interpreter, sign_up.walk_in) == (
        *("maybe", 2, "tr", True),
    )


def test_a_withdrawn_answer_is_forgotten(cast, gathering):
    gathering.answer("yes", by=cast.samira)
    gathering.answer("yes", by=cast.emre)

    gathering.withdraw(by=cast.samira)

    assert [sign_up.person for sign_up in gathering.sign_ups.all()] == [cast.emre]


def test_seats_are_counted_in_grown_ups_who_come(cast, gathering):
    gathering.answer("yes", by=cast.samira, adults=2, toddlers=3)
    gathering.answer("maybe", by=cast.emre, adults=4)
    gathering.answer("no", by=cast.naima)

    listed = counted(gathering, cast.samira)
    assert (listed.coming, listed.my_answer) == (2, "yes")
    assert counted(gathering, cast.marieke).my_answer == ""


def test_whoever_left_the_network_holds_no_seat(cast):
    small = make_gathering(cast.lindeboom, limit=1)
    small.answer("yes", by=cast.samira)
    cast.lindeboom.membership_of(cast.samira).end(by=cast.samira)

    small.answer("yes", by=cast.emre)

    assert counted(small, cast.emre).coming == 1
    assert company(small, cast.fatima).named == [cast.emre]


def test_cancelled_while_somebody_was_reading_is_refused(cast, gathering):
    Gathering.objects.get(pk=gathering.pk).cancel("De gast is ziek.", by=cast.marieke)

    with pytest.raises(ValidationError) as refusal:
        gathering.answer("yes", by=cast.samira)

    assert refusal.value.code == "closed"
    assert not gathering.sign_ups.exists()


def test_shielded_people_are_counted_and_not_named(cast, gathering):
    for person in (cast.fatima, cast.amal, cast.emre):
        gathering.answer("yes", by=person)

    shown = company(gathering, cast.samira)

    assert (shown.named, shown.others) == ([cast.fatima, cast.emre], 1)
    assert shown.names == "<bdi>Fatima</bdi>, <bdi>Emre</bdi>"


def test_one_is_not_told_one_s_own_name(cast, gathering):
    for person in (cast.samira, cast.emre):
        gathering.answer("yes", by=person)

    shown = company(gathering, cast.samira)

    assert (shown.named, shown.others) == ([cast.emre], 1)


def test_names_end_with_and_when_nobody_else_comes(cast, gathering):
    gathering.answer("yes", by=cast.fatima)
    assert company(gathering, cast.samira).names == "<bdi>Fatima</bdi>"

    gathering.answer("yes", by=cast.emre)
    assert company(gathering, cast.samira).names.startswith("<bdi>Fatima</bdi> ")


def test_everyone_who_counted_on_it_hears_that_it_is_cancelled(
    cast, names, gathering, django_capture_on_commit_callbacks
):
    gathering.answer("yes", by=cast.samira)
    gathering.answer("maybe", by=cast.emre)
    gathering.answer("no", by=cast.naima)
    gathering.answer("yes", by=cast.marieke)
    gathering.answer("yes", by=cast.amal)
    cast.lindeboom.membership_of(cast.amal).end(by=cast.amal)

    with django_capture_on_commit_callbacks(execute=True):
        gathering.cancel("De gast is ziek.", by=cast.marieke)

    told = names(lambda p: p.is_authenticated and kinds(p) == ["ouderkamer.cancelled"])
    assert told == {"samira", "emre"}
    facts = cast.samira.notifications.get().facts
    assert facts == {
        "title": "Koffie en lezen",
        "starts_at": gathering.starts_at.isoformat(),
        "reason": "De gast is ziek.",
    }
    assert "De gast is ziek." in cast.samira.notifications.get().words


def test_they_hear_too_when_it_goes_ahead_after_all(
    cast, gathering, django_capture_on_commit_callbacks
):
    gathering.answer("yes", by=cast.samira)
    gathering.cancel("De gast is ziek.", by=cast.marieke)

    with django_capture_on_commit_callbacks(execute=True):
        gathering.resume(by=cast.marieke)

    assert kinds(cast.samira) == ["ouderkamer.resumed"]
    assert gathering.is_open


def test_those_who_receive_parents_hear_what_is_needed_and_only_then(
    cast, names, gathering, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        gathering.answer("yes", by=cast.emre, toddlers=1)
    assert names(lambda p: p.is_authenticated and kinds(p) != []) == set()

    with django_capture_on_commit_callbacks(execute=True):
        gathering.answer("yes", by=cast.samira, interpreter="tr")

    told = names(lambda p: p.is_authenticated and kinds(p) == ["ouderkamer.signed_up"])
    assert told == {"naima", "marieke"}
    assert cast.naima.notifications.get().url == gathering.get_absolute_url()


def test_hosts_hear_what_another_planned(cast, names, django_capture_on_commit_callbacks):
    dates = make_gathering(cast.lindeboom)
    with django_capture_on_commit_callbacks(execute=True):
        planned = Gathering.objects.plan(
            cast.lindeboom,
            by=cast.fatima,
            title="Soep",
            starts_at=dates.starts_at,
            ends_at=dates.ends_at,
        )

    assert names(lambda p: p.is_authenticated and kinds(p) != []) == {"marieke"}
    assert Event.objects.get(verb="ouderkamer.planned").about == planned


def test_calendar_programs_see_that_theirs_is_old(cast, gathering):
    uid = gathering.uid

    gathering.cancel("Ziek.", by=cast.marieke)
    gathering.resume(by=cast.marieke)
    gathering.set_theme(by=cast.marieke, title="Soep", intro="Soep & brood")
    gathering.answer("yes", by=cast.samira)

    stored = Gathering.objects.get(pk=gathering.pk)
    assert (stored.uid, stored.sequence) == (uid, 3)
    assert stored.html == '<p dir="auto">Soep &amp; brood</p>'


@pytest.mark.parametrize("step", [["8:45", "Koffie"], ["08:45"], ["08:45", " "], "08:45", [1, 2]])
def test_a_programme_is_made_of_times_and_texts(cast, step):
    gathering = make_gathering(cast.lindeboom, programme=[["08:45", "Koffie en thee."], step])

    with pytest.raises(ValidationError) as refusal:
        gathering.full_clean()

    assert set(refusal.value.message_dict) == {"programme"}


@pytest.mark.parametrize(
    "wrong",
    [{"limit": 0}, {"cancel_reason": "Zomaar."}, {"series_day": "2026-11-30"}, {"turned": True}],
    ids=str,
)
def test_the_database_refuses_nonsense(cast, gathering, wrong):
    if wrong.pop("turned", False):
        wrong = {"ends_at": gathering.starts_at}

    with pytest.raises(IntegrityError), transaction.atomic():
        Gathering.objects.filter(pk=gathering.pk).update(**wrong)


def test_parents_find_a_date_by_the_beginning_of_a_word(cast, names):
    make_gathering(cast.lindeboom, "Samen pannenkoeken bakken")
    make_gathering(cast.kompas, "Pannenkoeken elders")
    found = names(
        lambda p: (
            [hit.title for hit in Gatherings().find("pannen", p)] == ["Samen pannenkoeken bakken"]
        )
    )

    assert found == LINDEBOOM_PARENTS


def test_finding_costs_the_same_for_one_and_three_hits(cast, django_assert_num_queries):
    make_gathering(cast.lindeboom, "Soep")
    with django_assert_num_queries(1):
        [hit.get_absolute_url() for hit in Gatherings().find("soep", cast.samira)]

    for _n in range(2):
        make_gathering(cast.lindeboom, "Soep")
    with django_assert_num_queries(1):
        [hit.get_absolute_url() for hit in Gatherings().find("soep", cast.samira)]


def test_after_the_cut_off_only_a_no_is_taken_in(client, cast):
    gathering = make_gathering(cast.lindeboom, closes_before=24)
    gathering.answer("yes", by=cast.samira)
    client.force_login(cast.emre)
    path = reverse("ouderkamer:sign_up", args=[cast.lindeboom.slug, gathering.pk])

    with time_machine.travel(gathering.answers_close_at, tick=False):
        refused = client.post(path, {"answer": "yes", "diet": "geen noten"})
        with pytest.raises(ValidationError):
            gathering.answer("yes", by=cast.samira, adults=3)
        gathering.answer("no", by=cast.samira)
        late = gathering.answer_for("Hafida", once=uuid4(), channel="gate", by=cast.marieke)

    assert refused.status_code == 422
    assert "Aanmelden kan niet meer." in refused.content.decode()
    assert "geen noten" in refused.content.decode()
    assert gathering.sign_ups.get(person=cast.samira).answer == "no"
    assert late.seat == "held"  # who receives may still let somebody in
