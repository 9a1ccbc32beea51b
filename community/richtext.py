"""What people write, made safe to show. Nothing else in the project marks a string safe."""

import json
import re
from html import escape
from textwrap import shorten

import bleach
from bleach.linkifier import Linker
from django.db import models
from django.utils.safestring import mark_safe

TAGS = frozenset({"a", "br", "p"})
LINK = re.compile(r"^(https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
SCRIPT_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&"}
LONGEST = 20_000  # characters; linkify costs grow with the square of its input


def render(text):
    """Plain text as typed -> safe HTML: paragraphs, line breaks and links.

    Raises ``ValueError`` above ``LONGEST`` characters, before any parsing.
    """
    if len(text) > LONGEST:
        raise ValueError(f"Text of {len(text)} characters; {LONGEST} is the most.")
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    html = "".join(
        f'<p dir="auto">{escape(paragraph, quote=False).replace(chr(10), "<br>")}</p>'
        for paragraph in paragraphs
    )
    return bleach.clean(_linker().linkify(html), tags=TAGS, attributes=_may_stay)


def preview(text):
    """``render`` for who looks at a text before it is kept."""
    return mark_safe(render(text))


def script_json(value):
    """``value`` as JSON that is safe inside a script element."""
    return mark_safe(json.dumps(value).translate(SCRIPT_ESCAPES))


def excerpt(text, length=160):
    """The beginning of a plain ``text`` on one line, cut at a word where there is one."""
    cut = shorten(text, length, placeholder="…")
    return cut if cut != "…" else f"{text.strip()[: length - 1]}…"


def printable(text):
    """Without control characters: calendar programs and news readers refuse the whole file."""
    return "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or c.isprintable())


class RenderedField(models.TextField):
    """HTML made by ``render`` from the field named ``source`` on every save.

    Nobody assigns to it, so nothing unclean can get in; what comes out is marked safe.
    """

    def __init__(self, *, source, **options):
        self.source = source
        super().__init__(**{"editable": False, "default": "", **options})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source}

    def pre_save(self, instance, add):
        html = mark_safe(render(getattr(instance, self.source)))
        setattr(instance, self.attname, html)
        return html

    def from_db_value(self, value, expression, connection):
        return value if value is None else mark_safe(value)


def _linker():
    # parse_email stays off: bleach 6.4 is quadratic in it (SECURITY 0.3).
    return Linker(callbacks=[_mark_foreign], parse_email=False)


def _mark_foreign(attributes, new=False):
    attributes[(None, "rel")] = "nofollow ugc noopener"
    return attributes


def _may_stay(tag, name, value):
    if tag == "a":
        return name == "rel" or (name == "href" and bool(LINK.match(value)))
    return tag == "p" and name == "dir" and value == "auto"
