from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction

from cms.models import ExplainerPage, NewsPage, PracticePage, ProtocolPage, SchoolPage, ThemePage
from community.search.sources import Source


class Pages(Source):
    """Live ones; they are public, so everybody's search sees the same."""

    template = "cms/_hit.html"

    def candidates(self, reader):
        return _public(self.model)


class OfSchools(Pages):
    """Pages below those of schools."""

    icon = "book"
    tone = "accent"

    def find(self, words, reader):
        """Each page with the one of its school, which is one query for all."""
        pages = super().find(words, reader)
        homes = {page.path[: -page.steplen] for page in pages}
        portals = {portal.path: portal for portal in SchoolPage.objects.filter(path__in=homes)}
        for page in pages:
            page.portal = portals[page.path[: -page.steplen]]
        return pages


class Themes(OfSchools):
    model = ThemePage
    title = _("Themes of schools")
    order = 60


class News(OfSchools):
    model = NewsPage
    title = _("News of schools")
    icon = "note"
    order = 62


class Protocols(OfSchools):
    model = ProtocolPage
    title = _("How schools do it")
    icon = "note"
    order = 64


class Explainers(Pages):
    model = ExplainerPage
    title = _("How school works")
    icon = "info"
    tone = "sky"
    order = 66


class Practices(Pages):
    model = PracticePage
    title = _("What worked at other schools")
    icon = "star"
    tone = "mint"
    order = 68


class Portals(Pages):
    model = SchoolPage
    title = _("Schools")
    icon = "school"
    tone = "accent"
    order = 70


def _public(model):
    """Live ones that are not shielded, nor a page above them.

    Wagtail's ``public`` first asks which are, and puts those into the SQL.
    """
    path = ExpressionWrapper(OuterRef("path"), CharField())
    above = PageViewRestriction.objects.annotate(path=path)
    return model.objects.live().exclude(Exists(above.filter(path__startswith=F("page__path"))))
