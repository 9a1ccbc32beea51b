"""What the editor of a school reaches of Wagtail's admin: a closed list, and only their own.

Wagtail asks for permission in most of its views, but "their own school and no title of
another" is not something it promises (SECURITY 2b). So this stands before all of them. A new
view of a new Wagtail stays shut until it is written down here.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

Image, Document = get_image_model(), get_document_model()

OPEN = {
    "wagtailadmin_": "home explore_root explore explore_results choose_page choose_page_child "
    "choose_page_search choose_page_chosen_multiple choose_page_external_link "
    "choose_page_email_link choose_page_phone_link choose_page_anchor_link account logout "
    "dismissibles block_preview sprite javascript_catalog",
    "wagtailadmin_api:pages:": "listing detail",
    "wagtailadmin_pages:": "add preview_on_add edit preview_on_edit view_draft add_subpage delete "
    "unpublish search search_results move move_confirm set_page_position copy usage "
    "revisions_index revisions_view revisions_revert revisions_unschedule revisions_compare "
    "history history_results workflow_action collect_workflow_action_data workflow_preview "
    "confirm_workflow_cancellation workflow_history workflow_history_detail",
    "cms_": "desk judge translate advice",
    "wagtailadmin_editing_sessions:": "ping release",
    "wagtailimages:": "index index_results add edit delete add_multiple edit_multiple "
    "delete_multiple image_usage create_multiple_from_uploaded_image delete_upload_multiple",
    "wagtaildocs:": "index index_results add edit delete add_multiple edit_multiple "
    "delete_multiple document_usage create_multiple_from_uploaded_document "
    "delete_upload_multiple",
    "wagtailimages_chooser:": "choose choose_results chosen chosen_multiple create select_format",
    "wagtaildocs_chooser:": "choose choose_results chosen chosen_multiple create",
}
OPEN_VIEWS = {prefix + name for prefix, names in OPEN.items() for name in names.split()}
BULK = {model._meta.label_lower: model for model in (Page, Image, Document)}

# Which thing an argument of a view, or a field of a form, is the key of.
ARGUMENTS = {
    **dict.fromkeys(["page_id", "parent_page_id", "page_to_move_id", "destination_id"], Page),
    **dict.fromkeys(["image_id"], Image),
    **dict.fromkeys(["document_id", "doc_id"], Document),
}
FIELDS = dict.fromkeys(["new_parent_page", "childOf", "target_pages[]"], Page)
KEYS_OF = {
    "wagtailadmin_pages": Page,
    "wagtailadmin_api:pages": Page,
    "wagtailimages_chooser": Image,
    "wagtaildocs_chooser": Document,
    "": Page,
}


def guarded(view):
    """Let operators pass; hold editors to the list and to their own things."""

    @wraps(view)
    def guard(request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not user.is_superuser:
            if not is_editor(user):
                raise PermissionDenied("cms.edit")
            _require_own(request, kwargs)
        return view(request, *args, **kwargs)

    return guard


def is_editor(user):
    """Whether somebody gave ``user`` a page to write on."""
    return user.has_perm("wagtailadmin.access_admin")


def own(model, user):
    """Every page, picture or document ``user`` has something to do with."""
    policy = policy_registry.get_by_type(model)
    if model is Page:
        return policy.explorable_instances(user)
    return policy.instances_user_has_any_permission_for(user, {"change", "delete", "choose"})


def _require_own(request, kwargs):
    match = request.resolver_match
    bulk = BULK.get("{app_label}.{model_name}".format(**kwargs)) if "action" in kwargs else None
    if match.view_name not in OPEN_VIEWS and not bulk:
        raise PermissionDenied("cms.open_view")
    for model, keys in _keys(request, match, kwargs, bulk):
        wanted = {key for key in keys if key}
        if not all(key.isdecimal() for key in wanted):
            raise Http404  # "all" would be everything of everybody
        if own(model, request.user).filter(pk__in=wanted).count() < len(wanted):
            raise Http404


def _keys(request, match, kwargs, bulk):
    """Pairs of a model and the keys, as text, under which the request asks for its rows."""
    here = bulk or KEYS_OF.get(match.namespace)
    for name, value in kwargs.items():
        if model := ARGUMENTS.get(name) or (here if name == "pk" else None):
            yield model, [str(value)]
    for data in (request.GET, request.POST):
        for name, model in FIELDS.items():
            yield model, data.getlist(name)
    if here:
        yield here, request.GET.getlist("id")
