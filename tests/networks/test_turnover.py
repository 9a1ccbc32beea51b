"""A new school year: a trial that changes nothing, a move with two moderators, a way back."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core import serializers
from django.utils import timezone

from community.access import can
from networks.models import Membership, Move, Turnover
from networks.models.turnover import carry_on
from networks.tasks import finish_turnovers, let_alumni_go
from networks.trial import Trial, plain_cell
from tests.architecture.house import PACKAGES
from tests.factories import make_user

YEAR = "/netwerk/de-lindeboom/schooljaar/"
PLAN = {"networks.turnover", "networks.move"}
TOLD = {"activity.event", "notifications.notification"}


def dump(*, without):
    """Every row of every model of ours, as text."""
    models = (m for m in apps.get_models() if m.__module__.split(".")[0] in PACKAGES)
    rows = [row for m in models if m._meta.label_lower not in without for row in m.objects.all()]
    return sorted(json.dumps(row) for row in json.loads(serializers.serialize("json", rows)))


@pytest.fixture
def year(cast):
    """De Lindeboom in June: emre 3 and 6, samira 5, amal (shielded) and marieke in group 8."""
    with time_machine.travel("2027-06-20 10:00+02:00", tick=False):
        members = cast.lindeboom.memberships
        members.filter(user=cast.marieke).update(groups=[8])
        members.filter(user=cast.amal).update(groups=[8])
        members.create(user=make_user("dirk"), groups=[8])
        members.create(user=make_user("els"), groups=[1, 8])
        yield


@pytest.fixture
def turn(cast, year, django_capture_on_commit_callbacks):
    """Prepare by Fatima, agree by Emre, and let the worker do it."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
            turnover.agree(by=cast.emre)
        turnover.refresh_from_db()
        return turnover

    return run


@pytest.fixture
def undo(cast, django_capture_on_commit_callbacks):
    def run(turnover):
        with django_capture_on_commit_callbacks(execute=True):
            turnover.undo(by=cast.fatima)
        turnover.refresh_from_db()

    return run


def groups(network):
    members = network.memberships.current().select_related("user")
    return {m.user.first_name: m.groups for m in members if m.groups or m.alumnus_since}


def alumni(network):
    return {m.user.first_name for m in network.memberships.alumni().select_related("user")}


def test_a_trial_changes_nothing(cast, year, client, django_capture_on_commit_callbacks):
    client.force_login(cast.fatima)
    client.get("/netwerk/de-lindeboom/")  # from here on her phone is known
    before = dump(without=PLAN | TOLD)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{YEAR}proef/").url == YEAR
    move = Move.objects.get(membership__user=cast.samira)
    assert client.post(f"{YEAR}ouders/{move.pk}/", {"choice": "skip"}).status_code == 302
    for page in (YEAR, f"{YEAR}ouders/", f"{YEAR}proef.csv"):
        assert client.get(page).status_code == 200
    assert len(before) > 10
    assert dump(without=PLAN | TOLD) == before
    assert Move.objects.count() == 8


def test_groups_go_up_and_leavers_become_alumni(cast, turn):
    turnover = turn()
    assert groups(cast.lindeboom) == {
        "Samira": [6],
        "Emre": [4, 7],
        "Marieke": [],
        "Amal": [],
        "Dirk": [],
        "Els": [2],
    }
    assert alumni(cast.lindeboom) == {"Marieke", "Amal", "Dirk"}
    assert turnover.finished_at
    assert turnover.done == turnover.total == 8  # those with a group or a task


def test_no_task_is_taken_away_and_other_networks_stay(cast, turn):
    cast.kompas.memberships.update(groups=[8])
    tasks = ("user", "moderates", "calls", "hosts", "kind", "ended_at")
    before = set(cast.lindeboom.memberships.values_list(*tasks))
    turn()
    assert set(cast.lindeboom.memberships.values_list(*tasks)) == before
    assert groups(cast.kompas) == {"Bart": [8]}


def test_undo_restores_everything(cast, turn, undo):
    before = dump(without=PLAN | TOLD)
    turnover = turn()
    assert dump(without=PLAN | TOLD) != before
    undo(turnover)
    assert dump(without=PLAN | TOLD) == before
    assert turnover.undone_at
    assert turnover.done == 0


def test_undo_leaves_alone_who_changed_their_groups_since(cast, turn, undo):
    turnover = turn()
    cast.lindeboom.memberships.filter(user=cast.samira).update(groups=[2, 6])
    undo(turnover)
    assert groups(cast.lindeboom)["Samira"] == [2, 6]
    assert groups(cast.lindeboom)["Emre"] == [3, 6]


