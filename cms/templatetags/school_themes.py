from django import template

from cms import subjects

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
