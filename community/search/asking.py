"""A question to Wagtail's index that is put into SQL once, whatever is looked for.

Wagtail's own search builds its SQL anew for every question, which takes longer than the finding.
"""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import F, FloatField, Func, Lookup, TextField

from community.prepared import Given

WORDS = Given("question", TextField())  # as ``words.asked`` spells them


def best(rows):
    """Those of ``rows``, a queryset, that have the words; the best first, then the newest."""
    if connection.vendor == "postgresql":
        question = SearchQuery(WORDS, search_type="raw", config="simple")
        vector = F("found_by")
        rows = rows.alias(found_by=F("index_entries__autocomplete")).filter(found_by=question)
        return rows.order_by(SearchRank(vector, question).desc(), "-pk")
    found = rows.filter(index_entries__sqliteftsindexentry__autocomplete__match=WORDS)
    return found.order_by(_Distance(), "-pk")


@TextField.register_lookup
class _Match(Lookup):
    lookup_name = "match"

    def as_sql(self, compiler, connection):
        column, values = self.process_lhs(compiler, connection)
        words, further = self.process_rhs(compiler, connection)
        return f"{column} MATCH {words}", [*values, *further]


class _Distance(Func):
    """Of the row of SQLite's full text table that matches; the nearest has the lowest."""

    template = "bm25(wagtailsearch_indexentry_fts)"
    output_field = FloatField()
