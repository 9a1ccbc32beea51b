"""The rows of the access matrix about reports and about families that are rung."""

import pytest
from django.urls import reverse

from community.moderation.models import Case
from networks.outreach.models import CallRound
from tests.access.conftest import PEOPLE, granted
from tests.factories import make_forum, make_topic
from tests.networks.outreach.conftest import SCRIPT, make_family

SECRET = "Winterjas"


@pytest.fixture
def case(cast):
    topic = make_topic(make_forum(cast.lindeboom), cast.samira, text=SECRET)
    return Case.objects.report(topic.posts.get(), concern="unkind", by=cast.marieke)


@pytest.fixture
def family(cast):
    return make_family(cast.lindeboom, SECRET, by=cast.naima)


def opened(ask, url, **data):
    return {name for name in PEOPLE if granted(ask(name, url, **data))}


def read_by(ask, url):
    return {name for name in PEOPLE if SECRET in ask(name, url).content.decode()}


def test_21_what_was_reported_is_read_by_moderators(cast, ask, case):
    here = [cast.lindeboom.slug]
    assert read_by(ask, reverse("moderation:queue", args=here)) == {"moderator"}
    for door in (
        case.get_absolute_url(),
        reverse("moderation:show", args=[*here, case.pk]),
    ):
        assert opened(ask, door) == {"moderator"}, door


def test_21_it_is_decided_by_moderators(cast, ask, case):
    said = {"deed": "leave", "rule": "-", "reason": "Dit mag."}
    others = set(PEOPLE) - {"moderator"}

    for name in others:
        assert not granted(ask(name, case.get_absolute_url(), **said)), name
        second = reverse("moderation:second", args=[cast.lindeboom.slug, case.pk])
        assert not granted(ask(name, second, on="1")), name
    assert not case.choices.exists()
    assert granted(ask("moderator", case.get_absolute_url(), **said))
    assert case.choices.get().deed == "leave"


def test_21_a_member_has_only_their_own(cast, ask, case):
    case.choose("talk", rule="", reason="Hard.", to_writer="Zachter?", by=cast.emre)

    assert opened(ask, case.told_url) == {"writer"}


def test_22_the_log_is_read_by_moderators(cast, ask, case):
    case.choose("leave", rule="", reason=SECRET, by=cast.emre)

    log = reverse("moderation:log", args=[cast.lindeboom.slug])
    assert read_by(ask, log) == {"moderator"}


def test_49_families_are_read_by_contact_parents(cast, ask, family):
    here = [cast.lindeboom.slug]
    for door in (
        reverse("outreach:families", args=here),
        reverse("outreach:family", args=[*here, family.pk]),
    ):
        assert read_by(ask, door) == {"contact"}, door


def test_50_notes_are_read_and_written_by_who_calls(cast, ask, family):
    facts = {"goal": "Welkom", "script": SCRIPT, "by": cast.naima}
    turn = CallRound.objects.begin(cast.lindeboom, **facts).next_for(cast.naima)
    page = reverse("outreach:turn", args=[cast.lindeboom.slug, turn.pk])
    assert opened(ask, page) == {"contact"}
    for name in set(PEOPLE) - {"contact"}:
        assert not granted(ask(name, page, outcome="reached", note="Ik was hier.")), name

    turn.report("reached", by=cast.naima, note="Dinsdag kan ook.")
    notes = reverse("outreach:family", args=[cast.lindeboom.slug, family.pk])
    assert {n for n in PEOPLE if "Dinsdag kan ook." in ask(n, notes).content.decode()} == {
        "contact",
    }


def test_51_nobody_takes_the_list_along(cast, ask, family):
    slug = cast.lindeboom.slug
    for door in ("gezinnen.csv", "gezinnen/lijst.csv", "gezinnen/export/", "export/"):
        assert opened(ask, f"/netwerk/{slug}/bellen/{door}") == set(), door


def test_52_everybody_reads_who_saw_their_own_number(cast, ask, family, people):
    """Also who left, who was let go and who never came in; nobody reads another's."""
    makers = cast.lindeboom.memberships, cast.kompas.memberships
    for name in set(PEOPLE) - {"visitor"}:
        person = getattr(people, name)
        member = person.memberships.first() or makers[0].create(
            user=person, ended_at=cast.lindeboom.started_at
        )
        own = make_family(
            member.network, f"Gezin {name}.", f"+3160000{person.pk:04}", by=cast.naima
        )
        own.views.create(by=cast.naima)
        own.joined(member, by=cast.naima)
    for name in set(PEOPLE) - {"visitor"}:
        for door in (reverse("called"), reverse("called_download")):
            page = ask(name, door).content.decode()
            assert {one for one in PEOPLE if f"Gezin {one}." in page} == {name}, (name, door)
            assert "Naima" in page
    assert "Gezin" not in ask("visitor", reverse("called")).content.decode()
