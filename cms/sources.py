from django.utils.translation import gettext_lazy as _

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
        return ThemePage.objects.live().public()

    def find(self, words, reader):
        """Each theme with the page of its school, which is one query for all."""
        themes = list(super().find(words, reader))
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
        return SchoolPage.objects.live().public()
