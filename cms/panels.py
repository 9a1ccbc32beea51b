from django.db.models import F

from cms.models import SchoolPage
from cms.subjects import themes_for
from networks.panels import Panel, Subject

MOST = 3


class ThemesPanel(Panel):
    """What the school works on, on Start; and the way to the school's page from outside."""

    order = 60
    main = "cms/_themes_panel.html"
    door = "cms/_portal_door.html"

    def facts(self, network, reader):
        newest = F("first_published_at").desc(nulls_last=True)
        themes = themes_for(network).order_by(newest, "path")[:MOST].for_reader()
        return {"themes": themes, "address": themes[0].portal_address} if themes else None

    def subjects(self, network):
        return [
            Subject(theme.subject_key, theme.title, theme.address, theme.from_date)
            for theme in themes_for(network)
        ]

    def door_facts(self, network):
        portal = SchoolPage.objects.live().filter(school=network.school_id).first()
        return {"portal": portal} if portal else None


class LettersPanel(Panel):
    """The way to the letters, beside Start."""

    order = 65
    side = "cms/_letters_panel.html"

    def facts(self, network, reader):
        return {"network": network}
