from django.core.exceptions import PermissionDenied
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from ouderkamer.models import Theme

FILES = (get_image_model(), get_document_model())


class OwnFilesForm(WagtailAdminPageForm):
    """A page form that takes no picture, paper or page its editor could not have chosen.

    The choosers only offer what is of the editor's own school, but take any number they are
    sent; a file and its title would then stand on a public page.
    """

    def clean(self):
        cleaned = super().clean()
        kept = {field.name: getattr(self.instance, field.name) for field in _holders(self.instance)}
        sent = {name: cleaned[name] for name in kept if cleaned.get(name) is not None}
        new = _pointed_at(self.instance, sent) - _pointed_at(self.instance, kept)
        for model in {model for model, _key in new}:
            keys = {key for kind, key in new if kind is model}
            if _own(model, self.for_user).filter(pk__in=keys).distinct().count() < len(keys):
                raise PermissionDenied("cms.foreign_file")
        return cleaned


def _holders(page):
    """The fields that can point at files and pages."""
    for field in page._meta.get_fields():
        points = field.is_relation and field.many_to_one and field.related_model in FILES
        if points or hasattr(field, "extract_references"):
            yield field


def _pointed_at(page, values):
    """Pairs of model and key, as text, of the files and pages in these values."""
    found = set()
    for name, value in values.items():
        field = page._meta.get_field(name)
        if hasattr(field, "extract_references"):
            found |= {(model, str(key)) for model, key, *_where in field.extract_references(value)}
        elif value:
            found.add((field.related_model, str(value.pk)))
    return {(model, key) for model, key in found if model in (*FILES, Page)}


def _own(model, user):
    policy = policy_registry.get_by_type(model)
    if model is Page:
        return Page.objects.live() | policy.explorable_instances(user)
    return policy.instances_user_has_any_permission_for(user, ["choose"])


class ThemeForm(OwnFilesForm):
    """Of the wishes of parents it offers those that enough of them have, of this school."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "wish" in self.fields:
            here = Theme.objects.visible_to(self.for_user).wanted_at(
                self.parent_page.specific.school
            )
            self.fields["wish"].queryset = here | Theme.objects.filter(pk=self.instance.wish_id)
