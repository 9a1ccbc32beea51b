"""Two schools, two editors, every address of the admin: nothing of the other is ever shown.

Matrix rows 62-70 of the access table. The addresses are collected from the running admin, so
a view that a new Wagtail brings is tried from the day it is installed.
"""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms import urls as editors_urls
from cms.gate import OPEN_VIEWS
from cms.models import Suggestion
from tests.cms.conftest import files_of
from tests.factories import make_theme

pytestmark = pytest.mark.slow  # walks every address of the admin

SECRET = "Kompasgeheim"
WORDS = {
    "app_label": "cms",
    "model_name": "themepage",
    "content_type_app_name": "cms",
    "content_type_model_name": "themepage",
    "app_name": "taggit",
    "action_name": "publish",
    "action": "delete",
    "filter_spec": "max-165x165",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "uidb64": "x",
    "token": "x",
    "object_id": "1",
    "kind": "voorstel",
}


def walk(patterns, namespace=""):
    """Pairs of full name and pattern of every address below."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern


ADDRESSES = sorted(
    {
        (name, tuple(pattern.pattern.regex.groupindex))
        for name, pattern in walk(editors_urls.urlpatterns)
    }
)


@pytest.fixture
def foreign(cast, schools):
    """Things of Het Kompas, each with the secret word in its title."""
    files = files_of(schools.kompas, SECRET)
    theme = make_theme(schools.kompas, SECRET, live=False, owner=cast.ruud)
    schools.kompas.title = f"Het {SECRET}"
    schools.kompas.save_revision(user=cast.ruud).publish(user=cast.ruud)
    PageLogEntry.objects.log_action(theme, "wagtail.edit", user=cast.ruud)
    theme.translation_into("ar", by=cast.ruud)
    facts = {"portal": schools.kompas, "network": cast.kompas, "by": cast.bart}
    sent = Suggestion.objects.change(schools.kompas, {"intro": SECRET}, why=SECRET, **facts)
    make_theme(schools.lindeboom, "Eigen thema")
    return SimpleNamespace(
        theme=theme,
        portal=schools.kompas,
        image=files.image,
        document=files.document,
        sent=sent,
    )


def key_for(name, argument, foreign):
    """The foreign key, or harmless word, that fills an argument of an address."""
    if argument in WORDS:
        return WORDS[argument]
    if "images" in name or argument == "image_id":
        return foreign.image.pk
    if "docs" in name or "documents" in name:
        return foreign.document.pk
    if argument == "sent":
        return foreign.sent.pk
    if argument == "revision_id":
        return foreign.theme.latest_revision.pk
    if "users" in name:
        return foreign.theme.owner_id
    if argument == "parent_page_id":
        return foreign.portal.pk
    return foreign.theme.pk


def address_of(name, arguments, foreign):
    return reverse(name, kwargs={a: key_for(name, a, foreign) for a in arguments})


def words_of(answer):
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


def test_no_address_of_the_admin_shows_anything_of_another_school(client, cast, foreign):
    client.force_login(cast.karin)
    client.raise_request_exception = False  # Wagtail breaks on some forms with nothing in them
    keys = [foreign.theme.pk, foreign.portal.pk, foreign.image.pk, foreign.document.pk]
    search = {"q": SECRET[:6], "page_type": "wagtailcore.page", "results": "1"}
    by_script = {"x-requested-with": "XMLHttpRequest"}
    leaks = []

    for name, arguments in ADDRESSES:
        address = address_of(name, arguments, foreign)
        for answer in (
            client.get(address),
            client.get(address, search),
            client.get(address, {**search, "id": keys}, headers=by_script),
            client.get(address, {"childOf": foreign.portal.pk, "collection_id": 1}),
            client.post(address, {"new_parent_page": foreign.portal.pk}),
            client.post(address, {"title": "Van mij", "url": foreign.portal.address}),
        ):
            body = words_of(answer)
            if SECRET in body or cast.ruud.email in body:
                leaks.append((name, answer.request["REQUEST_METHOD"], answer.status_code))

    assert leaks == []


def test_nothing_of_the_other_school_was_changed_by_trying(client, cast, foreign):
    client.force_login(cast.karin)
    client.raise_request_exception = False

    for name, arguments in ADDRESSES:
        client.post(address_of(name, arguments, foreign), {"title": "Van mij"})

    for thing in (foreign.theme, foreign.portal, foreign.image, foreign.document):
        thing.refresh_from_db()
        assert SECRET in thing.title
    foreign.sent.refresh_from_db()
    assert (foreign.theme.live, foreign.portal.live, foreign.sent.is_waiting) == (False, True, True)
    assert foreign.portal.get_children().count() == 2


def test_the_operator_does_see_them_so_the_test_above_could_fail(client, cast, foreign):
    client.force_login(cast.beheer)
    seen = {
        name
        for name, arguments in ADDRESSES
        if name.startswith(("wagtailadmin_pages", "wagtailimages", "wagtaildocs"))
        and SECRET in words_of(client.get(address_of(name, arguments, foreign), {"q": SECRET[:6]}))
    }

    assert {
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:history",
        "wagtailadmin_pages:revisions_compare",
        "wagtailadmin_pages:search",
        "wagtailimages:index",
        "wagtailimages_chooser:choose",
        "wagtaildocs:index",
    } <= seen
    assert SECRET in client.get(reverse("cms_desk")).text


@pytest.mark.parametrize("person", ["samira", "fatima", "joost"])
def test_who_edits_nothing_gets_no_address_of_the_admin(client, cast, foreign, person):
    client.force_login(getattr(cast, person))
    reached = set()
    for name, arguments in ADDRESSES:
        answer = client.get(address_of(name, arguments, foreign))
        if answer.status_code == 200:
            reached.add(name)

    assert reached == set()


def test_the_list_of_open_views_names_views_that_exist():
    assert {name for name, _ in ADDRESSES} >= OPEN_VIEWS


def test_no_view_of_people_groups_or_settings_is_on_the_list():
    closed = ("users", "groups", "sites", "redirects", "workflows", "collections", "reports")

    assert [name for name in OPEN_VIEWS if any(word in name for word in closed)] == []


def test_nothing_of_the_networks_can_be_edited_in_the_admin():
    ours = ("networks", "forums", "chat", "ouderkamer", "accounts", "notifications", "moderation")

    names = {name for name, _ in ADDRESSES}
    assert [name for name in names if any(app in name for app in ours)] == []
    assert reverse("account_login") == settings.WAGTAILADMIN_LOGIN_URL


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_an_editor_does_things_with_many_of_their_own_pages_only(client, cast, foreign, action):
    client.force_login(cast.karin)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    own = foreign.portal.get_prev_sibling().get_first_child()

    assert client.get(f"{bulk}?id={own.pk}").status_code == 200
    assert client.get(f"{bulk}?id={own.pk}&id={foreign.theme.pk}").status_code == 404
    assert client.get(f"{bulk}?id=all&childOf={foreign.portal.pk}").status_code == 404


@pytest.mark.parametrize("kind", ["image", "document"])
def test_all_files_is_never_everybodys_files(client, cast, foreign, kind):
    client.force_login(cast.karin)
    app = "wagtailimages" if kind == "image" else "wagtaildocs"
    bulk = reverse("wagtail_bulk_action", args=[app, kind, "delete"])

    assert client.get(f"{bulk}?id=all").status_code == 404
    assert client.get(f"{bulk}?id={getattr(foreign, kind).pk}").status_code == 404


def test_names_of_people_are_not_listed_by_an_address_for_many(client, cast, foreign):
    client.force_login(cast.karin)
    for action in ("delete", "assign_role", "set_active_state"):
        address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
        answer = client.get(f"{address}?id={cast.samira.pk}")
        assert (answer.status_code, "Samira" in answer.text) == (403, False)
