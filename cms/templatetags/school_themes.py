from django import template

from cms import subjects

register = template.Library()


@register.simple_tag
def dates_about(theme, reader):
    """``{% dates_about page request.user as dates %}``: at most one query."""
    return list(subjects.dates_about(theme, reader)[:5])
