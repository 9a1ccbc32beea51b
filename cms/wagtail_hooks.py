"""Where Wagtail asks us: what editors may choose, see in the menu, and throw away."""

from django.core.exceptions import PermissionDenied
from wagtail import hooks
from wagtail.models import Page

from cms.gate import own
from cms.models import ThemePage

FOR_OPERATORS = {"reports", "help", "settings"}


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
    """An editor throws away themes; without its page a school would have no editors."""
    if not request.user.is_superuser and not isinstance(page.specific, ThemePage):
        raise PermissionDenied("cms.delete_portal")


@hooks.register("before_unpublish_page")
def keep_the_page_of_a_school_live(request, page):
    keep_the_page_of_a_school(request, page)


@hooks.register("before_copy_page")
def copy_themes_only(request, page):
    """A school has one page."""
    if not isinstance(page.specific, ThemePage):
        raise PermissionDenied("cms.copy_portal")


@hooks.register("before_bulk_action")
def keep_the_page_of_a_school_among_many(request, action_type, objects, action):
    for page in objects:
        if isinstance(page, Page):
            keep_the_page_of_a_school(request, page)