def test_after_seven_days_there_is_no_way_back(cast, turn, undo):
    turnover = turn()
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
        assert not can(cast.fatima, "networks.undo_turnover", turnover)
        undo(turnover)
    assert turnover.undo_asked_at is None
    assert groups(cast.lindeboom)["Samira"] == [6]


def test_a_year_is_turned_over_once_and_again_after_an_undo(cast, turn, undo):
    turnover = turn()
    assert Turnover.objects.prepare(cast.lindeboom, by=cast.fatima) == turnover
    turnover.agree(by=cast.emre)
    assert groups(cast.lindeboom)["Samira"] == [6]
    undo(turnover)
    assert Turnover.objects.prepare(cast.lindeboom, by=cast.fatima) != turnover


def test_a_worker_that_dies_is_taken_over(cast, turn, monkeypatch):
    monkeypatch.setattr("networks.models.turnover.BATCH", 3)
    real, calls = type(Move.objects.all()).carry_out, []

    def dies(self, moves, *, undo):
        real(self, moves, undo=undo)
        calls.append(len(moves))
        if len(calls) == 2:
            raise MemoryError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(type(Move.objects.all()), "carry_out", dies)
        turnover = turn()
    assert (turnover.done, turnover.total, turnover.finished_at) == (3, 8, None)
    assert turnover.is_running
    finish_turnovers()
    finish_turnovers()
    carry_on.call(turnover.pk)
    turnover.refresh_from_db()
    assert turnover.done == 8
    assert groups(cast.lindeboom)["Samira"] == [6]
    assert groups(cast.lindeboom)["Emre"] == [4, 7]
    assert alumni(cast.lindeboom) == {"Marieke", "Amal", "Dirk"}


def test_exceptions_count(cast, year, turn):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    by_name = {m.membership.user.first_name: m for m in turnover.moves.all()}
    by_name["Samira"].decide("skip", by=cast.fatima)
    by_name["Emre"].decide("other", groups=[7, 3], by=cast.fatima)
    by_name["Dirk"].decide("stay", by=cast.fatima)
    turn()  # bringing the trial up to date keeps them
    assert groups(cast.lindeboom) == {
        **{"Samira": [5], "Emre": [3, 7], "Marieke": [], "Amal": [], "Els": [2]},
    }
    assert alumni(cast.lindeboom) == {"Marieke", "Amal"}


def test_what_happens_between_trial_and_start_counts(cast, turn):
    Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    cast.lindeboom.memberships.filter(user=cast.samira).update(groups=[2])
    cast.lindeboom.membership_of(cast.marieke).end(by=cast.marieke)
    cast.lindeboom.memberships.create(user=cast.ruud, groups=[7])
    turn()
    now = groups(cast.lindeboom)
    assert (now["Samira"], now["Ruud"]) == ([3], [8])
    assert alumni(cast.lindeboom) == {"Amal", "Dirk"}


def test_only_another_moderator_agrees(cast, year, names):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)

    def may(rule, thing):
        return names(lambda who: can(who, rule, thing))

    assert may("networks.turn_over", cast.lindeboom) == {"fatima", "emre"}
    assert may("networks.agree_with_turnover", turnover) == {"emre"}
    turnover.moves.get(membership__user=cast.samira).decide("skip", by=cast.emre)
    turnover.refresh_from_db()
    assert may("networks.agree_with_turnover", turnover) == {"fatima"}


def test_staff_who_moderate_see_nothing_of_it(cast, year, client):
    Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    cast.lindeboom.memberships.filter(user=cast.karin).update(moderates=True)
    assert not Turnover.objects.visible_to(cast.karin).exists()
    assert not Move.objects.visible_to(cast.karin).exists()
    client.force_login(cast.karin)
    assert client.get(YEAR).status_code == 403


def test_who_prepared_it_cannot_press_the_button(cast, year, client):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    client.force_login(cast.fatima)
    assert client.post(f"{YEAR}akkoord/").status_code == 403
    client.force_login(cast.emre)
    assert client.post(f"{YEAR}akkoord/").url == YEAR
    turnover.refresh_from_db()
    assert turnover.agreed_by == cast.emre


def test_the_pages_are_for_moderators(cast, year, client, names):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    own = turnover.moves.get(membership__user=cast.samira)

    def gets(person, path):
        client.logout()
        if person != cast.visitor:
            client.force_login(person)
        return client.get(f"{YEAR}{path}").status_code

    for path in ("", "ouders/", f"ouders/{own.pk}/", "stand/", "proef.csv"):
        answers = {}
        names(lambda who, p=path, a=answers: a.setdefault(gets(who, p), []).append(who))
        assert {code: {name(who) for who in people} for code, people in answers.items()} == {
            200: {"fatima", "emre"},
            403: {"samira", "naima", "marieke", "amal", "karin"},
            404: {"bart", "joost", "ruud", "beheer"},
            302: {"visitor"},
        }


