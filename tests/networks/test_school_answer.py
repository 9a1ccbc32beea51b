"""The school answers with one button, without an account."""

import re

import pytest
import time_machine
from django.core import mail

from community.accounts.models import User
from forums.models import Forum
from networks.models import Founding, Network, Role, SchoolRequest, Term
from tests import texts
from tests.factories import make_forum, make_school, make_user


@pytest.fixture
def deliver(django_capture_on_commit_callbacks):
    """Do something and let its letters leave."""

    def go(deed):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            return deed()

    return go


@pytest.fixture
def network(db, deliver):
    """Hafida began for De Linde and asked Karin."""
    hafida = make_user("hafida")
    founding = Founding.objects.begin(school=make_school("De Linde", "01AA00"), by=hafida)
    deliver(lambda: founding.ask_school(name="Karin", email="karin@school.test", by=hafida))
    founding.network.refresh_from_db()
    return founding.network


@pytest.fixture
def link(network):
    return link_in(mail.outbox[0])


def link_in(letter):
    return re.search(r"/voor-de-school/\S+", letter.body).group()


def state(network):
    network.refresh_from_db()
    return network.stage, network.recognition


def test_the_letter_has_one_link_and_names_who_asks(network):
    (letter,) = mail.outbox
    assert letter.to == ["karin@school.test"]
    assert letter.body.count("http") == 1
    assert {"Beste Karin,", "Hafida"} <= set(re.findall(r"Beste Karin,|Hafida", letter.body))
    assert state(network) == ("waiting", "pending")


@pytest.mark.parametrize("company", ["nobody", "alone"])
def test_who_knows_nobody_asks_the_school_to_think_along(db, deliver, client, company):
    hafida = make_user("hafida")
    founding = Founding.objects.begin(school=make_school("De Linde", "01AA00"), by=hafida)
    founding.gather(company, [], by=hafida)
    deliver(lambda: founding.ask_school(name="Karin", email="karin@school.test", by=hafida))
    words = "Hafida zoekt een andere ouder"
    page = client.get(link_in(mail.outbox[0])).content.decode()
    assert (words in mail.outbox[0].body, words in page) == ((company == "nobody"),) * 2


def test_reading_the_page_answers_nothing(network, link, client):
    page = client.get(link)
    assert (page.status_code, "Hafida" in page.content.decode()) == (200, True)
    assert state(network) == ("waiting", "pending")


def test_yes_makes_the_network_recognised_and_tells_the_starter(network, link, client, deliver):
    assert deliver(lambda: client.post(link, {"choice": "yes"})).url == link
    assert state(network) == ("active", "recognised")
    (starter,) = SchoolRequest.objects.get().starters
    assert [n.kind for n in starter.notifications.all()] == ["networks.recognised"]
    page = client.get(link).content.decode()
    assert "Dank u wel" in page
    assert 'name="choice"' not in page
    assert client.post(link, {"choice": "yes"}).status_code == 302  # pressed twice
    assert client.post(link, {"choice": "not_now"}).status_code == 302  # an old tab
    assert state(network) == ("active", "recognised")
    assert starter.notifications.count() == 1


def test_yes_is_written_to_each_starter_once_where_they_read(network, link, client, deliver):
    phone = {"mobile": "+31612345678", "language": "tr"}
    halima = User.objects.create_user(first_name="Halima", **phone)
    network.memberships.create(user=halima, started=True, moderates=True)
    network.memberships.create(user=make_user("priya"))  # a member, who reads it in her tray
    texts.outbox.clear()
    deliver(lambda: client.post(link, {"choice": "yes"}))

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["hafida@voorbeeld.test"], "De Linde doet mee")
    assert f"/netwerk/{network.slug}/" in letter.body
    ((number, text),) = texts.outbox
    assert (number, f"/netwerk/{network.slug}/" in text) == ("+31612345678", True)
    deliver(lambda: client.post(link, {"choice": "yes"}))
    assert (mail.outbox, len(texts.outbox)) == ([], 1)


def test_not_now_lets_the_parents_go_on_and_a_late_yes_counts(network, link, client):
    client.post(link, {"choice": "not_now"})
    assert state(network) == ("active", "unaffiliated")
    client.post(link, {"choice": "yes"})
    assert state(network) == ("active", "recognised")


def test_somebody_else_gets_the_same_letter_and_decides(network, link, client, deliver):
    sent = {"choice": "else", "name": "Ruud", "email": "Ruud@school.test"}
    for _ in range(2):
        deliver(lambda: client.post(link, sent))
    assert set(SchoolRequest.objects.values_list("email", "answer")) == {
        ("karin@school.test", "else"),
        ("ruud@school.test", ""),
    }
    assert mail.outbox == []  # the second time
    assert state(network) == ("waiting", "pending")
    other = SchoolRequest.objects.get(name="Ruud")
    client.post(other.path, {"choice": "yes"})
    assert state(network) == ("active", "recognised")


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"choice": "else", "name": "", "email": ""}, {"name", "email"}),
        ({"choice": "else", "name": "Ruud", "email": "ruud"}, {"email"}),
        ({"choice": "perhaps"}, {"choice"}),
        ({}, {"choice"}),
    ],
)
def test_half_an_answer_is_asked_for_in_words(network, link, client, sent, wrong):
    answer = client.post(link, sent)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, wrong)
    assert state(network) == ("waiting", "pending")


