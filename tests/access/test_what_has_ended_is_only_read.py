"""After the end: every door through which something is written, found from the addresses."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import get_resolver

from community.access import AFTERLIFE
from community.moderation.models import Case
from community.people.models import Block
from forums.models import FeedKey, HeldMail, Opening, SchoolQuestion
from networks.models import HandoverPoint, Letter, Network, Role, Term, Turnover
from networks.models.life import Stage
from networks.outreach.models import CallRound, Said
from tests.factories import make_forum, make_gathering, make_practice, make_room, make_topic
from tests.networks.outreach.conftest import make_family

# What is still done: go, take along, begin again, clear one's own marks, and look after what was
# said and who reads it.
STILL_DONE = {
    *("networks:leave", "networks:make_export", "networks:restore", "networks:remove"),
    *("networks:block", "networks:unblock"),
    *("forums:mark_read", "chat:read", "ouderkamer:calendar_renew", "forums:feed_renew"),
    *("forums:take_back", "forums:hide", "forums:restore", "forums:hide_version"),
    *("chat:take_back", "chat:hide", "chat:restore", "newsletters:want_again"),
    *("moderation:report", "moderation:case", "moderation:second", "moderation:told"),
    *("moderation:take", "moderation:note"),
    *("moderation:emergency", "moderation:emergency_second"),
}
REFUSED = (403, 404)
ONLY_READ = 405


@pytest.fixture
def addresses(cast):
    """``{name: address}`` of every page of De Lindeboom, with a thing behind each."""
    network = cast.lindeboom
    topic = make_topic(make_forum(network), cast.fatima, nameless=True)
    letter = Letter.objects.write(network, label="5b", families=1, once=uuid4(), by=cast.emre)
    offered = Term.objects.offer(Role.CONTACT, to=network.membership_of(cast.samira), by=cast.emre)
    room = make_room(network)
    HandoverPoint.objects.lay_out(network)
    gathering = make_gathering(network)
    parts = {
        "network": network.slug,
        "slug": topic.slug,
        "opening": Opening.objects.ask(topic.posts.get(), reason="Gevaar.", by=cast.fatima).pk,
        "version": topic.posts.get().versions.create(text="Eerst.").pk,
        "code": network.invite(label="Hek", by=cast.emre).code,
        "room": room.pk,
        "key": gathering.answer_for("Hafida", once=uuid4(), channel="gate", by=cast.naima).pk,
        "member": network.membership_of(cast.emre).pk,
        "token": FeedKey.objects.renew(by=cast.fatima).token,
    }
    asked = {"title": "Mag er een rek?", "text": "Voor fietsen.", "nameless": True}
    question = SchoolQuestion.objects.ask(network, **asked, by=cast.fatima)
    question.answer("Ja.", outcome="more", promised_on="2027-01-04", by=cast.karin)
    family = make_family(network, by=cast.naima)
    parts["said"] = Said.objects.agrees(family, channel="phone", by=cast.naima).pk
    rung = {"goal": "Welkom", "script": "Hallo.", "by": cast.naima}
    call_round = CallRound.objects.begin(network, **rung)
    call_round.next_for(cast.naima)
    parts["gathering"] = gathering.pk
    Block.objects.put(cast.fatima, cast.amal)
    reported = topic.forum.start_topic(title="Vraag", text="Hoi", by=cast.karin).posts.get()
    parts["kind"] = "bericht"
    case = Case.objects.report(reported, concern="other", by=cast.amal)
    said = {"rule": "Aardig", "reason": "Hard.", "to_writer": "Zachter?"}
    case.choose("talk", **said, by=cast.emre)
    parts["case"] = case.pk
    parts["emergency"] = case.emergencies.create(reason="Gevaar.", asked_by=cast.emre).pk
    keys = {
        "forums": topic.posts.get().pk,
        "chat": room.say("Hoi", by=cast.fatima).pk,
        "ouderkamer": gathering.pk,
        "gesprekken/<int:pk>-": topic.pk,
        "/school/": question.topic_id,
        "gesprekken/post/": HeldMail.objects.create(forum=topic.forum, text="Hoi").pk,
        "onderwerpen/": topic.forum_id,
        "taak/": offered.pk,
        "lijst/": network.handover_points.first().pk,
        "brieven/": letter.pk,
        "verzoeken/": network.requests.create(user=cast.bart, words="Hoi").pk,
        "deur/": network.barrings.create(user=cast.ruud, reason="Reclame", by=cast.emre).pk,
        "ouders/": Turnover.objects.prepare(network, by=cast.emre).moves.first().pk,
        "klassen/": network.begin_group("Groep 5b", by=cast.emre).pk,
        "mensen/": network.membership_of(cast.amal).pk,
        "nieuwsbrief/": network.newsletters.create(title="Nieuws", by=cast.fatima).pk,
        "praktijk/": make_practice().pk,
        "bellen/ronde/": call_round.pk,
        "bellen/gesprek/": call_round.turns.get().pk,
        "bellen/gezinnen/": family.pk,
        "meldingen/": case.pk,
        "meld/": reported.pk,
        "meenemen/": network.exports.create(asked_by=cast.fatima).pk,
    }
    return {
        name: address(name, route, parts, keys)
        for name, route in routes(get_resolver().url_patterns)
        if "<slug:network>" in route
    }


def address(name, route, parts, keys):
    """``route`` filled in; its key is that of the last entry of ``keys`` it speaks of."""
    pk = next((keys[place] for place in reversed(keys) if place in f"{name} {route}"), None)
    filled = re.sub(r"<\w+:(\w+)>", lambda part: str({**parts, "pk": pk}[part[1]]), route)
    return f"/{filled}"


def routes(patterns, before="", space=""):
    for pattern in patterns:
        route = f"{before}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route, pattern.namespace or space)
        else:
            yield f"{space}:{pattern.name}", route


@pytest.fixture
def doors(cast, client, addresses):
    """``doors("fatima")``: what each address answers to a form she sends, undone afterwards."""

    def knock(name):
        client.force_login(getattr(cast, name))
        return {door: _answer(client, address) for door, address in addresses.items()}

    return knock


def _answer(client, address):
    with transaction.atomic():
        status = client.post(address).status_code
        transaction.set_rollback(True)
    return status


def open_doors(answers):
    return {door for door, status in answers.items() if status not in (*REFUSED, ONLY_READ)}


def test_a_living_network_has_doors_for_everybody(doors):
    """So that the next test closes something."""
    everybodys = open_doors(doors("samira"))
    moderators = open_doors(doors("fatima"))
    assert {"forums:reply", "chat:say", "ouderkamer:sign_up", "networks:present"} <= everybodys
    assert {"networks:invite", "networks:offer_task", "networks:close"} <= moderators
    assert len(everybodys | moderators) > 2 * len(STILL_DONE)


def test_nothing_is_written_after_the_end(cast, doors):
    Network.objects.filter(pk=cast.lindeboom.pk).update(stage=Stage.ARCHIVED)
    open_still = {name: open_doors(doors(name)) for name in ("fatima", "samira", "karin")}
    assert set.union(*open_still.values()) == STILL_DONE
    assert open_still["samira"] == {
        *("networks:leave", "forums:mark_read", "chat:read"),
        *("ouderkamer:calendar_renew", "forums:feed_renew", "newsletters:want_again"),
        *("moderation:report", "networks:block"),
    }


def test_the_pages_of_what_has_ended_are_still_read(cast, client, addresses):
    pages = {
        *("networks:start_page", "networks:people", "networks:rules", "networks:welcome"),
        *("forums:topics", "chat:rooms", "chat:room", "ouderkamer:agenda"),
    }
    cast.lindeboom.move(Stage.ARCHIVED, by=cast.fatima)
    client.force_login(cast.samira)
    for name in pages:
        page = client.get(addresses[name])
        assert page.status_code == 200, name
        assert "Dit netwerk is gestopt op" in page.content.decode(), name


def test_the_rules_with_an_afterlife_are_these():
    assert {
        *("networks.leave", "networks.moderate", "networks.remove", "networks.block"),
        *("networks.see_life", "networks.restore"),
        *("forums.take_back", "forums.put_back", "forums.moderate", "forums.read_versions"),
        *("chat.take_back", "chat.moderate"),
        *("moderation.report", "moderation.decide"),
    } == AFTERLIFE
