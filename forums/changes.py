"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from forums.models import Version

MOST = 20  # changes of one post on its page, the latest


@dataclass(frozen=True)
class Part:
    """``kind`` is "same", "gone" or "new"."""

    kind: str
    text: str


def changes(before, after):
    """The parts of both texts in reading order: what went stands before what came."""
    old, new = _words(before), _words(after)
    parts = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            parts.append(Part("same", "".join(old[i:j])))
            continue
        parts += [Part("gone", "".join(old[i:j]))] if j > i else []
        parts += [Part("new", "".join(new[k:m]))] if m > k else []
    return parts


def _words(text):
    """Words with the space behind them, so that joined they are the text again."""
    return re.findall(r"\S+\s*|\s+", text)


@dataclass(frozen=True)
class Change:
    """One edit as a page shows it: the version it replaced, and the parts of both texts.

    Hidden when either of the two was: each would tell the other.
    """

    version: object
    is_hidden: bool
    title: list
    parts: list


def history(post):
    """The latest ``Change``s of ``post``, newest first."""
    versions = list(post.versions.order_by("-pk")[:MOST])
    now = Version(title=post.topic.title if post.is_first else "", text=post.text)
    return [_change(old, new) for old, new in zip(versions, [now, *versions], strict=False)]


def _change(old, new):
    is_hidden = bool(old.hidden_at or new.hidden_at)
    title = changes(old.title, new.title) if old.title != new.title else []
    return Change(old, is_hidden, title, changes(old.text, new.text))
