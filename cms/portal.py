"""Giving a school its own corner of the site, and people who can reach nothing else."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.models import SchoolIndexPage, SchoolPage
from community.activity.recording import record
from community.mail.post import post_to

WRITERS = ["add_page", "change_page"]
EDITORS = [*WRITERS, "publish_page"]
FILES = [
    *["add_image", "change_image", "choose_image"],
    *["add_document", "change_document", "choose_document"],
]
INVITED = _("You can write on the page of %(school)s: %(link)s")


@transaction.atomic
def open_portal(school, *, by, editors=(), writers=()):
    """Give ``school`` its page, its files, its editors and the way its writers are read before
    anybody else reads them; returns the page.

    Safe to repeat: what is there stays, new people are added and get a letter. Writers make
    pages, and editors publish them. ``by`` is None for the operator at the command line.
    """
    page = SchoolPage.objects.filter(school=school).first() or _new_page(school, by)
    group = _group_of(page, "School", EDITORS)
    _workflow_of(page, group)
    _let_in(editors, group, page)
    if writers:
        _let_in(writers, _group_of(page, "Writers", WRITERS), page)
    return page


def _let_in(people, group, page):
    for person in people:
        if not person.groups.filter(pk=group.pk).exists():
            person.groups.add(group)
            facts = {"school": page.school.name, "link": f"{settings.BASE_URL}/cms/"}
            post_to(person, "cms/invitation", text=INVITED, **facts)


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


def _group_of(page, kind, rights):
    """People of one school, with ``rights`` on its pages and on its files and nowhere else."""
    mark = f"({page.school.code})"
    known = Group.objects.filter(page_permissions__page=page, name__startswith=f"{kind}: ")
    group = known.filter(name__endswith=mark).first()
    if group:
        return group
    group = Group.objects.create(name=f"{kind}: {page.school.name[:130]} {mark}")
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(
            group=group, page=page.page_ptr, permission=_permission("wagtailcore", one)
        )
        for one in rights
    )
    collection = _collection_of(page)
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(
            group=group, collection=collection, permission=_permission(app, one)
        )
        for one in FILES
        for app in [f"wagtail{'images' if one.endswith('image') else 'docs'}"]
    )
    return group


def _collection_of(page):
    """Where the files of this school lie, whatever it is called now."""
    of_school = GroupPagePermission.objects.filter(page=page).values("group")
    known = Collection.objects.filter(group_permissions__group__in=of_school).first()
    name = f"School: {page.school.name[:130]} ({page.school.code})"
    return known or Collection.get_first_root_node().add_child(name=name)


def _workflow_of(page, editors):
    """What a writer hands in waits for one of the editors."""
    if WorkflowPage.objects.filter(page=page).exists():
        return
    workflow = Workflow.objects.create(name=editors.name)
    task = GroupApprovalTask.objects.create(name=editors.name)
    task.groups.add(editors)
    task.save()
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=page.page_ptr)


def _permission(app, codename):
    return Permission.objects.get(content_type__app_label=app, codename=codename)
