import re

from django import template
from django.utils.html import format_html, format_html_join

from community import richtext

register = template.Library()

AROUND = 80  # characters kept on each side of the first hit


@register.filter
def marked(text, words):
    """``text`` around its first hit, with every hit in ``<mark>``; the rest is escaped."""
    pattern = _pattern(words)
    first = pattern.search(text)
    start = max(first.start() - AROUND, 0) if first else 0
    shown = ("… " if start else "") + richtext.excerpt(text[start:], 2 * AROUND)
    pieces = pattern.split(shown)  # odd pieces are hits
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", p) if n % 2 else p,) for n, p in enumerate(pieces)),
    )


def _pattern(words):
    beginnings = "|".join(re.escape(word) for word in words.split())
    return re.compile(rf"(\b(?:{beginnings})\w*)", re.IGNORECASE)
