"""Questions that every page asks: put into SQL once, and from then on only asked.

For questions as small as these Django spends more time on building the query than the database on
answering it. A question is a queryset made of ``Given`` values where people, keys and moments
would stand; nothing that changes may stand in it by itself.
"""

from copy import copy
from functools import cached_property, partial

from django.db import connection
from django.db.models import BigIntegerField, Expression
from django.db.models.query import ModelIterable


class Given(Expression):
    """A value that is known when the question is asked. It may stand for a person."""

    is_authenticated = True

    def __init__(self, name, output_field=None, *, has_blocks=False):
        super().__init__(output_field=output_field or BigIntegerField())
        self.name, self.has_blocks = name, has_blocks

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def among(self, values):
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared:
    """The rows of a queryset as a list: ``Prepared(build)(reader=3)``."""

    def __init__(self, build):
        self.build = build

    def __call__(self, **values):
        compiler, question = self._made
        asked = copy(compiler)  # which knows the columns; that is all that threads share
        asked.connection = connection
        asked.as_sql = lambda *_how, **_options: question.filled(values)
        return list(ModelIterable(_Rows(asked)))

    @cached_property
    def _made(self):
        compiler = self.build().query.get_compiler(connection=connection)
        return compiler, _Question(*compiler.as_sql())


class Counted:
    """``total`` over the rows of a queryset: ``Counted(build)(reader=3)``."""

    def __init__(self, build, total="COUNT(*)"):
        self.build, self.total = build, total

    def __call__(self, **values):
        with connection.cursor() as cursor:
            cursor.execute(*self._question.filled(values))
            return int(cursor.fetchone()[0] or 0)  # PostgreSQL sums into decimals

    @cached_property
    def _question(self):
        rows, parameters = self.build().query.get_compiler(connection=connection).as_sql()
        return _Question(f"SELECT {self.total} FROM ({rows}) AS counted", parameters)  # noqa: S608 (ours)


class ForReader:
    """A question that is put with more care for who does not meet somebody: ``build(reader)``
    is asked for both, and ``kind`` is ``Prepared`` or ``Counted``."""

    def __init__(self, kind, build):
        readers = {blocks: Given("reader", has_blocks=blocks) for blocks in (False, True)}
        self._ways = {blocks: kind(partial(build, one)) for blocks, one in readers.items()}

    def __call__(self, reader, **values):
        return self._ways[getattr(reader, "has_blocks", False)](reader=reader.pk, **values)


class _Question:
    def __init__(self, sql, parameters):
        self.sql, self.parameters = sql, parameters

    def filled(self, values):
        """SQL and its parameters."""
        return self.sql, tuple(
            each.among(values) if isinstance(each, Given) else each for each in self.parameters
        )


class _Rows:
    """All that ``ModelIterable`` asks of a queryset and its query."""

    _known_related_objects = {}

    def __init__(self, compiler):
        self.compiler, self.db, self.query = compiler, connection.alias, self
        self.model = compiler.query.model

    def get_compiler(self, using=None, connection=None):
        return self.compiler
