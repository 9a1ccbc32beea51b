"""Roles in words, wherever only their key is at hand."""

from datetime import date

from django import template

from networks.models.role import Role

register = template.Library()


@register.filter
def role_name(key):
    """``moderator`` -> ``Moderator`` in the reader's language."""
    return Role(key).label


@register.filter
def as_day(iso):
    """``2027-07-31`` out of a notice's facts, as a date again."""
    return date.fromisoformat(iso)
