from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import SchoolPage, ThemePage
from cms.portal import open_portal
from community.activity.models import Event
from tests.cms.test_editors import add_theme, typed
from tests.factories import make_school, make_theme


def test_opening_gives_a_school_its_page_group_and_collection(cast, schools):
    group = Group.objects.get(name="School: De Lindeboom (99ZZ01)")
    collection = Collection.objects.get(name="School: De Lindeboom (99ZZ01)")

    assert schools.lindeboom.live
    assert schools.lindeboom.address == "/scholen/de-lindeboom/"
    assert list(group.user_set.all()) == [cast.karin]
    assert {
        (row.page_id, row.permission.codename)
        for row in GroupPagePermission.objects.filter(group=group)
    } == {(schools.lindeboom.pk, f"{verb}_page") for verb in ("add", "change", "publish")}
    assert {
        (row.collection, row.permission.codename)
        for row in GroupCollectionPermission.objects.filter(group=group)
    } == {
        (collection, f"{verb}_{kind}")
        for verb in ("add", "change", "choose")
        for kind in ("image", "document")
    }


def test_opening_again_only_adds_editors(cast, schools):
    again = open_portal(cast.lindeboom.school, by=cast.beheer, editors=[cast.marieke])

    assert again == schools.lindeboom
    assert SchoolPage.objects.count() == 2
    assert Group.objects.count() == 2
    assert Collection.objects.count() == 3  # with the root
    assert set(Group.objects.get(name__contains="99ZZ01").user_set.all()) == {
        cast.karin,
        cast.marieke,
    }


def test_a_renamed_school_keeps_its_group(cast, schools):
    school = cast.lindeboom.school
    school.name = "De Grote Lindeboom"
    school.save()

    open_portal(school, by=cast.beheer)

    assert Group.objects.count() == 2


def test_two_schools_with_one_name_get_two_addresses(cast, schools):
    twin = open_portal(make_school("De Lindeboom", "99ZZ09"), by=cast.beheer)

    assert twin.address == "/scholen/de-lindeboom-99zz09/"


def test_the_moderators_of_the_network_hear_of_it(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        open_portal(cast.lindeboom.school, by=cast.karin)

    heard = {
        name
        for name in ("samira", "fatima", "emre", "naima", "karin", "joost", "bart")
        if getattr(cast, name).notifications.exists()
    }
    assert heard == {"fatima", "emre"}
    notice = cast.fatima.notifications.get()
    assert notice.url == "/scholen/de-lindeboom/"
    assert "De Lindeboom" in notice.words


@pytest.mark.django_db
def test_a_school_without_a_network_gets_a_page_and_no_event():
    open_portal(make_school(), by=None)

    assert not Event.objects.exists()


@pytest.mark.django_db
def test_an_operator_opens_a_page_from_the_command_line():
    make_school()
    out = StringIO()

    call_command("open_portal", "99zz01", "--editor", "juf@voorbeeld.test", stdout=out)

    assert out.getvalue() == "De Lindeboom: /scholen/de-lindeboom/\n"
    assert [u.email for u in Group.objects.get().user_set.all()] == ["juf@voorbeeld.test"]
    with pytest.raises(CommandError):
        call_command("open_portal", "00XX00")


def test_opening_makes_the_way_past_an_editor(schools):
    workflow = schools.lindeboom.get_workflow()
    task = workflow.tasks.get().specific

    assert [group.name for group in task.groups.all()] == ["School: De Lindeboom (99ZZ01)"]
    assert schools.kompas.get_workflow() != workflow


def test_a_new_editor_gets_a_letter_and_no_second_one(
    cast, schools, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            open_portal(cast.lindeboom.school, by=cast.beheer, editors=[cast.marieke])

    letter = mail.outbox[0]
    assert [one.to for one in mail.outbox] == [["marieke@voorbeeld.test"]]
    assert letter.subject == "U kunt schrijven op de pagina van De Lindeboom"
    assert "/cms/" in letter.body


def test_what_a_writer_makes_waits_for_an_editor(client, cast, schools):
    open_portal(cast.lindeboom.school, by=cast.beheer, writers=[cast.naima])
    client.force_login(cast.naima)
    add_theme(client, schools.lindeboom, **{"action-publish": "1"})
    theme = ThemePage.objects.get()
    assert not theme.live

    client.post(
        reverse("wagtailadmin_pages:edit", args=[theme.pk]),
        {**typed("Een thema"), "action-submit": "1"},
    )
    state = theme.current_workflow_task_state
    client.force_login(cast.karin)
    assert "Een thema" in client.get("/cms/").text
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[theme.pk, "approve", state.pk]), {}
    )

    assert ThemePage.objects.get().live


def test_an_editor_of_another_school_does_not_approve_it(client, cast, schools):
    open_portal(cast.lindeboom.school, by=cast.beheer, writers=[cast.naima])
    theme = make_theme(schools.lindeboom, live=False)
    theme.get_workflow().start(theme, cast.naima)
    state = theme.current_workflow_task_state
    client.force_login(cast.ruud)

    address = reverse("wagtailadmin_pages:workflow_action", args=[theme.pk, "approve", state.pk])
    assert client.post(address).status_code == 404
    assert not ThemePage.objects.get().live


@pytest.mark.django_db
def test_many_pages_are_made_at_once_and_again_only_what_is_missing():
    make_school()
    make_school("Het Kompas", "99ZZ02", municipality="AMSTERDAM")
    make_school("Elders", "99ZZ03", place="UTRECHT")
    out = StringIO()

    call_command("open_portals", "--town", "Amsterdam", stdout=out)
    call_command("open_portals", "--town", "Amsterdam", stdout=out)

    assert [page.title for page in SchoolPage.objects.order_by("title")] == [
        "De Lindeboom",
        "Het Kompas",
    ]
    assert "2 pages made." in out.getvalue()
    assert "Every school has its page already." in out.getvalue()


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.mark.django_db
def test_a_bar_grows_on_a_terminal_and_a_log_is_spared():
    for n in range(3):
        make_school(f"School {n}", f"99ZY0{n}")
    terminal, log = Terminal(), StringIO()

    call_command("open_portals", stdout=StringIO(), stderr=terminal)
    make_school("School 4", "99ZY04")
    call_command("open_portals", stdout=StringIO(), stderr=log)

    assert [one[-3:] for one in terminal.getvalue().split("\r")[1:]] == ["1/3", "2/3", "3/3"]
    assert f"[{'#' * 30}] 3/3" in terminal.getvalue()
    assert log.getvalue() == ""
