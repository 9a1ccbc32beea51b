from django.utils.text import capfirst
from django.utils.translation import gettext

from community.templatetags.ui import clock, day
from networks.panels import Panel
from ouderkamer.company import Company
from ouderkamer.models import Gathering, SignUp


class Agenda(Panel):
    """The next date, first on every page: coming for coffee is how it all begins."""

    order = 10
    place = "agenda"
    main = "ouderkamer/_start_panel.html"
    door = "ouderkamer/_door_panel.html"

    def facts(self, network, reader):
        visible = Gathering.objects.visible_to(reader).filter(network=network)
        gathering = visible.for_listing(reader).upcoming().going_ahead().first()
        if gathering is None:
            return None
        return {"gathering": gathering, "company": Company.of(gathering, reader)}

    def door_facts(self, network):
        gathering = Gathering.objects.next_announced_of([network]).first()
        return None if gathering is None else {"gathering": gathering}

    def first_step(self, network, reader):
        """Coming for coffee: to the next date, if there is one."""
        visible = Gathering.objects.visible_to(reader).filter(network=network)
        gathering = visible.upcoming().going_ahead().order_by("starts_at").first()
        if gathering is None:
            return None
        return {
            "heading": gathering.title,
            "sentence": _line(gathering),
            "url": gathering.get_absolute_url(),
            "action": gettext("Have a look"),
        }

    def member_left(self, network, user, *, by):
        """Seats at what is still to come are for others; what was, stays as it was."""
        coming = Gathering.objects.upcoming().filter(network=network)
        SignUp.objects.filter(gathering__in=coming, person=user).delete()

    def card_lines(self, networks):
        coming = Gathering.objects.next_announced_of(networks)
        return {gathering.network_id: _line(gathering) for gathering in coming}


def _line(gathering):
    """``Koffie: maandag 23 november, 8.45 uur.``"""
    return gettext("%(what)s: %(day)s, %(time)s o'clock.") % {
        "what": capfirst(gathering.look.what),
        "day": day(gathering.starts_at),
        "time": clock(gathering.starts_at),
    }
