from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import SchoolPage
from cms.portal import open_portal
from community.activity.models import Event
from tests.factories import make_school


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
