"""Each app says what can be found in it; this app only does the finding.

A source is registered by being defined, in the ``sources.py`` of the app that owns the model.
"""

from functools import cache

from django.contrib.contenttypes.models import ContentType

from community.prepared import ForReader, Prepared
from community.search.asking import best
from community.search.words import asked

SOURCES = []
MOST = 20  # hits of one source on one page


class Source:
    """What may be found of one model, and the partial that shows a hit."""

    model = None
    title = ""  # heading above the hits, translated lazily
    icon = ""
    tone = "primary"
    template = ""  # partial given ``hit`` and ``words``
    related = ()  # what the partial shows of other models
    order = 100

    def __init_subclass__(cls):
        if cls.model:  # without one it is the common ground of several sources
            SOURCES.append(cls())
            SOURCES.sort(key=lambda source: source.order)

    def candidates(self, reader):
        """What ``reader`` may see; the finding happens within this and nowhere else."""
        return self.model.objects.visible_to(reader)

    def find(self, words, reader):
        """At most ``MOST`` hits with every word, its stem or its beginning, best first."""
        kind = ContentType.objects.get_for_model(self.model).pk
        return _prepared(type(self), kind)(reader, question=asked(words))


def find_everywhere(words, reader):
    """Pairs of (source, hits) of the sources in which something was found."""
    found = ((source, source.find(words, reader)) for source in SOURCES)
    return [(source, hits) for source, hits in found if hits]


@cache
def _prepared(source, _kind):
    """By the key of its content type too, which is another one after a database was emptied."""

    def build(reader):
        seen = source().candidates(reader).select_related(*source.related or [None])
        return best(seen)[:MOST]

    return ForReader(Prepared, build)
