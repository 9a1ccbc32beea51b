from cms.models import SchoolPage
from networks.panels import Panel

MOST = 3


class ThemesPanel(Panel):
    """What the school works on, on Start; and the way to the school's page from outside."""

    order = 60
    main = "cms/_themes_panel.html"
    door = "cms/_portal_door.html"

    def facts(self, network, reader):
        portal = portal_of(network)
        themes = list(portal.live_themes()[:MOST]) if portal else []
        return {"portal": portal, "themes": themes} if themes else None

    def door_facts(self, network):
        portal = portal_of(network)
        return {"portal": portal} if portal else None


def portal_of(network):
    """The public page of the network's school, or None."""
    return SchoolPage.objects.live().filter(school=network.school_id).first()
