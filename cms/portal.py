"""Giving a school its own corner of the site, and editors who can reach nothing else."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import SchoolIndexPage, SchoolPage
from community.activity.recording import record

PAGES = ["add_page", "change_page", "publish_page"]
FILES = [
    *["add_image", "change_image", "choose_image"],
    *["add_document", "change_document", "choose_document"],
]


@transaction.atomic
def open_portal(school, *, by, editors=()):
    """Give ``school`` its page, its collection and its editors; returns the page.

    Safe to repeat: what is there stays, new ``editors`` are added. ``by`` is None for the
    operator at the command line.
    """
    page = SchoolPage.objects.filter(school=school).first() or _new_page(school, by)
    group = _group_of(page)
    for editor in editors:
        editor.groups.add(group)
    return page


def _new_page(school, by):
    index = SchoolIndexPage.objects.get()
    page = SchoolPage(title=school.name, slug=_free_slug(index, school), school=school, owner=by)
    index.add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    if network := school.networks.under_way().order_by("pk").first():
        record("cms.portal_opened", by=by, about=page, network=network)
    return page


def _free_slug(index, school):
    wanted = slugify(school.name) or "school"
    taken = index.get_children().filter(slug=wanted).exists()
    return f"{wanted}-{school.code.lower()}" if taken else wanted


def _group_of(page):
    """The editors of one school, with rights on its page and its files and nowhere else."""
    school = page.school
    name = f"School: {school.name[:130]} ({school.code})"
    known = Group.objects.filter(page_permissions__page=page, name__endswith=f"({school.code})")
    group = known.first() or Group.objects.create(name=name)
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    for codename in PAGES:
        GroupPagePermission.objects.get_or_create(
            group=group, page=page.page_ptr, permission=_permission("wagtailcore", codename)
        )
    collection = _collection_of(group)
    for codename in FILES:
        app = "wagtailimages" if codename.endswith("image") else "wagtaildocs"
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=_permission(app, codename)
        )
    return group


def _collection_of(group):
    known = Collection.objects.filter(group_permissions__group=group).first()
    return known or Collection.get_first_root_node().add_child(name=group.name)


def _permission(app, codename):
    return Permission.objects.get(content_type__app_label=app, codename=codename)
