"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


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
