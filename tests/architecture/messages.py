"""All sentences of the product, read from its source without system gettext."""

import re
from io import BytesIO

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.architecture.house import ROOT, modules

KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def sources():
    """Pairs of path and Python text; templates are turned into Python by Django."""
    for _module, path in modules():
        yield path, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in (".html", ".txt"):
            python = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield path, re.sub(r"^\s+", "", python, flags=re.MULTILINE)  # its indents are noise


def messages():
    """``{(context, msgid, plural or None): first file it stands in}``."""
    found = {}
    for path, text in sources():
        code = BytesIO(re.sub(r"\bu(?=['\"])", "", text).encode())
        for _line, message, _comments, context in extract("python", code, keywords=KEYWORDS):
            singular, plural = message if isinstance(message, tuple) else (message, None)
            key = (context, singular, plural)
            found.setdefault(key, path.relative_to(ROOT).as_posix())
    return found
