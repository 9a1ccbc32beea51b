"""A network about a theme: found by everybody, entered under a chosen name, closed to schools."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import get_resolver
from django.utils import timezone

from community.access import can
from community.accounts import closing
from community.moderation.models import Case
from forums.models import HeldMail
from networks.archive import sheets_of
from networks.models import Network, Role, Term
from networks.models.kind import Kind
from networks.models.network import Barred
from networks.outreach.models import CallRound, Said
from tests.access.test_what_has_ended_is_only_read import routes
from tests.factories import make_forum, make_gathering, make_practice, make_room, make_topic
from tests.networks.outreach.conftest import make_family

START = "/start/thema/"
WRITTEN = {"name": "Dyslexie", "about": "Voor ouders van kinderen die moeilijk lezen."}
NAMES = {"samira": "Zonnebloem", "emre": "Lezer", "naima": "Merel"}


@pytest.fixture
def theme(cast):
    """Dyslexie: Samira began it and moderates, Naima is contact parent, Emre is in it."""
    network = Network.objects.start(
        **WRITTEN, kind=Kind.THEME, rules="Wees lief.", by=cast.samira, alias=NAMES["samira"]
    )
    for name in ("emre", "naima"):
        person = getattr(cast, name)
        network.admit(person, alias=NAMES[name], by=person)
    naima = network.membership_of(cast.naima)
    Term.objects.take(Role.CONTACT, of=naima, by=cast.samira)
    return Network.objects.get(pk=network.pk)


def test_somebody_starts_it_with_a_name_a_sentence_and_another_name(cast, client):
    client.force_login(cast.samira)
    answer = client.post(START, {**WRITTEN, "alias": "Zonnebloem"})
    network = Network.objects.themes().get()
    assert answer.url == network.get_absolute_url()
    assert (network.school, network.recognition) == (None, "unaffiliated")
    mine = network.membership_of(cast.samira)
    assert (mine.alias, mine.moderates) == ("Zonnebloem", True)


@pytest.mark.parametrize("left_out", ["name", "about"])
def test_what_is_missing_is_named(cast, client, left_out):
    client.force_login(cast.samira)
    answer = client.post(START, {**WRITTEN, left_out: ""})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {left_out})


def test_a_second_one_about_the_same_is_led_to_the_first(cast, theme, client):
    client.force_login(cast.bart)
    answer = client.post(START, {**WRITTEN, "name": "dyslexie"})
    assert answer.status_code == 422
    assert theme.card_url in answer.content.decode()


def test_everybody_finds_it_and_reads_only_what_is_public(theme, client):
    assert "Dyslexie" in client.get("/netwerken/themas/").content.decode()
    page = client.get(theme.card_url).content.decode()
    assert WRITTEN["about"] in page
    assert [name for name in NAMES.values() if name in page] == []
    assert [name.title() for name in NAMES if name.title() in page] == []


def test_a_newcomer_chooses_a_name_nobody_has(cast, theme, client):
    code = theme.invite(label="Groep", by=cast.samira).code
    client.force_login(cast.bart)
    taken = client.post(f"/k/{code}/doe-mee/", {"alias": "zonnebloem"})
    assert (taken.status_code, set(taken.context["form"].errors)) == (422, {"alias"})
    assert client.post(f"/k/{code}/doe-mee/", {"alias": "Kompas"}).status_code == 302
    assert theme.membership_of(cast.bart).alias == "Kompas"


def test_who_asks_asks_under_a_name_too(cast, theme, client):
    client.force_login(cast.bart)
    client.post(theme.ask_url, {"alias": "Kompas", "words": "Mijn kind leest moeilijk."})
    client.force_login(cast.samira)
    page = client.get(theme.requests_url).content.decode()
    assert ("Kompas" in page, "Bart" in page) == (True, False)
    theme.requests.get().admit(by=cast.samira)
    assert theme.membership_of(cast.bart).alias == "Kompas"


def test_the_name_can_be_changed_and_shows_at_once(cast, theme, client):
    make_topic(make_forum(theme), cast.emre)
    client.force_login(cast.emre)
    client.post(f"/netwerk/{theme.slug}/mensen/ik/", {"alias": "Boekenwurm"})
    client.force_login(cast.naima)
    page = client.get(f"/netwerk/{theme.slug}/gesprekken/").content.decode()
    assert ("Boekenwurm" in page, "Lezer" in page) == (True, False)


def test_a_shielded_parent_has_no_name_here_either(cast, theme, client):
    make_topic(make_forum(theme), cast.emre)
    cast.emre.introduce(first_name="Emre", languages=["nl"], shielded=True)
    client.force_login(cast.naima)
    page = client.get(f"/netwerk/{theme.slug}/gesprekken/").content.decode()
    assert ("Een ouder" in page, "Lezer" in page, "Emre" in page) == (True, False, False)


def test_school_staff_stand_before_a_closed_door(cast, theme, client):
    code = theme.invite(label="Groep", by=cast.samira).code
    client.force_login(cast.karin)
    assert client.get(theme.card_url).status_code == 404
    assert client.get(f"/k/{code}/").status_code == 404
    with pytest.raises(Barred):
        theme.admit(cast.karin, by=cast.samira)
    assert theme.invitations.get().redeem(cast.karin) is None


def test_nothing_of_a_school_is_offered(cast, theme, names):
    offered = ("turn_over", "send", "ask_school", "end_recognition", "share", "begin_group")
    for rule in offered:
        assert names(lambda who, rule=rule: can(who, f"networks.{rule}", theme)) == set(), rule
    assert names(lambda who: can(who, "networks.invite", theme)) == {"samira", "naima"}


@pytest.fixture
def filled(cast, theme, django_capture_on_commit_callbacks):
    """Everybody did everything there is to do; what came of it has been told."""
    with django_capture_on_commit_callbacks(execute=True):
        forum, room = make_forum(theme), make_room(theme)
        topic = make_topic(forum, cast.emre)
        topic.reply("Ja", by=cast.samira)
        topic.posts.last().hide("Nee", by=cast.naima)
        for name in NAMES:
            room.say("Hoi", by=getattr(cast, name))
        gathering = make_gathering(theme)
        for name in NAMES:
            gathering.answer("yes", by=getattr(cast, name), interpreter="ar")
        term = Term.objects.offer(
            Role.MODERATOR, to=theme.membership_of(cast.naima), by=cast.samira
        )
        theme.admit(cast.bart, by=cast.bart, alias="Kompas")
        theme.membership_of(cast.bart).end(by=cast.bart)
    parts = {"network": theme.slug, "slug": topic.slug, "room": room.pk}
    parts["member"] = theme.membership_of(cast.emre).pk
    parts["key"] = gathering.answer_for("Hafida", once=uuid4(), channel="gate", by=cast.naima).pk
    parts["gathering"] = gathering.pk
    family = make_family(theme, by=cast.naima)
    make_family(theme, "Karol", "+31600000002", by=cast.naima)
    rung = CallRound.objects.begin(theme, goal="Welkom", script="Hallo.", by=cast.naima)
    rung.next_for(cast.naima).report("message", by=cast.naima)
    turn = rung.next_for(cast.naima)
    for one in (family, turn.family):
        one.contacts.create(by=cast.emre, outcome="message")
        one.views.create(by=cast.emre)
    parts["said"] = Said.objects.agrees(family, channel="phone", by=cast.emre).pk
    case = Case.objects.report(topic.posts.first(), concern="other", by=cast.naima)
    case.choose("talk", rule="Aardig", reason="Hard", to_writer="Zachter?", by=cast.samira)
    parts["kind"] = "bericht"
    parts["case"] = case.pk
    parts["emergency"] = case.emergencies.create(reason="Gevaar.", asked_by=cast.samira).pk
    letter = theme.newsletters.create(title="Nieuws", by=cast.naima, sent_at=timezone.now())
    keys = {
        "forums": topic.posts.first().pk,
        "chat": room.messages.first().pk,
        "ouderkamer": gathering.pk,
        "gesprekken/<int:pk>-": topic.pk,
        "gesprekken/post/": HeldMail.objects.create(forum=topic.forum, text="Hoi").pk,
        "taak/": term.pk,
        "mensen/": theme.membership_of(cast.emre).pk,
        "bellen/ronde/": rung.pk,
        "bellen/gesprek/": turn.pk,
        "bellen/gezinnen/": family.pk,
        "meldingen/": case.pk,
        "meld/": topic.posts.first().pk,
        "nieuwsbrief/": letter.pk,
        "praktijk/": make_practice().pk,
    }
    return parts, keys


def addresses(parts, keys):
    for name, route in routes(get_resolver().url_patterns):
        pk = next((keys[place] for place in reversed(keys) if place in f"{name} {route}"), 0)
        given = {**parts, "pk": pk, "code": "geen", "token": "geen", "opening": 0, "version": 0}
        if "<slug:network>" in route:
            yield "/" + re.sub(r"<\w+:(\w+)>", lambda part, given=given: str(given[part[1]]), route)


@pytest.mark.parametrize("reader", ["naima", "samira"])
def test_no_page_of_it_says_what_anybody_is_really_called(cast, filled, client, reader):
    client.force_login(getattr(cast, reader))
    others = {name.title() for name in (*NAMES, "bart")} - {reader.title()}
    seen = set()
    for address in addresses(*filled):
        answer = client.get(address)
        if answer.status_code != 200 or answer.streaming:
            continue
        seen.add(address)
        page = answer.content.decode(errors="ignore")
        assert [name for name in others if re.search(rf"\b{name}\b", page)] == [], address
    assert len(seen) > 15


def test_nor_does_a_notice_a_letter_or_what_is_taken_along(cast, filled, theme):
    for name in NAMES:
        told = [n.words for n in getattr(cast, name).notifications.all()]
        assert [w for w in told for real in NAMES if real.title() in w] == []
    assert [m.body for m in mail.outbox for real in NAMES if real.title() in m.body] == []
    packed = str([list(sheet.rows) for sheet in sheets_of(theme, cast.samira)])
    assert [real for real in NAMES if real.title() in packed] == []
    assert {alias for alias in NAMES.values() if alias in packed} == set(NAMES.values())


def test_that_somebody_is_in_it_stands_nowhere_else(cast, filled, client):
    client.force_login(cast.fatima)
    for page in ("", "mensen/", "gesprekken/", "chat/", "agenda/"):
        shown = client.get(f"/netwerk/de-lindeboom/{page}").content.decode()
        assert [w for w in ("Dyslexie", *NAMES.values()) if w in shown] == [], page
    found = client.get("/zoeken/", {"q": "Zonnebloem"}).content.decode()
    assert "Dyslexie" not in found


def test_of_who_closes_the_account_the_words_stay_and_no_name(cast, theme, client):
    topic = make_topic(make_forum(theme), cast.emre, text="Mijn kind leest nu wel.")
    make_room(theme).say("Tot morgen.", by=cast.emre)
    theme.requests.create(user=cast.emre, words="Ik ben Emre", alias="Lezer")
    closing.close(cast.emre)
    client.force_login(cast.naima)
    pages = [
        client.get(address).content.decode()
        for address in (topic.get_absolute_url(), theme.rooms.get().get_absolute_url())
    ]
    assert "Mijn kind leest nu wel." in pages[0]
    assert "Tot morgen." in pages[1]
    assert [name for name in ("Lezer", "Emre") for page in pages if name in page] == []
    assert not theme.memberships.exclude(alias="").filter(user=cast.emre).exists()
    assert not theme.requests.exists()
