"""What parents want to talk about: wished for, backed, merged, planned, and told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.access import can
from community.moderation.models import Case
from ouderkamer.board import Board
from ouderkamer.models import Theme
from ouderkamer.models.theme import Backing
from ouderkamer.tasks import tell_placings
from tests.conftest import LINDEBOOM
from tests.factories import make_gathering, make_series
from tests.recordings import voice

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
PLANNERS = {"fatima", "emre", "marieke", "karin"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


@pytest.fixture
def series(cast):
    """Every Monday, seen by the school too, not in the Christmas holiday."""
    series = make_series(cast.lindeboom, "2026-11-30", audience="everyone", region="noord")
    series.extend(NOON.date() + timedelta(weeks=8))
    return series


@pytest.fixture
def wish(cast):
    """A theme that ``people`` want; those without a name told it at the gate."""

    def make(title="Schermtijd", people=("samira", "emre", "fatima"), gate=2):
        by = getattr(cast, people[0])
        theme = Theme.objects.suggest(cast.lindeboom, title, by=by)
        for name in people[1:]:
            theme.back(by=getattr(cast, name))
        for _each in range(gate):
            theme.back(by=cast.naima, channel="gate")
        return theme

    return make


@pytest.fixture
def send(client, cast):
    def post(view, *keys, by=cast.marieke, **sent):
        client.force_login(by)
        return client.post(reverse(f"ouderkamer:{view}", args=[cast.lindeboom.slug, *keys]), sent)

    return post


def backers(theme):
    return Theme.objects.for_listing(None).get(pk=theme.pk).backers


def told(names, verb):
    kind = f"ouderkamer.{verb}"
    return names(lambda p: p.is_authenticated and p.notifications.filter(kind=kind).exists())


def test_every_member_wishes_for_a_theme(cast, names, send):
    def wishes(person):
        return (
            person.is_authenticated and send("themes", by=person, title="Slapen").status_code == 302
        )

    assert names(wishes) == LINDEBOOM
    assert names(lambda person: can(person, "ouderkamer.suggest", cast.lindeboom)) == LINDEBOOM


def test_a_wish_without_words_is_a_sentence_and_keeps_the_rest(cast, send):
    answer = send("themes", by=cast.samira, title="", note="Hoeveel uur mag?")

    assert answer.status_code == 422
    assert "Schrijf waar u over wilt praten." in answer.content.decode()
    assert "Hoeveel uur mag?" in answer.content.decode()


def test_a_wish_may_be_spoken_and_is_heard_by_who_sees_it(cast, client, names, send):
    send("themes", by=cast.samira, title="", files=voice())

    theme = Theme.objects.get()
    recording = theme.recordings.get()
    assert (theme.title, recording.kind, recording.owner) == ("Een gesproken wens", "voice", None)

    def hears(person):
        if not person.is_authenticated:
            return False
        client.force_login(person)
        return client.get(recording.get_absolute_url()).status_code == 200

    assert names(hears) == LINDEBOOM
    client.force_login(cast.emre)
    shown = client.get(reverse("ouderkamer:themes", args=[cast.lindeboom.slug])).content.decode()
    assert f'src="{recording.get_absolute_url()}"' in shown


def test_only_a_recording_goes_with_a_wish(cast, send):
    paper = SimpleUploadedFile("brief.txt", b"Hallo", "text/plain")

    assert send("themes", by=cast.samira, title="Slapen", files=paper).status_code == 422
    assert not Theme.objects.exists()


def test_a_contact_parent_passes_on_the_wish_of_a_parent_without_a_name(cast, client, send):
    send("themes", by=cast.naima, title="Pesten", channel="phone")
    send("themes", by=cast.samira, title="Slapen", channel="phone")  # it is her own

    passed, own = Theme.objects.get(title="Pesten"), Theme.objects.get(title="Slapen")
    assert (passed.suggested_by, passed.passed_on_by, backers(passed)) == (None, cast.naima, 1)
    assert (own.suggested_by, own.channel) == (cast.samira, "")
    client.force_login(cast.emre)
    shown = client.get(reverse("ouderkamer:themes", args=[cast.lindeboom.slug])).content.decode()
    assert "Voorstel van een ouder, telefoon" in shown
    assert "Voorstel van Samira" in shown


def test_a_shielded_parent_is_not_named_with_her_wish(cast, client):
    Theme.objects.suggest(cast.lindeboom, "Slapen", by=cast.amal)
    client.force_login(cast.emre)

    shown = client.get(reverse("ouderkamer:themes", args=[cast.lindeboom.slug])).content.decode()

    assert "Slapen" in shown
    assert "Amal" not in shown


def test_a_parent_backs_once_and_takes_it_back(cast, wish, send):
    theme = wish(people=("samira",), gate=0)

    send("back", theme.pk, by=cast.emre)
    send("back", theme.pk, by=cast.emre)
    assert backers(theme) == 2
    send("back", theme.pk, by=cast.emre, off="true")
    assert backers(theme) == 1


def test_nobody_from_elsewhere_sees_or_backs_it(cast, names, wish, send):
    theme = wish()

    assert names(lambda p: Theme.objects.visible_to(p).filter(pk=theme.pk).exists()) == LINDEBOOM
    assert send("back", theme.pk, by=cast.bart).status_code == 404
    assert names(lambda person: can(person, "ouderkamer.back", theme)) == LINDEBOOM


def test_the_board_is_for_planners(cast, names, client):
    def opens(person):
        if not person.is_authenticated:
            return False
        client.force_login(person)
        return (
            client.get(reverse("ouderkamer:board", args=[cast.lindeboom.slug])).status_code == 200
        )

    assert names(opens) == PLANNERS


def test_the_board_shows_empty_dates_and_themes_with_enough_backing(cast, series, wish):
    many = wish("Schermtijd", ("samira", "emre", "fatima", "naima"), gate=2)
    enough = wish("Pesten", gate=2)
    wish("Slapen", gate=1)
    gone = wish("Geld", gate=2)
    gone.put_aside("Was in oktober.", by=cast.marieke)
    series.gatherings.get(series_day="2026-12-07").hold(gone, by=cast.marieke)
    make_gathering(cast.lindeboom, "Los", audience="everyone")

    board = Board(cast.lindeboom, cast.karin)

    assert board.themes == [many, enough]
    days = ["2026-11-30", "2026-12-14", "2027-01-04", "2027-01-11", "2027-01-18"]
    assert [f"{one.series_day}" for one in board.holes] == days
    assert [one.title for one in board.ready] == ["Los", "Geld"]
    assert [(f"{one.day}", one.why) for one in board.free_days] == [
        *(("2026-12-21", "kerstvakantie"), ("2026-12-28", "kerstvakantie")),
    ]


def test_an_empty_board_says_what_to_do(cast, client):
    client.force_login(cast.marieke)

    shown = client.get(reverse("ouderkamer:board", args=[cast.lindeboom.slug])).content.decode()

    assert "Er is nog geen thema met 5 ouders. Vraag het aan tafel." in shown


@pytest.fixture
def monday(series):
    return series.gatherings.get(series_day="2026-12-07")


def test_a_theme_is_put_on_a_date_and_taken_off_again(client, cast, wish, send, monday):
    theme = wish()

    placed = send("place", monday.pk, theme=theme.pk)

    monday.refresh_from_db()
    assert (monday.theme, monday.title, monday.own) == (theme, "Schermtijd", ["intro", "title"])
    assert placed.url.endswith(f"#date-{monday.pk}")
    shown = client.get(placed.url).content.decode()
    assert "Schermtijd staat op maandag 7 december." in shown
    assert "Maak ongedaan" in shown

    send("lift", monday.pk)
    monday.refresh_from_db()
    assert (monday.theme, monday.title, monday.own) == (None, "Koffieochtend", [])
    assert Theme.objects.open().get() == theme


def test_without_a_theme_nothing_is_placed(send, monday):
    answer = send("place", monday.pk, theme="")

    assert answer.status_code == 422
    assert "Kies een thema." in answer.content.decode()


def test_two_themes_swap_only_when_that_is_wanted(cast, wish, send, series, monday):
    first, second = wish("Schermtijd"), wish("Pesten")
    other = series.gatherings.get(series_day="2026-12-14")
    monday.hold(first, by=cast.marieke)
    other.hold(second, by=cast.marieke)

    refused = send("place", monday.pk, theme=second.pk)

    assert refused.status_code == 422
    assert "Er staat al een thema. Wilt u wisselen?" in refused.content.decode()
    monday.refresh_from_db()
    assert monday.theme == first

    send("place", monday.pk, theme=second.pk, swap="true")
    monday.refresh_from_db()
    other.refresh_from_db()
    assert (monday.theme, other.theme, other.title) == (second, first, "Schermtijd")


def test_a_theme_goes_to_one_date_only(cast, wish, series, monday):
    theme, other = wish(), series.gatherings.get(series_day="2026-12-14")
    monday.hold(theme, by=cast.marieke)

    other.hold(theme, by=cast.marieke)

    assert list(theme.gatherings.all()) == [other]
    monday.refresh_from_db()
    assert monday.title == "Koffieochtend"


def test_no_theme_goes_on_a_holiday(cast, wish, send, series):
    theme = wish()

    refused = send("place_on", theme.pk, on="free-2026-12-21")

    assert refused.status_code == 422
    assert "Op deze maandag is het kerstvakantie." in refused.content.decode()
    assert not theme.gatherings.exists()
    assert send("place_on", theme.pk, on="").status_code == 422
    assert send("place_on", theme.pk, on="99999").status_code == 422


def test_from_the_theme_one_chooses_the_day(wish, send, monday):
    theme = wish()

    assert send("place_on", theme.pk, on=monday.pk).status_code == 302
    assert list(theme.gatherings.all()) == [monday]


def test_who_wanted_it_hears_when_it_can_no_longer_be_undone(
    cast, names, wish, monday, clock, django_capture_on_commit_callbacks
):
    monday.hold(wish(), by=cast.marieke)
    with django_capture_on_commit_callbacks(execute=True):
        tell_placings()
    assert told(names, "theme_planned") == set()

    clock.move_to(NOON + timedelta(minutes=10))
    with django_capture_on_commit_callbacks(execute=True):
        tell_placings()
        tell_placings()

    assert told(names, "theme_planned") == {"samira", "emre", "fatima"}
    assert cast.samira.notifications.filter(kind="ouderkamer.theme_planned").count() == 1


def test_a_theme_that_was_undone_is_told_to_nobody(cast, names, wish, monday, clock):
    monday.hold(wish(), by=cast.marieke)
    monday.refresh_from_db()
    monday.lift(by=cast.marieke)
    clock.move_to(NOON + timedelta(hours=1))
    tell_placings()

    assert told(names, "theme_planned") == set()


def test_doubles_are_merged_and_nobody_counts_twice(cast, wish, send, monday):
    kept = wish("Schermtijd", ("samira", "emre"), gate=1)
    double = wish("Telefoons", ("emre", "fatima"), gate=1)
    monday.hold(double, by=cast.marieke)

    send("merge", double.pk, into=kept.pk)

    people = (
        Backing.objects.filter(theme=kept).exclude(person=None).values_list("person", flat=True)
    )
    assert sorted(people) == sorted([cast.samira.pk, cast.emre.pk, cast.fatima.pk])
    assert backers(kept) == 5
    monday.refresh_from_db()
    assert monday.theme == kept
    assert list(Theme.objects.own()) == [kept]


def test_a_theme_is_not_merged_with_itself_or_with_one_from_elsewhere(cast, wish, send):
    theme = wish()
    elsewhere = Theme.objects.suggest(cast.kompas, "Slapen", by=cast.bart)

    for into in (theme.pk, elsewhere.pk, ""):
        assert send("merge", theme.pk, into=into).status_code == 422
    for other in (theme, elsewhere):
        with pytest.raises(ValidationError):
            theme.merge(other, by=cast.marieke)


def test_not_now_is_said_with_a_reason_and_can_be_taken_back(
    cast, names, wish, send, django_capture_on_commit_callbacks
):
    theme = wish()
    assert send("put_aside", theme.pk, reason="").status_code == 422

    with django_capture_on_commit_callbacks(execute=True):
        send("put_aside", theme.pk, reason="Was in oktober.")

    assert told(names, "theme_put_aside") == {"samira", "emre", "fatima"}
    assert not Theme.objects.open().exists()
    send("take_up", theme.pk)
    assert Theme.objects.open().get() == theme


@pytest.mark.parametrize("name", ["place_on", "merge", "put_aside", "take_up"])
def test_only_planners_do_this(names, wish, send, name):
    theme = wish()

    def may(person):
        return person.is_authenticated and send(name, theme.pk, by=person).status_code in (302, 422)

    assert names(may) == PLANNERS


def test_decisions_are_written_down_with_a_name(cast, send, client):
    assert send("decide", text="").status_code == 422

    answer = send("decide", text="Juf Sanne regelt de opvang.")

    shown = client.get(answer.url).content.decode()
    assert "Juf Sanne regelt de opvang." in shown
    assert "Marieke" in shown


def test_parents_who_come_often_may_be_asked_and_shielded_ones_are_not_named(cast):
    for week in range(1, 5):
        past = make_gathering(cast.lindeboom, starts_at=NOON - timedelta(weeks=week))
        for name in ("samira", "amal", "marieke"):
            past.sign_ups.create(person=getattr(cast, name), answer="yes", seat="held")
        if week < 4:
            past.sign_ups.create(person=cast.emre, answer="yes", seat="held")

    board = Board(cast.lindeboom, cast.marieke)

    assert [membership.user for membership in board.regulars] == [cast.samira]
    assert Board(cast.lindeboom, cast.karin).regulars == []  # staff see only who holds a role
    assert not cast.lindeboom.membership_of(cast.samira).hosts


# --- reported ---------------------------------------------------------------------------------


def test_a_wish_is_reported_and_hidden_through_every_door(client, cast, wish):
    theme = wish("Meester Jan moet weg", people=("samira", "emre", "fatima", "naima", "marieke"))
    report = reverse("moderation:report", args=[cast.lindeboom.slug, "onderwerp", theme.pk])
    themes = reverse("ouderkamer:themes", args=[cast.lindeboom.slug])
    client.force_login(cast.samira)
    assert report not in client.get(themes).text  # her own
    assert client.post(report, {"concern": "person"}).status_code == 403
    client.force_login(cast.marieke)
    assert report in client.get(themes).text
    client.post(report, {"concern": "person"})

    case = Case.objects.get()
    assert (case.words, case.where) == ("Meester Jan moet weg", "Meester Jan moet weg")
    case.choose("hide", rule="Aardig", reason="Met een naam.", by=cast.emre)
    for person in (cast.samira, cast.marieke, cast.fatima, cast.karin):
        client.force_login(person)
        assert "Meester Jan" not in client.get(themes).text
    assert "Meester Jan" not in {one.title for one in Board(cast.lindeboom, cast.fatima).themes}
    assert not Theme.objects.wanted_at(cast.lindeboom.school).exists()
    client.force_login(cast.samira)
    assert (
        client.post(reverse("ouderkamer:back", args=[cast.lindeboom.slug, theme.pk])).status_code
        == 404
    )
    told = client.get(case.told_url).text
    assert "Met een naam." in told

    case.ask_again(by=cast.samira)
    case.choose("leave", rule="", reason="Dit mag.", by=cast.fatima)
    assert "Meester Jan" in client.get(themes).text
