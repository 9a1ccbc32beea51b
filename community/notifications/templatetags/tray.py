from django import template

from community.notifications.models import Notification
from community.prepared import Counted, Given

register = template.Library()


@register.inclusion_tag("notifications/_badge.html")
def unread_badge(user):
    """``{% unread_badge user %}``: the bell with its number; one query."""
    return {"unread": _unread(reader=user.pk)}


@Counted
def _unread():
    return Notification.objects.visible_to(Given("reader")).unread().values("pk")
