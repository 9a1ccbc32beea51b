"""The pages and rights a fresh installation starts with."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Site, Workflow

from cms.models import ExplainerIndexPage, HomePage, PracticeIndexPage, SchoolIndexPage

LISTS = [
    (ExplainerIndexPage, "Zo werkt school", "uitleg"),
    (PracticeIndexPage, "Wat werkte er?", "praktijk"),
]
NEEDED = {
    *(model for model, _title, _slug in LISTS),
    HomePage,
    SchoolIndexPage,
    Page,
    Site,
    Locale,
    Collection,
    Workflow,
    Group,
}


@transaction.atomic
def plant():
    """Make home page and lists, once, after every ``migrate`` and ``flush``.

    Replaces what Wagtail installs: a welcome page, and two groups and a workflow with rights
    on the root, which every school would inherit. Five queries when nothing is to be done.
    """
    if not _tables_exist():
        return
    if not SchoolIndexPage.objects.exists():
        _plant_home()
    home = HomePage.objects.get()
    for model, title, slug in LISTS:
        if not model.objects.exists():
            home.add_child(instance=model(title=title, slug=slug))


def _plant_home():
    ContentType.objects.clear_cache()  # a flush gives every type a new key
    _remove_what_wagtail_planted()
    Locale.objects.get_or_create(
        language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE)
    )
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    home = root.add_child(instance=HomePage(title="Oudernetwerk", slug="home"))
    home.add_child(instance=SchoolIndexPage(title="Scholen", slug="scholen"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "site_name": "Oudernetwerk", "root_page": home},
    )


def _tables_exist():
    """False halfway through ``migrate cms zero`` and the like."""
    present = set(connection.introspection.table_names())
    return {model._meta.db_table for model in NEEDED} <= present


def _remove_what_wagtail_planted():
    for page in Page.objects.filter(depth=2, slug="home"):
        page.delete()
    Workflow.objects.all().delete()
    GroupApprovalTask.objects.all().delete()
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
