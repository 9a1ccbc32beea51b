from django import template

from community.notifications.models import Notification

register = template.Library()


@register.inclusion_tag("notifications/_badge.html")
def unread_badge(user):
    """``{% unread_badge user %}``: the bell with its number; one query."""
    return {"unread": Notification.objects.visible_to(user).unread().count()}
