from django.apps import apps
from django.utils.functional import cached_property

TAKEN = {"nieuws", "voorstel", "bericht", "voorlezen"}  # addresses of ours, see school_urls.py


class BelowPortal:
    """A page right below the page of a school."""

    def clean(self):
        super().clean()
        if self.slug in TAKEN:
            self.slug = f"{self.slug}-pagina"

    @property
    def portal_address(self):
        """The address of the page above this one."""
        return self.address.rsplit("/", 2)[0] + "/"

    @cached_property
    def portal(self):
        """The page of the school it belongs to."""
        return apps.get_model("cms", "SchoolPage").objects.parent_of(self).get()