def test_a_school_is_not_written_to_without_end(network, link, client):
    for n in range(9):
        client.post(link, {"choice": "else", "name": "X", "email": f"x{n}@school.test"})
    assert SchoolRequest.objects.count() == 5


def test_a_broken_or_old_link_opens_nothing(network, link, client):
    assert client.post(link[:-4] + "abc/", {"choice": "yes"}).status_code == 410
    with time_machine.travel("2027-12-01", tick=False):
        assert client.post(link, {"choice": "yes"}).status_code == 410
    assert state(network) == ("waiting", "pending")


@pytest.fixture
def karin(network, link, client):
    """Said yes, and signed in with her address at school."""
    client.post(link, {"choice": "yes"})
    karin = make_user("karin")
    client.force_login(karin)
    return karin


KARIN = {"first_name": "Karin", "last_name": "de Vries", "reachable": "maandag van 8 tot 9 uur"}


def test_after_a_yes_the_contact_comes_in_and_parents_see_when_to_reach_her(
    network, link, karin, client
):
    assert client.post(f"{link}doe-mee/", KARIN).url.startswith("/netwerk/")
    membership = network.membership_of(karin)
    assert (membership.kind, membership.reachable) == ("school", "maandag van 8 tot 9 uur")
    assert Term.objects.held().get(membership=membership).role == Role.SCHOOL
    client.force_login(network.memberships.get(started=True).user)
    network.refresh_from_db()
    page = client.get(network.people_url).content.decode()
    assert {"Karin de Vries", "maandag van 8 tot 9 uur"} == {
        words for words in ("Karin de Vries", "maandag van 8 tot 9 uur") if words in page
    }


def test_she_sees_only_what_parents_opened_for_the_school(network, link, karin, client):
    client.post(f"{link}doe-mee/", KARIN)
    among_parents = make_forum(network)
    with_school = make_forum(network, "Ouders en school", audience="everyone")
    assert list(Forum.objects.visible_to(karin)) == [with_school]
    assert among_parents not in Forum.objects.visible_to(karin)


def test_a_letter_lets_one_person_in_and_pressing_twice_is_fine(network, link, karin, client):
    for _press in range(2):
        assert client.post(f"{link}doe-mee/", KARIN).status_code == 302
    assert network.memberships.current().filter(kind="school").count() == 1
    client.force_login(make_user("onbekend"))
    assert client.get(f"{link}doe-mee/").status_code == 410
    assert client.post(f"{link}doe-mee/", KARIN).status_code == 410
    assert network.memberships.current().filter(kind="school").count() == 1


@pytest.mark.parametrize("answer", ["", "not_now"])
def test_without_a_yes_nobody_comes_in(network, link, client, answer):
    if answer:
        client.post(link, {"choice": answer})
    client.force_login(make_user("karin"))
    assert client.post(f"{link}doe-mee/", KARIN).status_code == 410
    assert not network.memberships.filter(kind="school").exists()


def test_somebody_signs_in_first(network, link, client):
    client.post(link, {"choice": "yes"})
    assert "/inloggen/" in client.get(f"{link}doe-mee/").url


@pytest.mark.parametrize("left_out", list(KARIN))
def test_staff_are_asked_for_what_is_missing(network, link, karin, client, left_out):
    answer = client.post(f"{link}doe-mee/", {**KARIN, left_out: ""})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {left_out})


def test_who_is_in_as_a_parent_stays_a_parent(network, link, client):
    client.post(link, {"choice": "yes"})
    hafida = network.memberships.get(started=True).user
    client.force_login(hafida)
    assert client.post(f"{link}doe-mee/", KARIN).status_code == 422
    assert network.membership_of(hafida).is_parent


def test_whoever_comes_for_a_school_leaves_the_themes_and_hands_over_first(
    network, link, karin, client
):
    theme = Network.objects.start(name="Dyslexie", kind="theme", rules="", by=karin)
    assert client.post(f"{link}doe-mee/", KARIN).status_code == 422
    other = theme.admit(make_user("bart"), by=karin)
    other.terms.take(Role.MODERATOR, of=other, by=karin)
    assert client.post(f"{link}doe-mee/", KARIN).status_code == 302
    assert theme.membership_of(karin) is None


def test_the_contact_at_school_is_handed_over_to_staff_only(network, link, karin, client):
    client.post(f"{link}doe-mee/", KARIN)
    parent = network.admit(make_user("bart"), by=karin)
    colleague = network.admit(make_user("ans"), kind="school", by=karin)
    starter = network.memberships.get(started=True)
    client.force_login(starter.user)
    network.refresh_from_db()
    ask = {"role": Role.SCHOOL}
    assert (
        client.post(f"{network.hand_over_url}vraag/", {**ask, "to": parent.pk}).status_code == 422
    )
    wrong = {"role": Role.MODERATOR, "to": colleague.pk}
    assert client.post(f"{network.hand_over_url}vraag/", wrong).status_code == 422
    client.post(f"{network.hand_over_url}vraag/", {**ask, "to": colleague.pk})
    assert Term.objects.asked().get().membership == colleague
