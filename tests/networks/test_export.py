"""A network takes along what its members see: all of that, and nothing else."""

import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
import time_machine
from django.utils import timezone

from community.activity.models import Event
from networks.models import Export
from networks.models.export import PATIENCE, folder, make
from networks.models.network import Audience
from networks.panels import Sheet
from tests.factories import (
    make_forum,
    make_gathering,
    make_messages,
    make_room,
    make_series,
    make_topic,
    make_user,
)

PAGE = "/netwerk/de-lindeboom/instellingen/meenemen/"


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def ask(cast, django_capture_on_commit_callbacks):
    """Ask for an export, let the worker do it, and return it as it is then."""

    def run(by, network=None):
        with django_capture_on_commit_callbacks(execute=True):
            export = Export.objects.ask(network or cast.lindeboom, by=by)
        export.refresh_from_db()
        return export

    return run


def read(export):
    """``{path: parsed JSON}``, and everything as one text."""
    with ZipFile(export.file) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    parsed = {name: json.loads(text) for name, text in texts.items() if name.endswith(".json")}
    return parsed, "\n".join(texts.values())


@pytest.fixture
def said(cast):
    """Something of everything in De Lindeboom, and as much that must not come along."""
    lindeboom, kompas = cast.lindeboom, cast.kompas
    cast.samira.mobile = "+31612345678"
    cast.samira.save()
    forum = make_forum(lindeboom)
    topic = make_topic(forum, cast.samira, title="Winterjas gezocht", text="Maat 128.")
    topic.reply("Ik heb er een.", by=cast.amal)
    topic.reply("HIDDEN-POST", by=cast.emre).hide("Onaardig.", by=cast.fatima)
    topic.reply("TAKEN-BACK-POST", by=cast.emre).take_back(by=cast.emre)
    hidden = make_topic(forum, cast.emre, title="HIDDEN-TITLE", text="HIDDEN-FIRST")
    hidden.posts.get().hide("Onaardig.", by=cast.fatima)
    parents = make_room(lindeboom, "Alle ouders")
    parents.say("Tot morgen. PARENTS-ONLY", by=cast.samira)
    parents.say("HIDDEN-MESSAGE", by=cast.emre).hide("Onaardig.", by=cast.fatima)
    parents.say("TAKEN-BACK-MESSAGE", by=cast.emre).take_back(by=cast.emre)
    both = make_room(lindeboom, "Met school", audience=Audience.EVERYONE)
    both.say("Welkom van school.", by=cast.karin)
    make_series(lindeboom, timezone.localdate())
    date = make_gathering(lindeboom, "Koffie en lezen")
    date.answer("yes", by=cast.samira, adults=2, interpreter="ar")
    make_topic(make_forum(kompas), cast.bart, title="OTHER-TITLE", text="OTHER-POST")
    make_room(kompas, "OTHER-ROOM").say("OTHER-MESSAGE", by=cast.bart)
    make_gathering(kompas, "OTHER-DATE")


NEVER = (
    *("HIDDEN-POST", "TAKEN-BACK-POST", "HIDDEN-TITLE", "HIDDEN-FIRST", "HIDDEN-MESSAGE"),
    *("TAKEN-BACK-MESSAGE", "OTHER-", "@voorbeeld.test", "612345678", "Amal", "Kompas"),
)


def test_all_that_members_see_comes_along(cast, said, ask):
    files, _text = read(ask(cast.fatima))
    assert set(files) == {
        *("network.json", "members.json", "agenda/series.json", "agenda/gatherings.json"),
        *("conversations/topics.json", "conversations/posts.json"),
        *("chat/rooms.json", "chat/messages.json"),
    }
    assert [(t["title"], t["by"]) for t in files["conversations/topics.json"]] == [
        ("Winterjas gezocht", "Samira"),
        ("Weggehaald gesprek", "Emre"),
    ]
    assert [(p["text"], p["by"]) for p in files["conversations/posts.json"]] == [
        ("Maat 128.", "Samira"),
        ("Ik heb er een.", "Een ouder"),
    ]
    assert [r["name"] for r in files["chat/rooms.json"]] == ["Alle ouders", "Met school"]
    assert [(m["text"], m["by"]) for m in files["chat/messages.json"]] == [
        ("Tot morgen. PARENTS-ONLY", "Samira"),
        ("Welkom van school.", "Karin"),
    ]
    assert [s["title"] for s in files["agenda/series.json"]] == ["Koffieochtend"]
    dates = files["agenda/gatherings.json"]
    assert [(d["title"], d["coming"]) for d in dates] == [("Koffie en lezen", 2)]
    assert not {"sign_ups", "by", "person"} & set(dates[0])


