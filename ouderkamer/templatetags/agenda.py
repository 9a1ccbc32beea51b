from datetime import datetime

from django import template

from community.people.languages import name

register = template.Library()


@register.filter
def languages(codes):
    """``["tr", "ar"]`` -> ``"Turkish, Arabic"``."""
    return ", ".join(name(code) for code in codes)


@register.filter
def moment(iso):
    """The facts of a notice are plain text; this makes ``|day`` and ``|clock`` read them."""
    return datetime.fromisoformat(iso)
