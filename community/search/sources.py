"""Each app says what can be found in it; this app only does the finding.

A source is registered by being defined, in the ``sources.py`` of the app that owns the model.
"""

from wagtail.search.backends import get_search_backend

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
        SOURCES.append(cls())
        SOURCES.sort(key=lambda source: source.order)

    def candidates(self, reader):
        """What ``reader`` may see; the finding happens within this and nowhere else."""
        return self.model.objects.visible_to(reader)

    def find(self, words, reader):
        """At most ``MOST`` hits with every word, its stem or its beginning, best first."""
        seen = self.candidates(reader).values("pk")
        visible = self.model.objects.filter(pk__in=seen).select_related(*self.related)
        return get_search_backend().autocomplete(asked(words), visible)[:MOST]


def find_everywhere(words, reader):
    """Pairs of (source, hits) of the sources in which something was found."""
    found = ((source, list(source.find(words, reader))) for source in SOURCES)
    return [(source, hits) for source, hits in found if hits]
