"""Asking to be let in, and the answer to it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from networks.models import Invitation, JoinRequest
from tests.factories import make_network, make_school, make_user

ASK = "/netwerken/de-lindeboom/verzoek/"
REQUESTS = "/netwerk/de-lindeboom/verzoeken/"
WORDS = "Ik ben de moeder van een kind in groep 4."


@pytest.fixture
def asked(cast):
    return JoinRequest.objects.ask(cast.lindeboom, words=WORDS, groups=[4], by=cast.bart)


@pytest.fixture
def answer(cast, client, django_capture_on_commit_callbacks):
    """Answer a request as somebody of the cast; the status."""

    def post(name, request, answer):
        client.force_login(getattr(cast, name))
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{REQUESTS}{request.pk}/", {"answer": answer}).status_code

    return post


def kinds(person):
    return set(person.notifications.values_list("kind", flat=True))


def heard(cast, kind):
    people = ("samira", "fatima", "emre", "naima", "marieke", "amal", "karin", "bart", "ruud")
    return {name for name in people if kind in kinds(getattr(cast, name))}


def test_the_card_leads_to_the_question(cast, client):
    assert ASK in client.get("/netwerken/de-lindeboom/").content.decode()
    assert client.get(ASK).status_code == 302  # to sign in
    client.force_login(cast.bart)
    assert list(client.get(ASK).context["form"].fields) == ["words", "groups"]


def test_a_question_waits_and_is_told_to_who_can_answer(
    cast, client, django_capture_on_commit_callbacks
):
    client.force_login(cast.bart)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(ASK, {"words": WORDS, "groups": [4]}).url == ASK
    assert WORDS in client.get(ASK).content.decode()
    assert heard(cast, "networks.asked") == {"fatima", "emre", "naima"}
    assert "moeder" not in cast.fatima.notifications.get().words
    assert cast.lindeboom.membership_of(cast.bart) is None


def test_a_question_without_words_is_sent_back_with_a_sentence(cast, client):
    client.force_login(cast.bart)
    reply = client.post(ASK, {"words": ""})
    assert (reply.status_code, set(reply.context["form"].errors)) == (422, {"words"})
    assert not JoinRequest.objects.exists()


def test_a_member_has_nothing_to_ask(cast, client):
    client.force_login(cast.samira)
    assert client.get(ASK).url == "/netwerk/de-lindeboom/"


def test_three_questions_may_wait_and_a_fourth_is_told_why_not(cast, client):
    for n in range(3):
        network = make_network(f"School {n}", make_school(f"S{n}", f"98ZZ0{n}"), by=cast.bart)
        JoinRequest.objects.ask(network, words=WORDS, by=cast.ruud)
    client.force_login(cast.ruud)
    reply = client.post(ASK, {"words": WORDS})
    assert (reply.status_code, JoinRequest.objects.count()) == (422, 3)
    assert WORDS in reply.content.decode()
    JoinRequest.objects.first().withdraw()
    assert client.post(ASK, {"words": WORDS}).status_code == 302


def test_asking_again_while_waiting_changes_the_words_only(cast, asked):
    JoinRequest.objects.ask(cast.lindeboom, words="Ik ben Bart.", by=cast.bart)
    assert [request.words for request in JoinRequest.objects.all()] == ["Ik ben Bart."]


def test_requests_are_read_by_moderators_and_contact_parents(cast, asked, client):
    statuses = {}
    for name in ("samira", "fatima", "emre", "naima", "marieke", "amal", "karin", "bart", "beheer"):
        client.force_login(getattr(cast, name))
        statuses[name] = client.get(REQUESTS).status_code
    assert {name for name, status in statuses.items() if status == 200} == {
        *("fatima", "emre", "naima")
    }
    assert {name for name, status in statuses.items() if status == 404} == {"bart", "beheer"}


def test_the_menu_counts_what_waits(cast, asked, client):
    client.force_login(cast.fatima)
    assert "(1 wacht)" in client.get("/netwerk/de-lindeboom/afspraken/").content.decode()
    asked.decline(by=cast.fatima)
    assert "(1 wacht)" not in client.get("/netwerk/de-lindeboom/afspraken/").content.decode()


def test_letting_in_makes_a_member_and_keeps_who_and_when(cast, asked, answer):
    assert answer("fatima", asked, "admit") == 302
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by) == ("admitted", cast.fatima)
    assert asked.decided_at is not None
    membership = cast.lindeboom.membership_of(cast.bart)
    assert (membership.groups, membership.vouched_by, membership.group_line) == ([4], None, "")


@pytest.mark.parametrize("decision", ["admit", "decline"])
def test_whoever_asked_hears_the_answer_and_not_from_whom(cast, asked, answer, decision):
    answer("fatima", asked, decision)
    kind = {"admit": "networks.request_admitted", "decline": "networks.request_declined"}[decision]
    assert heard(cast, kind) == {"bart"}
    notice = type(cast.bart.notifications.first()).objects.visible_to(cast.bart).get(kind=kind)
    assert "De Lindeboom" in notice.words
    assert "Fatima" not in notice.words + str(notice.facts)


@pytest.mark.parametrize(
    ("decision", "words"),
    [("admit", "U doet nu mee met De Lindeboom"), ("decline", "De Lindeboom laat u nu niet toe")],
)
def test_the_answer_goes_to_the_address_of_whoever_waits_outside(
    cast, asked, answer, mailoutbox, decision, words
):
    answer("fatima", asked, decision)
    letters = {letter.to[0]: letter for letter in mailoutbox}
    assert set(letters) == {cast.bart.email}
    letter = letters[cast.bart.email]
    assert words in letter.body
    assert words in letter.alternatives[0].content
    assert "Fatima" not in letter.body + letter.alternatives[0].content


def test_a_contact_parent_vouches_and_decides_nothing_else(cast, asked, answer):
    assert answer("naima", asked, "admit") == answer("naima", asked, "decline") == 403
    assert cast.lindeboom.membership_of(cast.bart) is None
    assert answer("naima", asked, "vouch") == 302
    assert cast.lindeboom.membership_of(cast.bart).vouched_by == cast.naima


def test_a_word_given_stays_after_the_voucher_has_left(cast, asked):
    asked.vouch(by=cast.naima)
    cast.lindeboom.membership_of(cast.naima).end(by=cast.naima)
    assert cast.lindeboom.membership_of(cast.bart).vouched_by == cast.naima


def test_a_plain_parent_and_another_network_answer_nothing(cast, asked, answer):
    assert answer("samira", asked, "admit") == 403
    assert answer("bart", asked, "admit") == 404
    theirs = JoinRequest.objects.ask(cast.kompas, words=WORDS, by=cast.ruud)
    assert answer("fatima", theirs, "admit") == 404


def test_a_second_answer_changes_nothing(cast, asked):
    twin = JoinRequest.objects.get()
    assert asked.decline(by=cast.fatima)
    assert not twin.admit(by=cast.emre)
    assert cast.lindeboom.membership_of(cast.bart) is None
    assert JoinRequest.objects.get().decided_by == cast.fatima


def test_a_question_can_be_taken_back_by_whoever_asked(cast, asked, client):
    client.force_login(cast.ruud)
    assert client.post(f"{ASK}terug/").status_code == 404
    client.force_login(cast.bart)
    assert client.post(f"{ASK}terug/").status_code == 302
    assert JoinRequest.objects.get().outcome == "withdrawn"
    assert not asked.admit(by=cast.fatima)


def test_a_code_that_asks_counts_its_questions_up_to_its_limit(cast, client):
    code = cast.lindeboom.invite(label="Hek", by=cast.fatima, lets_in=False, most_uses=1).code
    for name in ("bart", "ruud"):
        client.force_login(getattr(cast, name))
        client.post(f"{ASK}?code={code}", {"words": WORDS})
    assert (Invitation.objects.get().uses, JoinRequest.objects.count()) == (1, 2)


def test_somebody_who_was_removed_asks_once_in_thirty_days(cast):
    cast.lindeboom.revoke(cast.samira, reason="Reclame", by=cast.fatima)
    with time_machine.travel("2026-11-02T09:00+01:00", tick=False) as clock:
        JoinRequest.objects.ask(cast.lindeboom, words=WORDS, by=cast.samira).decline(by=cast.emre)
        clock.shift(timedelta(days=29))
        with pytest.raises(ValidationError):
            JoinRequest.objects.ask(cast.lindeboom, words=WORDS, by=cast.samira)
        clock.shift(timedelta(days=2))
        assert JoinRequest.objects.ask(cast.lindeboom, words=WORDS, by=cast.samira).is_open


def test_somebody_who_is_barred_gets_the_same_page_and_is_heard_by_nobody(
    cast, client, django_capture_on_commit_callbacks
):
    for person in (cast.joost, cast.samira):
        cast.lindeboom.revoke(person, reason="Reclame", by=cast.fatima, bar=person == cast.samira)
    pages = {}
    for name in ("joost", "samira"):
        client.force_login(getattr(cast, name))
        before = client.get(ASK).content.decode().split("<main")[1].split("</main")[0]
        with django_capture_on_commit_callbacks(execute=True):
            reply = client.post(ASK, {"words": WORDS})
        after = client.get(ASK).content.decode().split("<main")[1].split("</main")[0]
        hidden = [_without_token(page) for page in (before, after)]
        pages[name] = (reply.status_code, reply.url, *hidden)
    assert pages["joost"] == pages["samira"]
    client.force_login(cast.fatima)
    listed = client.get(REQUESTS).context["waiting"]
    assert [request.user for request in listed] == [cast.joost]
    asked = JoinRequest.objects.get(user=cast.samira)
    assert asked not in JoinRequest.objects.visible_to(cast.fatima)
    assert client.post(f"{REQUESTS}{asked.pk}/", {"answer": "admit"}).status_code == 404
    about = cast.fatima.notifications.filter(kind="networks.asked")
    assert about.count() == 1


def _without_token(page):
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    cast, client, number, django_assert_max_num_queries
):
    for n in range(number):
        JoinRequest.objects.ask(cast.lindeboom, words=WORDS, by=make_user(f"vrager{n}"))
    client.force_login(cast.fatima)
    with django_assert_max_num_queries(14):
        client.get(REQUESTS)


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_the_same_moment_make_one_decision():
    fatima, emre, bart = make_user("fatima"), make_user("emre"), make_user("bart")
    network = make_network("De Lindeboom", make_school(), by=fatima)
    network.memberships.create(user=emre, moderates=True)
    JoinRequest.objects.ask(network, words=WORDS, by=bart)

    def decide(moderator):
        try:
            return JoinRequest.objects.get().admit(by=moderator)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        results = list(threads.map(decide, [fatima, emre]))

    assert sorted(results) == [False, True]
    assert bart.memberships.count() == 1
