"""Ending a network with two, what stops then, and the way back."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from community.access import can
from networks.models import Closing, Founding, Invitation, Network, Term
from networks.models.life import Stage
from networks.personal import Memberships
from networks.tasks import keep_terms
from ouderkamer.models import Gathering, Series
from tests.factories import make_gathering, make_network, make_school, make_user

LIFE = "/netwerk/de-lindeboom/instellingen/leven/"
DEEDS = "/netwerk/de-lindeboom/instellingen/"
WHY = "Alle kinderen zijn van school."


@pytest.fixture
def proposed(cast):
    return Closing.objects.propose(cast.lindeboom, words=WHY, by=cast.fatima)


@pytest.fixture
def ended(cast, proposed):
    cast.lindeboom.invite(label="Hek", by=cast.fatima)
    proposed.agree(by=cast.emre)
    return Network.objects.get(pk=cast.lindeboom.pk)


@pytest.fixture
def told(cast, django_capture_on_commit_callbacks):
    """Do something; then who heard what of it."""

    def ask(deed):
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        people = ("samira", "fatima", "emre", "naima", "marieke", "amal", "karin", "joost", "bart")
        return {
            (name, notice.kind)
            for name in people
            for notice in getattr(cast, name).notifications.all()
        }

    return ask


def test_one_moderator_asks_and_nothing_changes_yet(cast, client):
    client.force_login(cast.fatima)
    assert client.post(f"{DEEDS}eindig/", {"words": WHY}).url == LIFE
    assert client.post(f"{DEEDS}eindig/", {"words": "Nog eens"}).url == LIFE  # pressed twice
    assert Closing.objects.get().words == WHY
    assert Network.objects.get(pk=cast.lindeboom.pk).stage == Stage.ACTIVE
    assert client.post(f"{DEEDS}eindig/akkoord/").status_code == 403  # not alone


def test_why_it_ends_has_to_be_said(cast, client):
    client.force_login(cast.fatima)
    answer = client.post(f"{DEEDS}eindig/", {"words": " "})
    assert (answer.status_code, set(answer.context["closing_form"].errors)) == (422, {"words"})
    assert not Closing.objects.exists()


def test_who_may_do_what_with_the_end(cast, proposed, names):
    network = cast.lindeboom

    def may(rule, thing):
        return names(lambda who: can(who, f"networks.{rule}", thing))

    assert may("close", network) == may("rest", network) == {"fatima", "emre"}
    assert may("agree_with_closing", proposed) == {"emre"}
    assert may("withdraw_closing", proposed) == {"fatima", "emre"}
    assert may("restore", network) == set()
    assert may("see_life", network) == {"fatima", "emre", "karin"}
    assert names(lambda who: proposed in Closing.objects.visible_to(who)) == {"fatima", "emre"}
    proposed.agree(by=cast.emre)
    network.refresh_from_db()
    assert may("close", network) == may("rest", network) == set()
    assert may("restore", network) == {"fatima", "emre"}


def test_the_other_moderators_are_asked(cast, told):
    assert told(lambda: Closing.objects.propose(cast.lindeboom, words=WHY, by=cast.fatima)) == {
        ("emre", "networks.closing_proposed")
    }
    assert cast.emre.notifications.get().words == (
        "Fatima wil het netwerk stoppen. Bent u het ermee eens?"
    )


def test_with_two_it_ends_and_every_member_hears_it(cast, proposed, told, client):
    client.force_login(cast.emre)
    assert told(lambda: client.post(f"{DEEDS}eindig/akkoord/")) == {
        (name, "networks.closed")
        for name in ("samira", "fatima", "naima", "marieke", "amal", "karin")
    }
    assert Network.objects.get(pk=cast.lindeboom.pk).stage == Stage.ARCHIVED
    proposed.refresh_from_db()
    assert (proposed.agreed_by, proposed.is_open) == (cast.emre, False)


def test_a_proposal_can_be_taken_back(cast, proposed, client):
    client.force_login(cast.emre)
    client.post(f"{DEEDS}eindig/toch-niet/")
    assert client.post(f"{DEEDS}eindig/akkoord/").status_code == 404
    proposed.agree(by=cast.emre)  # from a page left open
    assert Network.objects.get(pk=cast.lindeboom.pk).stage == Stage.ACTIVE


def test_the_database_knows_no_end_by_one(cast, proposed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.update(agreed_by=cast.fatima)


def test_codes_stop_and_who_waits_is_answered(
    cast, proposed, client, django_capture_on_commit_callbacks
):
    code = cast.lindeboom.invite(label="Hek", by=cast.fatima)
    waiting = cast.lindeboom.requests.create(user=cast.bart, words="Hoi")
    elsewhere = cast.kompas.invite(label="Hek", by=cast.bart)
    with django_capture_on_commit_callbacks(execute=True):
        proposed.agree(by=cast.emre)
    assert set(Invitation.objects.usable()) == {elsewhere}
    assert code.redeem(cast.ruud) is None
    waiting.refresh_from_db()
    assert not waiting.is_open
    assert "/netwerken/\n" in mail.outbox[0].body  # where to look for another one
    assert client.get(f"/k/{code.code}/").status_code == 404
    assert client.get("/netwerken/de-lindeboom/").status_code == 404


def test_what_was_in_the_agenda_is_cancelled_and_feeds_say_so(cast, proposed, client):
    coming = make_gathering(cast.lindeboom, is_public=True)
    been = make_gathering(cast.lindeboom, title="Toen", days=-7)
    elsewhere = make_gathering(cast.kompas)
    address = reverse("feeds:public_ics", args=[coming.pk])
    assert client.get(address).status_code == 200
    proposed.agree(by=cast.emre)
    assert client.get(address).status_code == 404
    assert set(Gathering.objects.going_ahead()) == {been, elsewhere}
    coming.refresh_from_db()
    assert coming.cancel_reason == "Het netwerk is gestopt."
    series = Series(network=cast.lindeboom, first_on="2026-01-05", starts="9:00", ends="10:00")
    series.save()
    assert series not in Series.objects.running()


def test_letters_that_are_still_on_their_way_open_nothing_any_more(cast, proposed, client):
    founding = Founding.objects.create(network=cast.lindeboom, begun_by=cast.fatima)
    asked = cast.lindeboom.cofounders.create(
        name="Bart", where=cast.bart.email, asked_by=cast.fatima
    )
    letter = cast.lindeboom.school_requests.create(name="Karin", email="karin@school.test")
    proposed.agree(by=cast.emre)
    client.force_login(cast.bart)
    for link in (asked.path, letter.path):
        assert client.get(link).status_code == 410
        assert client.post(link, {"answer": "yes", "choice": "yes"}).status_code == 410
    client.force_login(cast.fatima)
    assert client.get("/start/").url == "/start/school/"  # free to begin another one
    assert client.post(founding.step_url(5), {"rules": "Anders"}).status_code == 403
    assert cast.lindeboom.membership_of(cast.bart) is None


def test_one_moderator_begins_again_and_all_who_are_in_hear_it(cast, ended, told, client):
    code = ended.invitations.create(
        code="oud23", expires_at="2030-01-01T00:00Z", revoked_at="2026-01-01T00:00Z"
    )
    client.force_login(cast.fatima)
    heard = told(lambda: client.post(f"{DEEDS}herstel/"))
    assert {name for name, kind in heard if kind == "networks.restored"} == {
        *("samira", "emre", "naima", "marieke", "amal", "karin")
    }
    ended.refresh_from_db()
    assert ended.stage == Stage.ACTIVE
    assert can(cast.samira, "networks.take_part", ended)
    assert code.redeem(cast.ruud) is None  # old codes stay closed


def test_from_what_has_ended_everybody_may_go_and_no_role_runs_out(cast, ended, time_machine):
    time_machine.move_to("2028-01-10")
    keep_terms()
    held = Term.objects.held().filter(membership__network=ended)
    assert {term.membership.user for term in held} == {cast.fatima}
    assert Memberships().reason_to_wait(cast.fatima) == ""
    assert Memberships().reason_to_wait(cast.bart) != ""
    for name in ("emre", "fatima"):
        ended.membership_of(getattr(cast, name)).end(by=getattr(cast, name))
    assert {m.user for m in ended.memberships.current()} & {cast.fatima, cast.emre} == set()


def test_the_school_stops_and_the_card_says_so(cast, client):
    cast.lindeboom.recognise(by=None)
    client.force_login(cast.samira)
    assert client.post(f"{DEEDS}school-stopt/").status_code == 403
    client.force_login(cast.karin)
    assert "De school doet niet meer mee" in client.get(LIFE).content.decode()
    assert client.post(f"{DEEDS}school-stopt/").url == LIFE
    assert "De school is gestopt sinds" in client.get("/netwerken/de-lindeboom/").content.decode()
    assert client.post(f"{DEEDS}school-stopt/").status_code == 403  # it has stopped


def test_the_school_can_be_asked_again(cast, client, django_capture_on_commit_callbacks):
    cast.lindeboom.go_without_school(by=None)
    client.force_login(cast.fatima)
    sent = {"name": "Karin", "email": "Karin@School.test"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{DEEDS}vraag-school/", sent).url == LIFE
    assert mail.outbox[0].to == ["karin@school.test"]
    again = client.post(f"{DEEDS}vraag-school/", sent)
    assert (again.status_code, set(again.context["school_form"].errors)) == (422, {"email"})
    cast.lindeboom.school_requests.get().say_yes()
    assert client.post(f"{DEEDS}vraag-school/", sent).status_code == 403  # it takes part


def test_the_page_is_for_moderators_and_the_school(cast, client):
    answers = {}
    for name in ("fatima", "emre", "naima", "samira", "karin", "bart", "beheer"):
        client.force_login(getattr(cast, name))
        answers[name] = client.get(LIFE).status_code
    assert {name for name, status in answers.items() if status == 200} == {
        *("fatima", "emre", "karin")
    }
    assert {name for name, status in answers.items() if status == 404} == {"bart", "beheer"}


@pytest.mark.django_db(transaction=True)
def test_two_who_agree_and_refuse_at_the_same_moment_leave_one_answer():
    fatima, emre, naima = (make_user(name) for name in ("fatima", "emre", "naima"))
    network = make_network("De Lindeboom", make_school(), by=fatima)
    for user in (emre, naima):
        network.memberships.create(user=user, moderates=True)
    closing = Closing.objects.propose(network, words=WHY, by=fatima)
    start = threading.Barrier(3)

    def answer(deed, who):
        start.wait()
        deed(Closing.objects.get(pk=closing.pk), by=who)
        connection.close()

    with ThreadPoolExecutor(3) as pool:
        answers = [(Closing.agree, emre), (Closing.agree, naima), (Closing.withdraw, fatima)]
        list(pool.map(lambda each: answer(*each), answers))
    closing.refresh_from_db()
    network.refresh_from_db()
    assert (closing.agreed_at is None) != (closing.withdrawn_at is None)
    assert network.is_archived == (closing.agreed_at is not None)
