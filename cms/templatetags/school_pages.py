from django import template

from cms import subjects
from cms.completeness import meter_for as meter
from cms.models import Reading
from community.access import can
from networks.models import Network

register = template.Library()
SHOWN = 5


@register.simple_tag
def dates_about(theme, reader):
    """``{% dates_about page request.user as dates %}``: one query."""
    return list(subjects.dates_about(theme, reader)[:SHOWN])


@register.simple_tag
def talks_about(theme, reader):
    """``{% talks_about page request.user as topics %}``: one query, for a member."""
    return list(subjects.talks_about(theme, reader)[:SHOWN])


@register.simple_tag
def networks_of(page, reader):
    """The networks of this school in which ``reader`` may begin a conversation."""
    return _joined(page.portal, reader, "forums.start_topic")


@register.simple_tag
def parents_of(portal, reader):
    """Whether ``reader`` is a parent here, who may send something in."""
    return bool(_joined(portal, reader, "cms.suggest"))


@register.simple_tag
def planned_networks(reader):
    """The networks in whose agenda ``reader`` may put something."""
    if not reader.is_authenticated:
        return []
    mine = Network.objects.visible_to(reader).under_way().order_by("name")
    return [network for network in mine if can(reader, "cms.take_over", network)]


@register.simple_tag
def recordings_of(page):
    """The text read aloud, the newest of every language: two queries when there are any."""
    return Reading.objects.on(page)


@register.simple_tag
def meter_for(portal, reader):
    """How far the page is, for who edits it."""
    return meter(portal, reader)


def _joined(portal, reader, rule):
    if not reader.is_authenticated:
        return []
    mine = {"memberships__user": reader, "memberships__ended_at": None}
    joined = portal.networks().filter(**mine)
    return [network for network in joined if can(reader, rule, network)]
