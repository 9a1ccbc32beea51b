"""Pieces of pages that are the same for everybody who sees the same facts."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import get_language

register = template.Library()

KEPT = 4096  # cards per process, of two or three kB each


@register.simple_tag
def card(name, **facts):
    """``{% card "forums/_post.html" post=post %}``: drawn once for the same facts and language.

    Facts are compared as values, so they are plain and frozen, and hold nothing of a request.
    """
    draw = _draw if settings.DEBUG else _kept
    return draw(name, get_language(), tuple(facts.items()))


def _draw(name, language, facts):
    return get_template(name).render(dict(facts))


_kept = lru_cache(maxsize=KEPT)(_draw)
