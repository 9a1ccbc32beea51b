import re
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join

from community.richtext import excerpt
from community.search.words import beginnings, fold

register = template.Library()

AROUND = 80  # characters kept on each side of the first hit


@register.filter
def marked(text, words):
    """``text`` around its first hit, with every hit in ``<mark>``; the rest is escaped."""
    pattern = _pattern(words)
    first = pattern.search(fold(text))
    start = max(first.start() - AROUND, 0) if first else 0
    shown = ("… " if start else "") + excerpt(text[start:], 2 * AROUND)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(shown, pattern)))


def _pieces(shown, pattern):
    end = 0
    for hit in pattern.finditer(fold(shown)):
        yield shown[end : hit.start()]
        yield format_html("<mark>{}</mark>", shown[hit.start() : hit.end()])
        end = hit.end()
    yield shown[end:]


@lru_cache
def _pattern(words):
    found = sorted(beginnings(words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, found))})\w*") if found else NOTHING


NOTHING = re.compile(r"(?!)")
