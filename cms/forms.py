from django.core.exceptions import PermissionDenied
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry


class OwnPicturesForm(WagtailAdminPageForm):
    """A page form that takes no picture its editor could not have chosen.

    The chooser only offers pictures of the editor's own school, but takes any number it is
    sent; the picture and its title would then stand on a public page.
    """

    def clean(self):
        cleaned = super().clean()
        images = policy_registry.get_by_type(get_image_model())
        choosable = images.instances_user_has_any_permission_for(self.for_user, ["choose"])
        foreign = pictures(cleaned.get("body")) - pictures(self.instance.body)
        if foreign - set(choosable.filter(pk__in=foreign).values_list("pk", flat=True)):
            raise PermissionDenied
        return cleaned


def pictures(body):
    """The keys of the pictures in a stream of blocks."""
    images = (block.value.get("image") for block in body or () if block.block_type == "picture")
    return {image.pk for image in images if image}
