"""Words as they are compared: without capitals and accents, and Dutch ones by their root too.

Text and question go through here before they reach a database, so each database finds the same.
"""

import re
from unicodedata import combining, normalize

from django.db import connection, models
from django.db.models.functions import Cast
from Stemmer import Stemmer
from wagtail.search import index

WORD = re.compile(r"[^\W_]+")
PLAIN = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "a"}  # letters that carry no loose accent
SHORTEST = 4  # letters of a word that has a root
MOST = 10  # words of one question
SPELLING = {  # a word, one that begins so, or, and
    "postgresql": ("'{}'", "'{}':*", " | ", " & "),
    "sqlite": ('"{}"', '"{}"*', " OR ", " AND "),
}


class Findable(index.AutocompleteField):
    """A field or method whose words are found; a ``lang`` of the object says in which language."""

    def get_value(self, obj):
        value = super().get_value(obj) or ""
        text = value if isinstance(value, str) else "\n".join(map(str, value))
        return findable(text, getattr(obj, "lang", "nl"))


def by_found(name):
    """An index by the key as text, as Wagtail joins on it; else all of a table is read."""
    return models.Index(Cast("id", models.CharField(max_length=50)), name=name)


def findable(text, lang="nl"):
    """What the index keeps of ``text``: its words, and the roots of Dutch ones."""
    words = _words(text)
    roots = set(_roots(words)) if lang == "nl" else set()
    return " ".join([*words, *sorted(roots.difference(words))])


def asked(text):
    """A question in the language of the database's full text search: every word by its root, the
    last one by its beginning too.

    None for a text without words.
    """
    words = list(dict.fromkeys(_words(text)))[:MOST]
    if not words:
        return None
    word, beginning, either, both = SPELLING[connection.vendor]
    *roots, last = map(word.format, _roots(words))
    return both.join([*roots, f"({last}{either}{beginning.format(words[-1])})"])


def beginnings(text):
    """What the words of a hit begin with, to mark them."""
    words = _words(text)
    return words + _roots(words)


def fold(text):
    """``text`` in plain small letters, each where it was."""
    return text.translate(LETTERS)


class _Letters(dict):
    """Made when a letter is first met."""

    def __missing__(self, code):
        small = chr(code).lower()[0]
        self[code] = plain = PLAIN.get(small) or normalize("NFKD", small)[0]
        return plain


LETTERS = _Letters()


def _words(text):
    folded = fold(normalize("NFC", text))
    return WORD.findall("".join(letter for letter in folded if not combining(letter)))


def _roots(words):
    stemmer = Stemmer("dutch")  # no thread shares one
    return [_root(word, stemmer) for word in words]


def _root(word, stemmer):
    """The stem of the stem, until it is its own: fietsen, fiets, fiet."""
    stem = stemmer.stemWord(word)
    # What begins with another letter is another word: gezond, zon.
    while len(word) >= SHORTEST and stem != word and stem[0] == word[0]:
        word, stem = stem, stemmer.stemWord(stem)
    return word
