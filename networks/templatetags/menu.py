"""The menu of a network: five fixed places, and the tasks of who holds a role."""

from dataclasses import dataclass

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.moderation.models import Case
from networks.models import Network
from networks.panels import unread_of

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
REPORTS = Place("reports", "shield", _("Reports"), "moderation:queue")
REQUESTS = Place("requests", "key", _("Requests"), "networks:requests")
TASKS = (
    Place("call", "phone", _("Calling"), "outreach:desk"),
    Place("invite", "print", _("Invite"), "networks:invitations"),
    REQUESTS,
)


@register.inclusion_tag("networks/_menu.html", takes_context=True)
def menu(context, network, here=""):
    """``{% menu network here %}``: one query per place that counts unread things."""
    reader = context["request"].user
    unread = unread_of(network, reader)
    return {
        "network": network,
        "here": here,
        "places": [(place, unread.get(place.key, 0)) for place in PLACES],
        "tasks": _tasks(network, reader),
    }


def _tasks(network, reader):
    """Each task of this reader, with how many wait for it.

    Known already when the page fetched its network with ``visible_to``; else one query. For
    moderators one more counts what was reported, without what they wrote themselves.
    """
    if not hasattr(network, "reader_invites"):
        network = Network.objects.visible_to(reader).filter(pk=network.pk).first()
    if network is None:
        return []
    tasks = [(task, 0) for task in TASKS] if network.reader_invites else []
    if network.reader_moderates:
        tasks.insert(0, (REPORTS, Case.objects.new_for(reader, network).count()))
    return [
        (task, network.waiting_requests if task is REQUESTS else number) for task, number in tasks
    ]
