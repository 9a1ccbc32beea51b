"""What people write, made safe to show. Nothing else in the project marks a string safe."""

import json
import re
from html import escape, unescape
from textwrap import shorten

import bleach
from bleach.linkifier import Linker
from django.db import models
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

TAGS = frozenset({"a", "br", "p"})
MARKED_TAGS = TAGS | {"blockquote", "em", "li", "ol", "strong", "ul"}
OPENS = {"blockquote_open", "list_item_open", "paragraph_open"}
QUOTED = re.compile(r"^ {0,3}>.*(?:\n|$)", re.MULTILINE)
MARKS = re.compile(r"\*\*|__|^[-*+] |(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", re.MULTILINE)
# One line in which nothing is a mark, a link or to be escaped: most of what is said in a chat.
HARMLESS = re.compile(r"[\w ,!?()-]*", re.ASCII)
OWN = re.compile(r"^(/(?![/\\])|#)")
LINK = re.compile(r"^(https?://|mailto:|tel:|/(?!/)|#)", re.IGNORECASE)
SCRIPT_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&"}
LONGEST = 10_000  # characters; linkify costs grow with the square of its input


def render(text):
    """Plain text as typed -> safe HTML: paragraphs, line breaks and links.

    Raises ``ValueError`` above ``LONGEST`` characters, before any parsing.
    """
    _cap(text)
    if HARMLESS.fullmatch(text):
        return f'<p dir="auto">{text.strip()}</p>'
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    html = "".join(
        f'<p dir="auto">{escape(paragraph, quote=False).replace(chr(10), "<br>")}</p>'
        for paragraph in paragraphs
    )
    return bleach.clean(_linker().linkify(html), tags=TAGS, attributes=_may_stay)


def render_marked(text):
    """The same with Markdown's bold, italic, lists and quotes; no HTML, pictures or headings.

    ``[words](address)`` leads to pages of our own only: elsewhere people see where they go.
    """
    _cap(text)
    tokens = MARKDOWN.parse(text.strip())
    for token in tokens:
        if token.type in OPENS:
            token.attrSet("dir", "auto")
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}).strip()
    return bleach.clean(_linker().linkify(html), tags=MARKED_TAGS, attributes=_may_stay)


def preview(text):
    """``render_marked`` for who looks at a text before it is kept."""
    return mark_safe(render_marked(text))


def without_link(html, address):
    """Rendered ``html`` that does not name ``address``, a path of our own."""
    place = rf"(?:https?://[^\"/\s]*)?{re.escape(escape(address))}"
    # A host of our own that no registry knows is no link but text.
    shown = re.sub(rf'<a [^>]*href="{place}"[^>]*>[^<]*</a>|(?<![^\s>]){place}(?![^\s<])', "", html)
    return mark_safe(re.sub(r'<p dir="auto">\s*</p>', "", shown))


def script_json(value):
    """``value`` as JSON that is safe inside a script element."""
    return mark_safe(json.dumps(value).translate(SCRIPT_ESCAPES))


def excerpt(text, length=160):
    """The beginning of a plain ``text`` on one line, cut at a word where there is one."""
    cut = shorten(text, length, placeholder="…")
    return cut if cut != "…" else f"{text.strip()[: length - 1]}…"


def unquoted(text):
    """A text with marks without what it quotes of others."""
    return QUOTED.sub("", text).strip()


def gist(text, length=160):
    """``excerpt`` of a text with marks: without them, and without what it quotes."""
    return excerpt(MARKS.sub("", unquoted(text)) or text, length)


def plain(html):
    """The words of a piece of HTML that somebody else made: lines stay lines, marks go."""
    html = re.sub(r"(?is)<(style|script|head|title)\b.*?</\1\s*>", "", html)
    html = re.sub(r"\s+", " ", html)
    lines = re.sub(r"(?i)<(br|/p|/div|/li|/tr|/h[1-6]|/blockquote)\b[^>]*>", "\n", html)
    return unescape(bleach.clean(lines, tags=set(), strip=True)).strip()


def printable(text):
    """Without control characters: calendar programs and news readers refuse the whole file."""
    return "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or c.isprintable())


class RenderedField(models.TextField):
    """HTML made from the field named ``source`` on every save; ``marked`` by Markdown.

    Nobody assigns to it, so nothing unclean can get in; what comes out is marked safe.
    """

    def __init__(self, *, source, marked=False, **options):
        self.source, self.marked = source, marked
        super().__init__(**{"editable": False, "default": "", **options})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "source": self.source, "marked": self.marked}

    def pre_save(self, instance, add):
        draw = render_marked if self.marked else render
        html = mark_safe(draw(getattr(instance, self.source)))
        setattr(instance, self.attname, html)
        return html

    def from_db_value(self, value, expression, connection):
        return value if value is None else mark_safe(value)


def _cap(text):
    if len(text) > LONGEST:
        raise ValueError(f"Text of {len(text)} characters; {LONGEST} is the most.")


def _markdown():
    rules = ["blockquote", "emphasis", "escape", "link", "list", "newline"]
    markdown = MarkdownIt("zero", {"breaks": True, "maxNesting": 8}).enable(rules)
    markdown.validateLink = lambda address: bool(OWN.match(address))
    return markdown


MARKDOWN = _markdown()


def _linker():
    # parse_email stays off: bleach 6.4 is quadratic in it (SECURITY 0.3).
    return Linker(callbacks=[_mark_foreign], parse_email=False)


def _mark_foreign(attributes, new=False):
    attributes[(None, "rel")] = "nofollow ugc noopener"
    return attributes


def _may_stay(tag, name, value):
    if tag == "a":
        return name == "rel" or (name == "href" and bool(LINK.match(value)))
    if tag == "ol" and name == "start":
        return value.isdecimal()
    return tag in ("p", "li", "blockquote") and name == "dir" and value == "auto"
