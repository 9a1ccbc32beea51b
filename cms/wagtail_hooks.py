"""Where Wagtail asks us: what editors may choose, see in the menu, and throw away."""

import json

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms import desk, plain_words
from cms.dashboard import FourButtons
from cms.gate import own
from cms.models import SchoolPage
from cms.models.translated import Translatable

FOR_OPERATORS = {"reports", "help", "settings"}
HANDED_IN = {"action-publish", "action-submit"}
OURS = {"workflow_objects_to_moderate", "recent_edits"}  # of Wagtail's own on the dashboard


@hooks.register("register_admin_urls")
def our_addresses():
    return [
        path("binnen/", desk.inbox, name="cms_desk"),
        path("binnen/<slug:kind>/<int:sent>/", desk.judge, name="cms_judge"),
        path("vertaal/<int:page_id>/", desk.translate, name="cms_translate"),
        path("schrijfhulp/", desk.advice, name="cms_advice"),
    ]


@hooks.register("construct_homepage_panels")
def four_buttons_and_little_else(request, panels):
    panels[:] = [panel for panel in panels if panel.name in OURS]
    panels.append(FourButtons(request))


@hooks.register("register_admin_menu_item")
def what_parents_sent():
    return MenuItem(
        _("From parents"), reverse("cms_desk"), name="inbox", icon_name="mail", order=90
    )


@hooks.register("insert_editor_js")
def help_with_writing():
    words = json.dumps({name: str(word) for name, word in plain_words.LABELS.items()})
    script = '<script type="module" src="{}" data-address="{}" data-words="{}"></script>'
    return format_html(script, static("js/editor/plain-words.js"), reverse("cms_advice"), words)


@hooks.register("insert_global_admin_css")
def our_look():
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


@hooks.register("construct_page_action_menu")
def publish_first(items, request, context):
    """Who may publish need not hand it in; the way past an editor is for writers."""
    publish = [item for item in items if item.name == "action-publish"]
    if publish:
        items[:] = publish + [item for item in items if item.name not in HANDED_IN]


@hooks.register("register_page_header_buttons")
def languages(page, user, view_name, next_url=None):
    """Only of a source: a translation is not translated again."""
    is_source = isinstance(page, Translatable) and page.translation_of_id is None
    if is_source and page.permissions_for_user(user).can_edit():
        address = reverse("cms_translate", args=[page.pk])
        yield Button(_("Languages"), address, icon_name="globe", priority=15)


@hooks.register("construct_page_chooser_queryset")
def offer_own_pages(pages, request):
    if request.user.is_superuser:
        return pages
    return pages.filter(pk__in=own(Page, request.user).values("pk"))


@hooks.register("construct_main_menu")
def leave_out_what_is_for_operators(request, items):
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in FOR_OPERATORS]


@hooks.register("before_delete_page")
def keep_the_page_of_a_school(request, page):
    """An editor throws away what is below it; without its page a school would have no editors."""
    if not request.user.is_superuser and not _is_below(page):
        raise PermissionDenied("cms.delete_portal")


@hooks.register("before_unpublish_page")
def keep_the_page_of_a_school_live(request, page):
    keep_the_page_of_a_school(request, page)


@hooks.register("before_copy_page")
def copy_what_is_below_only(request, page):
    """A school has one page."""
    if not _is_below(page):
        raise PermissionDenied("cms.copy_portal")


@hooks.register("before_bulk_action")
def keep_the_page_of_a_school_among_many(request, action_type, objects, action):
    for page in objects:
        if isinstance(page, Page):
            keep_the_page_of_a_school(request, page)


def _is_below(page):
    return page.specific_class in SchoolPage.clean_subpage_models()
