"""Editors write on the page of their own school; everybody else stays out."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import ThemePage
from tests.cms.conftest import files_of
from tests.factories import make_theme

STREAMS = ("contacts", "promises", "expects", "complaint", "papers")


def typed(title, *, body=(), **fields):
    """What the page editor of the browser sends for a theme."""
    blocks = {"body-count": str(len(body))}
    for n, (kind, values) in enumerate(body):
        blocks |= {f"body-{n}-type": kind, f"body-{n}-order": str(n), f"body-{n}-deleted": ""}
        blocks |= {f"body-{n}-value-{name}": value for name, value in values.items()}
    return {
        "title": title,
        "slug": "een-thema",
        "teaser": "",
        "intro": "Tien minuten is genoeg.",
        "tone": "mint",
        "icon": "book",
        "change_size": "minor",
        **blocks,
        **fields,
    }


def add_theme(client, portal, **data):
    address = reverse("wagtailadmin_pages:add", args=["cms", "themepage", portal.pk])
    return client.post(address, typed("Een thema", **data))


def test_an_editor_publishes_a_theme_and_everybody_can_read_it(client, cast, schools):
    client.force_login(cast.karin)
    add_theme(client, schools.lindeboom, **{"action-publish": "1"})
    client.logout()

    page = client.get("/scholen/de-lindeboom/een-thema/")

    assert page.status_code == 200
    assert "Tien minuten is genoeg." in page.text
    assert [t.title for t in schools.lindeboom.live_themes()] == ["Een thema"]


def test_a_draft_is_absent_for_everybody_outside_the_admin(client, cast, names, schools):
    client.force_login(cast.karin)
    add_theme(client, schools.lindeboom)
    draft = ThemePage.objects.get()

    def reads(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get(draft.address).status_code != 404

    assert names(reads) == set()


def test_a_theme_can_wait_for_its_day(client, cast, schools):
    client.force_login(cast.karin)
    day = timezone.localtime() + timedelta(days=3)

    add_theme(
        client,
        schools.lindeboom,
        **{"action-publish": "1", "go_live_at": day.strftime("%Y-%m-%d %H:%M")},
    )

    theme = ThemePage.objects.get()
    assert (theme.live, theme.approved_schedule) == (False, True)


@pytest.mark.parametrize("alt", ["", "Een boekenkast"])
def test_a_picture_needs_words_for_who_cannot_see_it(client, cast, schools, alt):
    image = files_of(schools.lindeboom, "Lindeboom").image
    client.force_login(cast.karin)
    picture = {"image": str(image.pk), "alt": alt, "caption": ""}

    add_theme(client, schools.lindeboom, body=[("picture", picture)], **{"action-publish": "1"})

    assert ThemePage.objects.live().count() == (1 if alt else 0)


def test_a_picture_of_another_school_cannot_be_slipped_in(client, cast, schools):
    image = files_of(schools.kompas, "Kompas").image
    client.force_login(cast.karin)
    picture = {"image": str(image.pk), "alt": "Een boekenkast", "caption": ""}

    answer = add_theme(client, schools.lindeboom, body=[("picture", picture)])

    assert not ThemePage.objects.exists()
    assert "Kompas" not in answer.content.decode()


def test_which_school_it_is_cannot_be_typed(client, cast, schools):
    client.force_login(cast.karin)
    address = reverse("wagtailadmin_pages:edit", args=[schools.lindeboom.pk])
    data = {
        "title": "De Lindeboom",
        "intro": "Welkom.",
        "school": cast.kompas.school.pk,
        "change_size": "minor",
    }
    streams = {f"{name}-count": "0" for name in STREAMS}

    client.post(address, {**data, **streams, "action-publish": "1"})

    schools.lindeboom.refresh_from_db()
    assert schools.lindeboom.intro == "Welkom."
    assert schools.lindeboom.school == cast.lindeboom.school


def test_the_page_of_a_school_cannot_be_thrown_away_by_its_editor(client, cast, schools):
    client.force_login(cast.karin)
    key = schools.lindeboom.pk

    client.post(reverse("wagtailadmin_pages:delete", args=[key]))
    client.post(reverse("wagtailadmin_pages:unpublish", args=[key]))
    for action in ("delete", "unpublish"):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        client.post(f"{bulk}?id={key}")

    assert Page.objects.filter(pk=key, live=True).exists()


def test_an_editor_throws_away_a_theme(client, cast, schools):
    theme = make_theme(schools.lindeboom)
    client.force_login(cast.karin)

    client.post(reverse("wagtailadmin_pages:delete", args=[theme.pk]))

    assert not ThemePage.objects.exists()


def test_editors_and_operators_enter_and_nobody_else(client, cast, names, schools):
    def enters(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client.get("/cms/").status_code == 200

    assert names(enters) == {"karin", "ruud", "beheer"}


def test_a_parent_is_told_in_words_and_a_visitor_may_sign_in(client, cast, schools):
    assert client.get("/cms/").headers["Location"] == "/account/inloggen/?next=/cms/"

    client.force_login(cast.samira)
    refusal = client.get("/cms/")

    assert refusal.status_code == 403
    assert "<h1" in refusal.text


def test_wagtails_own_form_with_a_password_is_not_there(client, cast):
    assert client.get("/cms/login/").headers["Location"] == "/account/inloggen/"
    assert client.get("/cms/password_reset/").status_code in (302, 404)


def test_an_editor_sees_what_is_theirs_in_the_menu(client, cast, schools):
    client.force_login(cast.karin)

    props = client.get("/cms/").text.split('id="wagtail-sidebar-props"')[1].split("</script>")[0]
    menu = json.dumps(json.loads(props.split(">", 1)[1]))

    assert "/cms/images/" in menu
    assert [word for word in ("/cms/users/", "/cms/reports/", "/cms/groups/") if word in menu] == []
