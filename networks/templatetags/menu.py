"""The menu of a network: five fixed places, and the tasks of who holds a role."""

from dataclasses import dataclass

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.access import can
from networks.panels import PANELS

register = template.Library()


@dataclass(frozen=True)
class Place:
    """``key`` is what a page calls itself in ``here`` and what a panel names as its place."""

    key: str
    icon: str
    label: Promise
    url_name: str


PLACES = (
    Place("start", "home", _("Start"), "networks:start_page"),
    Place("talk", "talk", _("Conversations"), "forums:topics"),
    Place("chat", "chat", _("Chat"), "chat:rooms"),
    Place("agenda", "cal", _("Agenda"), "ouderkamer:agenda"),
    Place("people", "people", _("People"), "networks:people"),
)
TASKS = (
    Place("invite", "print", _("Invite"), "networks:invitations"),
    Place("requests", "key", _("Requests"), "networks:requests"),
)


@register.inclusion_tag("networks/_menu.html", takes_context=True)
def menu(context, network, here=""):
    """``{% menu network here %}``: one query per place that counts unread things."""
    reader = context["request"].user
    unread = {panel.place: panel.unread(network, reader) for panel in PANELS if panel.place}
    return {
        "network": network,
        "here": here,
        "places": [(place, unread.get(place.key, 0)) for place in PLACES],
        "tasks": _tasks(network) if _invites(network, reader) else (),
    }


def _tasks(network):
    waiting = {"requests": network.requests.open().filter(unheard=False).count()}
    return [(task, waiting.get(task.key, 0)) for task in TASKS]


def _invites(network, reader):
    """Known already when the page fetched its network with ``visible_to``."""
    known = getattr(network, "reader_invites", None)
    return can(reader, "networks.invite", network) if known is None else known
