from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction

from cms.models import ExplainerPage, NewsPage, PracticePage, ProtocolPage, SchoolPage, ThemePage
from community.search.sources import Source


class OfSchools(Source):
    """Pages below those of schools; they are public, so everybody's search sees the same ones."""

    icon = "book"
    tone = "accent"
    template = "cms/_hit.html"

    def candidates(self, reader):
        return _public(self.model)

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


class Explainers(Source):
    model = ExplainerPage
    title = _("How school works")
    icon = "info"
    tone = "sky"
    template = "cms/_hit.html"
    order = 66

    def candidates(self, reader):
        return _public(ExplainerPage)


class Practices(Source):
    model = PracticePage
    title = _("What worked at other schools")
    icon = "star"
    tone = "mint"
    template = "cms/_hit.html"
    order = 68

    def candidates(self, reader):
        return _public(PracticePage)


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
