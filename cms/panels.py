from cms.models import SchoolPage, ThemePage
from cms.subjects import subject_key
from networks.panels import Panel, Subject

MOST = 3


class ThemesPanel(Panel):
    """What the school works on, on Start; and the way to the school's page from outside."""

    order = 60
    main = "cms/_themes_panel.html"
    door = "cms/_portal_door.html"

    def facts(self, network, reader):
        themes = list(ThemePage.objects.on_portal_of(network)[:MOST])
        return {"themes": themes, "address": themes[0].portal_address} if themes else None

    def subjects(self, network):
        themes = ThemePage.objects.on_portal_of(network)
        return [
            Subject(subject_key(theme), theme.title, theme.address, theme.from_date)
            for theme in themes
        ]

    def door_facts(self, network):
        portal = SchoolPage.objects.live().filter(school=network.school_id).first()
        return {"portal": portal} if portal else None