def name(person):
    return person.first_name.lower() if person.is_authenticated else "visitor"


def test_nobody_looks_up_a_shielded_parent(cast, year, client):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    hidden = turnover.moves.get(membership__user=cast.amal)
    client.force_login(cast.fatima)
    assert client.get(f"{YEAR}ouders/{hidden.pk}/").status_code == 404
    pages = [client.get(f"{YEAR}{p}").content.decode() for p in ("", "ouders/", "proef.csv")]
    assert [page for page in pages if "Amal" in page] == []
    trial = Trial(turnover, cast.fatima)
    eighth = next(row for row in trial.rows if row.what == "Ouders van groep 8")
    assert eighth.now == 3  # marieke, dirk and els, not amal


def test_the_table_says_now_then_and_what_to_look_at(cast, year):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    rows = {r.what: (r.now, r.then, r.attention) for r in Trial(turnover, cast.fatima).rows}
    assert rows["Ouders met hun naam"] == (7, 5, "2 krijgen een afscheidsbericht.")
    assert rows["Ouders van groep 1"] == (1, 0, "Begint leeg.")
    assert rows["Ouders van groep 2"] == (0, 1, "")
    assert rows["Ouders van groep 6"] == (1, 1, "")
    assert rows["Afgeschermde ouders"][0] == 1
    assert rows["Ouders met een taak"] == (
        *(4, 4),
        "Wij vragen: gaat u door? Emre, Fatima, Marieke, Naima",
    )
    assert rows["Uitzonderingen"] == ("–", 0, "")