def test_members_come_along_by_first_name_and_the_shielded_as_a_number(cast, ask):
    files, _text = read(ask(cast.fatima))
    assert files["members.json"] == [
        {"name": "Fatima", "role": "Moderator"},
        {"name": "Samira", "role": ""},
        {"name": "Emre", "role": "Moderator"},
        {"name": "Naima", "role": "Contact-ouder"},
        {"name": "Marieke", "role": "Ouderkamer"},
        {"name": "Karin", "role": "School"},
    ]
    about = files["network.json"][0]
    assert about["name"] == about["school"] == "De Lindeboom"
    assert about["rules"] == ["Wij zijn aardig.", "Wij noemen geen namen van kinderen."]
    assert (about["members_with_a_name"], about["members_without_a_name"]) == (6, 1)


def test_nothing_hidden_foreign_or_private_comes_along(cast, said, ask):
    _files, text = read(ask(cast.fatima))
    assert [word for word in NEVER if word in text] == []


def test_staff_who_moderate_take_along_what_staff_see(cast, said, ask):
    cast.lindeboom.memberships.filter(user=cast.karin).update(moderates=True)
    files, text = read(ask(cast.karin))
    assert "PARENTS-ONLY" not in text
    assert "Samira" not in text
    assert [room["name"] for room in files["chat/rooms.json"]] == ["Met school"]
    assert files["conversations/topics.json"] == files["agenda/gatherings.json"] == []


def test_the_same_content_gives_the_same_file(cast, said, ask):
    first, second = ask(cast.fatima), ask(cast.fatima)
    assert first.pk != second.pk
    assert first.file.read_bytes() == second.file.read_bytes()


def test_only_moderators_ask_and_download(cast, said, ask, client, names):
    export = ask(cast.fatima)

    def answers(path, method="get"):
        """``{status: names}``"""
        codes = {}

        def ask_as(person):
            client.logout()
            if person != cast.visitor:
                client.force_login(person)
            name = person.first_name.lower() if person != cast.visitor else "visitor"
            codes.setdefault(getattr(client, method)(path).status_code, set()).add(name)

        names(ask_as)
        return codes

    for path in (PAGE, f"{PAGE}{export.pk}/download/", f"{PAGE}{export.pk}/stand/"):
        assert answers(path) == {
            200: {"fatima", "emre"},
            403: {"samira", "naima", "marieke", "amal", "karin"},
            404: {"bart", "joost", "ruud", "beheer"},
            302: {"visitor"},
        }
    assert answers(f"{PAGE}maak/", "post")[302] == {"fatima", "emre", "visitor"}


def test_staff_who_moderate_do_not_get_the_file_of_a_parent(cast, said, ask, client):
    cast.lindeboom.memberships.filter(user=cast.karin).update(moderates=True)
    export = ask(cast.fatima)
    client.force_login(cast.karin)
    assert client.get(f"{PAGE}{export.pk}/download/").status_code == 404
    assert "download/" not in client.get(PAGE).content.decode()


def test_the_file_of_one_network_does_not_open_under_another(cast, said, ask, client):
    export = ask(cast.fatima)
    client.force_login(cast.bart)
    address = f"/netwerk/het-kompas/instellingen/meenemen/{export.pk}/download/"
    assert client.get(address).status_code == 404


def test_the_file_comes_as_a_file(cast, said, ask, client, settings):
    export = ask(cast.fatima)
    client.force_login(cast.emre)
    answer = client.get(f"{PAGE}{export.pk}/download/")
    day = timezone.localdate()
    assert answer["Content-Disposition"] == f'attachment; filename="de-lindeboom-{day}.zip"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content) == export.file.read_bytes()
    assert str(settings.MEDIA_ROOT) not in str(export.file)
    assert len(export.name) == 40


