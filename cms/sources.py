from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction

from cms.models import SchoolPage, ThemePage
from community.search.sources import Source


class Themes(Source):
    model = ThemePage
    title = _("Themes of schools")
    icon = "book"
    tone = "accent"
    template = "cms/_hit.html"
    order = 60

    def candidates(self, reader):
        """Pages are public, so everybody's search sees the same ones."""
        return _public(ThemePage)

    def find(self, words, reader):
        """Each theme with the page of its school, which is one query for all."""
        themes = super().find(words, reader)
        homes = {theme.path[: -ThemePage.steplen] for theme in themes}
        portals = {portal.path: portal for portal in SchoolPage.objects.filter(path__in=homes)}
        for theme in themes:
            theme.portal = portals[theme.path[: -ThemePage.steplen]]
        return themes


class Portals(Source):
    model = SchoolPage
    title = _("Schools")
    icon = "school"
    tone = "accent"
    template = "cms/_hit.html"
    order = 70

    def candidates(self, reader):
        return _public(SchoolPage)


def _public(model):
    """Live ones that are not shielded, nor a page above them.

    Wagtail's ``public`` first asks which are, and puts those into the SQL.
    """
    path = ExpressionWrapper(OuterRef("path"), CharField())
    above = PageViewRestriction.objects.annotate(path=path)
    return model.objects.live().exclude(Exists(above.filter(path__startswith=F("page__path"))))