def test_the_csv_says_what_the_table_says(cast, year, client):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    turnover.moves.get(membership__user=cast.samira).decide("skip", by=cast.fatima)
    client.force_login(cast.fatima)
    answer = client.get(f"{YEAR}proef.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    page, people = (client.get(f"{YEAR}{p}").content.decode() for p in ("", "ouders/"))
    assert head == ["Wat", "Nu", "Straks", "Let op"]
    trial = Trial(turnover, cast.fatima)
    assert rows == [
        [str(cell) for cell in (r.what, r.now, r.then, r.attention)]
        for r in (*trial.rows, *trial.people)
    ]
    for what, now, then, attention in rows[: len(trial.rows)]:
        number = '<td class="on-table__num">{}</td>'
        assert f"{what}</th>{number.format(now)}{number.format(then)}</tr>" in page
        assert f'colspan="3">{attention}</td>' in page or not attention
    for what, now, then, attention in rows[len(trial.rows) :]:
        assert f"<bdi>{what}</bdi>" in people
        assert f"<p>{now} → {then or '–'}</p>" in people or not now
        assert attention in people


@pytest.mark.parametrize("typed", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_cell_is_never_a_formula(typed):
    assert plain_cell(typed) == f"'{typed}"
    assert plain_cell("Samira") == "Samira"
    assert plain_cell(3) == "3"


def test_a_name_that_is_a_formula_is_a_name(cast, year):
    cast.samira.first_name = "=1+1"
    cast.samira.save()
    cast.lindeboom.membership_of(cast.samira).present(shows_groups=True)
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    assert "\n'=1+1;groep 5;groep 6;" in Trial(turnover, cast.fatima).as_csv().replace("\r", "")


def test_groups_that_a_parent_does_not_show_are_not_shown_by_the_trial(cast, year, client):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    move = turnover.moves.get(membership__user=cast.samira)
    assert (move.groups_before, move.before, move.after) == ([5], "", "")
    assert "Samira;;;" in Trial(turnover, cast.fatima).as_csv()
    client.force_login(cast.fatima)
    form = client.get(f"{YEAR}ouders/{move.pk}/").context["form"]
    assert form["groups"].value() == []


def test_an_exception_is_made_on_a_page(cast, year, client):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.emre)
    move = turnover.moves.get(membership__user=cast.samira)
    address = f"{YEAR}ouders/{move.pk}/"
    client.force_login(cast.fatima)
    wrong = client.post(address, {"choice": "other"})
    assert wrong.status_code == 422
    assert "Kies ten minste één groep." in wrong.content.decode()
    assert client.post(address, {"choice": "other", "groups": [4, 2]}).status_code == 302
    move.refresh_from_db()
    assert (move.choice, move.groups_after, move.leaves) == ("other", [2, 4], False)
    assert client.post(address, {"choice": "follow"}).status_code == 302
    move.refresh_from_db()
    assert (move.choice, move.groups_after) == ("follow", [6])


def test_once_begun_no_exception_is_made(cast, turn, client):
    turnover = turn()
    move = turnover.moves.get(membership__user=cast.samira)
    client.force_login(cast.fatima)
    assert client.post(f"{YEAR}ouders/{move.pk}/", {"choice": "skip"}).status_code == 403


@pytest.fixture
def told(cast):
    """``{verb: names}`` of the notices about the school year."""

    def ask():
        heard = {}
        for person in type(cast.fatima).objects.all():
            for notice in person.notifications.all():
                heard.setdefault(notice.kind.removeprefix("networks."), set()).add(
                    person.first_name.lower()
                )
        return heard

    return ask


def test_who_hears_what(cast, turn, undo, told):
    turnover = turn()
    assert told() == {
        "turnover_prepared": {"emre"},
        "turnover_finished": {"fatima", "emre"},
        "said_goodbye": {"marieke", "amal", "dirk"},
        "role_asked": {"fatima", "emre", "naima", "marieke"},
    }
    asked = cast.naima.notifications.get(kind="networks.role_asked")
    assert "Gaat u door met uw taak?" in asked.words
    undo(turnover)
    assert told()["turnover_undone"] == {"emre", "marieke", "amal", "dirk"}


def test_alumni_read_on_until_october(cast, turn, client):
    turn()
    client.force_login(cast.marieke)
    assert "1 oktober 2027" in client.get(f"{YEAR}afscheid/").content.decode()
    with time_machine.travel("2027-09-30 12:00+02:00", tick=False):
        let_alumni_go()
        assert cast.lindeboom.membership_of(cast.marieke)
    with time_machine.travel("2027-10-01 12:00+02:00", tick=False):
        let_alumni_go()
    assert cast.lindeboom.membership_of(cast.marieke) is None
    assert cast.lindeboom.membership_of(cast.samira)


def test_who_says_so_stays(cast, turn, client):
    turn()
    client.force_login(cast.marieke)
    assert client.post(f"{YEAR}blijf/").url == "/netwerk/de-lindeboom/"
    with time_machine.travel("2027-10-02 12:00+02:00", tick=False):
        let_alumni_go()
    assert cast.lindeboom.membership_of(cast.marieke)
    assert cast.lindeboom.membership_of(cast.amal) is None


def test_the_last_moderator_is_not_let_go(cast, turn):
    cast.lindeboom.memberships.filter(user=cast.fatima).update(groups=[8])
    turn()
    cast.lindeboom.memberships.filter(user=cast.emre).update(moderates=False)
    with time_machine.travel("2027-10-02 12:00+02:00", tick=False):
        let_alumni_go()
    assert cast.lindeboom.membership_of(cast.fatima)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2027, 7, 15), date(2027, 10, 1)),
        (date(2027, 9, 3), date(2027, 10, 1)),
        (date(2027, 9, 4), date(2028, 10, 1)),
        (date(2027, 12, 20), date(2028, 10, 1)),
    ],
)
def test_nobody_has_less_than_four_weeks(since, until):
    assert Membership(alumnus_since=since).alumnus_until == until


@pytest.mark.parametrize("number", [3, 300])
def test_the_pages_cost_the_same_however_many_parents(
    cast, year, client, number, django_assert_num_queries
):
    for n in range(number):
        cast.lindeboom.memberships.create(user=make_user(f"ouder{n}"), groups=[n % 8 + 1])
    Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    client.force_login(cast.emre)
    client.get(YEAR)
    with django_assert_num_queries(TRIAL_QUERIES):
        client.get(YEAR)
    with django_assert_num_queries(PARENTS_QUERIES):
        client.get(f"{YEAR}ouders/")


TRIAL_QUERIES = 12
PARENTS_QUERIES = 11


def test_progress_is_shown_and_asked_again(cast, year, client):
    turnover = Turnover.objects.prepare(cast.lindeboom, by=cast.fatima)
    Turnover.objects.filter(pk=turnover.pk).update(started_at=timezone.now(), done=3, total=8)
    client.force_login(cast.fatima)
    page = client.get(YEAR).content.decode()
    assert '<progress class="on-progress" value="3" max="8"' in page
    assert '<meta http-equiv="refresh" content="5">' in page
    assert 'hx-trigger="every 2s"' in client.get(f"{YEAR}stand/").content.decode()


def test_without_a_trial_there_is_nothing_to_agree_with(cast, client):
    client.force_login(cast.emre)
    assert client.get(YEAR).status_code == 200
    assert client.post(f"{YEAR}akkoord/").status_code == 404
    assert client.get(f"{YEAR}proef.csv").status_code == 404
