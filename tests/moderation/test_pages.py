"""Reporting, the queue, a case, the log: each for who it is, and no reporter on any page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.moderation.models import Case, Choice
from tests.factories import make_forum, make_room, make_topic

RULE = "Wij praten vriendelijk met elkaar."


@pytest.fixture
def post(cast):
    cast.lindeboom.rules = f"{RULE}\nGeen reclame."
    cast.lindeboom.save()
    topic = make_topic(make_forum(cast.lindeboom), cast.fatima)
    return topic.reply("Ouders die nooit komen, moeten niet klagen.", by=cast.samira)


@pytest.fixture
def case(cast, post):
    return Case.objects.report(post, concern="unkind", words="Dit doet pijn.", by=cast.naima)


@pytest.fixture
def gets(client):
    """``gets(person, url)``: the status of the page for who may be nobody."""

    def ask(person, url):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get(url).status_code

    return ask


def at(name, network, *args):
    return reverse(f"moderation:{name}", args=[network.slug, *args])


def report(client, thing, kind="bericht", **facts):
    return client.post(at("report", thing.network, kind, thing.pk), facts)


def decided(client, case, **facts):
    said = {"deed": "hide", "rule": RULE, "reason": "Dit is hard.", **facts}
    return client.post(case.get_absolute_url(), said)


def test_whoever_reads_a_message_of_another_reports_it(cast, names, gets, post):
    address = at("report", cast.lindeboom, "bericht", post.pk)

    assert names(lambda person: gets(person, address) == 200) == {
        *("fatima", "emre", "naima", "marieke", "amal"),
    }


def test_two_who_talk_alone_report_each_other_and_nobody_else_reads_that(cast, names, gets):
    room = make_room(cast.lindeboom)
    message = room.say("Hoi", by=cast.fatima)
    address = at("report", cast.lindeboom, "chat", message.pk)

    assert "samira" in names(lambda person: gets(person, address) == 200)
    assert "karin" not in names(lambda person: gets(person, address) == 200)


@pytest.mark.parametrize("kind", ["chat", "gebruiker", "case"])
def test_what_is_no_such_message_is_not_found(client, cast, post, kind):
    client.force_login(cast.naima)

    assert report(client, post, kind, concern="unkind").status_code == 404


def test_a_report_without_a_reason_gets_a_sentence_and_keeps_the_words(client, cast, post):
    client.force_login(cast.naima)

    answer = report(client, post, words="Dit doet pijn.")

    assert answer.status_code == 422
    assert "Kies wat er mis is." in answer.text
    assert "Dit doet pijn." in answer.text


def test_twenty_reports_a_day_are_enough(client, cast):
    forum = make_forum(cast.lindeboom)
    posts = [make_topic(forum, cast.samira, f"Vraag {n}").posts.get() for n in range(21)]
    client.force_login(cast.naima)

    statuses = [report(client, post, concern="other").status_code for post in posts]

    assert statuses == [302] * 20 + [422]
    assert Case.objects.count() == 20


def test_the_queue_is_for_moderators_and_numbers_are_for_all(client, cast, names, gets, case):
    queue = at("queue", cast.lindeboom)
    everybody = {"samira", "fatima", "emre", "naima", "marieke", "amal", "karin"}

    assert names(lambda person: gets(person, queue) == 200) == everybody
    assert names(lambda person: gets(person, case.get_absolute_url()) == 200) == {"fatima", "emre"}
    assert names(lambda person: gets(person, at("log", cast.lindeboom)) == 200) == {
        *("fatima", "emre"),
    }
    client.force_login(cast.samira)
    numbers = client.get(queue).text
    assert "berichten gemeld" in numbers
    assert "Ouders die nooit komen" not in numbers


def test_no_page_says_who_reported(client, cast, case):
    client.force_login(cast.emre)
    decided(client, case)

    for address in (
        at("queue", cast.lindeboom) + "?stand=klaar",
        at("log", cast.lindeboom),
        case.get_absolute_url(),
    ):
        text = client.get(address).text
        assert "Gemeld door 1 ouder" in text or "Verberg het bericht" in text
        assert "Naima" not in text


def test_the_text_of_then_stands_beside_the_text_of_now(client, cast, post, case):
    post.edit("Ouders die nooit komen. Sorry, ik was boos.", by=cast.samira)
    client.force_login(cast.emre)

    text = client.get(case.get_absolute_url()).text

    assert "moeten niet klagen." in text
    assert "<ins>" in text
    assert "Sorry, ik was boos." in text
    assert "Dit doet pijn." in text


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"deed": ""}, "Kies wat u doet."),
        ({"rule": ""}, "Kies een afspraak."),
        ({"reason": ""}, "Schrijf waarom. De schrijver leest dit."),
        ({"deed": "talk"}, "Schrijf wat u aan de schrijver vraagt."),
    ],
)
def test_a_decision_names_the_agreement_and_the_reason(client, cast, case, missing, sentence):
    client.force_login(cast.emre)

    answer = decided(client, case, **missing)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Choice.objects.exists()


def test_a_decision_of_who_reported_it_is_refused(client, cast, post):
    case = Case.objects.report(post, concern="unkind", by=cast.emre)
    client.force_login(cast.emre)

    assert "Een andere moderator besluit hierover." in client.get(case.get_absolute_url()).text
    assert decided(client, case).status_code == 403


def test_who_is_later_than_another_moderator_hears_it(client, cast, case):
    case.choose("leave", rule="", reason="Mag.", by=cast.fatima)
    client.force_login(cast.emre)

    answer = client.get(decided(client, case).headers["Location"])
    assert "Een andere moderator besloot dit net." in answer.text


def test_the_writer_alone_reads_the_decision_and_asks_for_another(client, cast, names, gets, case):
    case.choose(
        "hide", rule=RULE, reason="Dit is hard.", to_writer="Zeg het zachter.", by=cast.emre
    )

    assert names(lambda person: gets(person, case.told_url) == 200) == {"samira"}
    client.force_login(cast.samira)
    text = client.get(case.told_url).text
    for said in (RULE, "Dit is hard.", "Zeg het zachter.", "Van de moderators"):
        assert said in text
    assert "Emre" not in text.split("<main")[1]
    client.post(case.told_url)
    assert Case.objects.get().looks_again


def test_hidden_words_are_read_on_no_page_by_others(client, cast, post):
    Case.objects.report(post, concern="child", by=cast.naima)
    client.force_login(cast.marieke)

    for address in (post.get_absolute_url(), "/zoeken/?q=klagen"):
        assert "moeten niet klagen" not in client.get(address).text


def test_the_menu_counts_what_waits_for_this_moderator(client, cast, case):
    def waiting(person):
        client.force_login(person)
        menu = client.get(reverse("networks:menu", args=[cast.lindeboom.slug])).text
        found = re.search(r"Meldingen<span class=\"on-vh\"> \((\d+)", menu)
        return found and int(found[1])

    assert waiting(cast.emre) == 1
    assert waiting(cast.naima) is None
    own = make_topic(make_forum(cast.lindeboom, "Anders"), cast.emre).posts.get()
    Case.objects.report(own, concern="unkind", by=cast.naima)
    assert (waiting(cast.emre), waiting(cast.fatima)) == (1, 2)


@pytest.mark.parametrize("how_many", [20, 2000])
def test_the_queue_costs_the_same_for_any_number_of_cases(
    client, cast, case, how_many, django_assert_num_queries
):
    Case.objects.bulk_create(
        Case(
            network=cast.lindeboom,
            about_type=case.about_type,
            about_id=10_000 + n,
            writer_mark="x",
            words=f"Bericht {n}",
            where="Vraag",
            opened_at=timezone.now() - timedelta(hours=n),
        )
        for n in range(how_many - 1)
    )
    client.force_login(cast.emre)
    client.get(at("queue", cast.lindeboom))

    with django_assert_num_queries(12):
        page = client.get(at("queue", cast.lindeboom))

    assert len(page.context["cases"]) == 20


@pytest.mark.parametrize("place", ["forum", "chat"])
def test_criticism_of_the_school_is_not_taken_away_by_one(client, cast, post, place):
    thing = post if place == "forum" else make_room(cast.lindeboom).say("Slecht.", by=cast.samira)
    space = "forums" if place == "forum" else "chat"
    address = reverse(f"{space}:hide", args=[cast.lindeboom.slug, thing.pk])
    client.force_login(cast.emre)

    client.post(address, {"reason": "Te hard.", "on_school": "on"})

    thing.refresh_from_db()
    assert not thing.is_hidden
    waiting = Case.objects.get().waiting_choice
    assert (waiting.by, waiting.deed, waiting.on_school) == (cast.emre, "hide", True)
    client.force_login(cast.fatima)
    client.post(address, {"reason": "Te hard.", "on_school": "on"})
    thing.refresh_from_db()
    assert thing.is_hidden


def test_who_moderates_alone_hears_that_it_takes_two(client, cast, post):
    cast.lindeboom.memberships.filter(user=cast.fatima).update(moderates=False)
    client.force_login(cast.emre)

    answer = client.post(
        reverse("forums:hide", args=[cast.lindeboom.slug, post.pk]),
        {"reason": "Te hard.", "on_school": "on"},
    )

    assert "Hier zijn twee moderators voor nodig" in answer.text
    assert "Te hard." in answer.text


def test_the_way_to_let_somebody_go_is_there_for_signed_words_only(client, cast, post, case):
    nameless = make_topic(make_forum(cast.lindeboom, "Anders"), cast.samira, nameless=True)
    sealed = Case.objects.report(nameless.posts.get(), concern="unkind", by=cast.naima)
    client.force_login(cast.emre)

    def leads_away(one):
        return "Haal deze ouder weg" in client.get(one.get_absolute_url()).text

    assert leads_away(case)
    assert not leads_away(sealed)


@pytest.mark.parametrize("way", ["hidden", "taken back"])
def test_what_nobody_reads_is_not_read_on_the_form_either(client, cast, post, way):
    if way == "taken back":
        post.take_back(by=cast.samira)
    else:
        Case.objects.report(post, concern="child", by=cast.naima)
    client.force_login(cast.marieke)

    answer = client.get(at("report", cast.lindeboom, "bericht", post.pk))

    assert answer.status_code == 403
    assert "moeten niet klagen" not in answer.text


def test_a_hidden_message_of_the_chat_is_not_read_on_the_form_either(client, cast):
    message = make_room(cast.lindeboom).say("Daan begint altijd.", by=cast.samira)
    message.hide("Een naam.", by=cast.emre)
    client.force_login(cast.marieke)

    answer = client.get(at("report", cast.lindeboom, "chat", message.pk))

    assert answer.status_code == 403
    assert "Daan" not in answer.text


def test_of_a_report_that_waits_or_changed_nothing_the_writer_finds_nothing(
    client, cast, post, case
):
    client.force_login(cast.samira)
    assert client.get(case.told_url).status_code == 404

    case.choose("leave", rule="", reason="Mag.", by=cast.emre)
    assert client.get(case.told_url).status_code == 404
    Case.objects.report(post, concern="child", by=cast.marieke)
    assert client.get(case.told_url).status_code == 200


def test_who_says_it_again_finds_the_old_words_and_nobody_else_does(client, cast):
    topic = make_topic(make_forum(cast.lindeboom), cast.naima)
    room = make_room(cast.lindeboom)
    begun = make_topic(topic.forum, cast.samira, title="Jas weg", text="Wie nam hem?")
    said = (
        topic.reply("Ga weg, Piet.", by=cast.samira),
        room.say("Ga nu weg, Piet.", by=cast.samira),
        begun.posts.get(),
    )
    for thing, words in zip(
        said, ("Ga weg, Piet.", "Ga nu weg, Piet.", "Wie nam hem?"), strict=True
    ):
        case = Case.objects.report(thing, concern="unkind", by=cast.marieke)
        case.choose("hide", rule="Aardig", reason="Hard.", by=cast.emre)
        client.force_login(cast.samira)
        assert thing.again_url in client.get(case.told_url).text.replace("&amp;", "&")
        assert words in str(client.get(thing.again_url).context["form"]["text"])
        client.force_login(cast.marieke)
        assert words not in str(client.get(thing.again_url).context["form"]["text"])


def test_moderators_say_who_looks_and_write_each_other_notes(client, cast):
    post = make_topic(make_forum(cast.lindeboom), cast.samira).posts.get()
    case = Case.objects.report(post, concern="other", by=cast.naima)
    here = [cast.lindeboom.slug, case.pk]
    client.force_login(cast.emre)
    client.post(reverse("moderation:take", args=here))
    client.post(reverse("moderation:note", args=here), {"words": "Ik bel Samira vanavond."})
    assert client.post(reverse("moderation:note", args=here), {"words": ""}).status_code == 422
    too_long = client.post(reverse("moderation:note", args=here), {"words": "Zij belt. " * 40})
    assert too_long.status_code == 422
    assert "Zij belt. Zij belt." in too_long.text

    client.force_login(cast.fatima)
    for page in (case.get_absolute_url(), reverse("moderation:queue", args=here[:1])):
        assert "Emre kijkt hiernaar" in client.get(page).text, page
    assert "Ik bel Samira vanavond." in client.get(case.get_absolute_url()).text
    client.post(reverse("moderation:take", args=here))
    case.refresh_from_db()
    assert case.assignee == cast.fatima
    client.post(reverse("moderation:take", args=here))
    case.refresh_from_db()
    assert (case.assignee, case.taken_at) == (None, None)

    case.choose("talk", rule="Aardig", reason="Hard.", to_writer="Zachter?", by=cast.emre)
    client.force_login(cast.samira)
    assert "Ik bel Samira" not in client.get(case.told_url).text
    assert client.post(reverse("moderation:take", args=here)).status_code == 404


def test_that_a_writer_changed_it_is_good_news(client, cast):
    post = make_topic(make_forum(cast.lindeboom), cast.samira).posts.get()
    case = Case.objects.report(post, concern="other", by=cast.naima)
    client.force_login(cast.emre)
    assert "Dat is goed nieuws." not in client.get(case.get_absolute_url()).text
    post.edit("Sorry, ik was boos.", by=cast.samira)
    assert "Dat is goed nieuws." in client.get(case.get_absolute_url()).text