def test_the_other_moderators_hear_of_it(cast, said, ask):
    ask(cast.fatima)
    event = Event.objects.get(verb="networks.exported")
    assert (event.by, event.network) == (cast.fatima, cast.lindeboom)
    told = {n.recipient for n in event_notices(event)}
    assert told == {cast.emre}
    assert "Fatima" in cast.emre.notifications.get(kind="networks.exported").words


def test_a_shielded_moderator_is_not_named_in_the_notice(cast, ask):
    cast.fatima.introduce(first_name="Fatima", languages=[], shielded=True)
    ask(cast.fatima)
    assert "Fatima" not in cast.emre.notifications.get(kind="networks.exported").words


def event_notices(event):
    people = type(event.by).objects.all()
    return [n for p in people for n in p.notifications.filter(source=event.pk)]


def test_the_page_shows_how_far_it_is_and_asks_again(cast, client):
    export = Export.objects.create(network=cast.lindeboom, asked_by=cast.fatima, done=40, total=90)
    client.force_login(cast.fatima)
    page = client.get(PAGE).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert '<progress class="on-progress" value="40" max="90"' in page
    fragment = client.get(f"{PAGE}{export.pk}/stand/").content.decode()
    assert 'hx-trigger="every 2s"' in fragment
    assert "<main" not in fragment


def test_a_ready_file_is_not_asked_for_again_and_again(cast, ask, client):
    export = ask(cast.fatima)
    client.force_login(cast.fatima)
    assert export.done == export.total > 0
    page = client.get(PAGE).content.decode()
    assert "hx-trigger" not in page
    assert 'http-equiv="refresh"' not in page


def test_asking_twice_makes_one_file(cast):
    first = Export.objects.ask(cast.lindeboom, by=cast.fatima)
    assert Export.objects.ask(cast.lindeboom, by=cast.fatima) == first
    assert Export.objects.ask(cast.lindeboom, by=cast.emre) != first


def test_after_seven_days_the_file_is_gone(cast, ask, client, data_dir):
    export = ask(cast.fatima)
    client.force_login(cast.fatima)
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23), tick=False):
        Export.objects.sweep()
        assert client.get(f"{PAGE}{export.pk}/download/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
        assert client.get(f"{PAGE}{export.pk}/download/").status_code == 404
        Export.objects.sweep()
    assert list(folder().iterdir()) == []


def test_what_a_dead_worker_left_is_given_up(cast, ask):
    export = Export.objects.create(network=cast.lindeboom, asked_by=cast.fatima)
    export.half_file.write_bytes(b"half")
    Export.objects.sweep()
    assert export.half_file.exists()
    Export.objects.update(asked_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    Export.objects.sweep()
    export.refresh_from_db()
    assert export.failed_at
    assert not export.half_file.exists()
    assert Export.objects.ask(cast.lindeboom, by=cast.fatima) != export


def test_who_stopped_moderating_gets_nothing(cast):
    export = Export.objects.create(network=cast.lindeboom, asked_by=cast.fatima)
    cast.lindeboom.memberships.filter(user=cast.fatima).update(moderates=False)
    make.call(export.pk)
    export.refresh_from_db()
    assert export.ready_at is None
    assert not export.file.exists()


def test_an_export_that_fails_says_so_and_leaves_no_file(cast, monkeypatch):
    def broken(network, reader):
        yield {"fine": 1}
        raise OSError("disk full")

    monkeypatch.setattr(
        "networks.models.export.sheets_of", lambda *who: [Sheet("x.json", broken(*who), 2)]
    )
    export = Export.objects.create(network=cast.lindeboom, asked_by=cast.fatima)
    with pytest.raises(OSError, match="disk full"):
        export.make()
    export.refresh_from_db()
    assert export.failed_at
    assert list(folder().iterdir()) == []


@pytest.mark.parametrize("number", [20, 1500])
def test_rows_are_read_a_few_at_a_time(cast, ask, number, django_assert_max_num_queries):
    make_messages(make_room(cast.lindeboom), make_user("dirk"), number)
    with django_assert_max_num_queries(60):
        files, _text = read(ask(cast.fatima))
    assert len(files["chat/messages.json"]) == number
