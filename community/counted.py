"""Numbers that every page shows: the question is put into SQL once, and from then on only asked.

For questions as small as these Django spends more time on building the query than the database on
answering it.
"""

from functools import cached_property

from django.db import connection
from django.db.models import BigIntegerField, Expression


class Given(Expression):
    """A value that is known when a ``Counted`` is asked. It may stand for a person in a query."""

    is_authenticated = True

    def __init__(self, name, output_field=None):
        super().__init__(output_field=output_field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def among(self, values):
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Counted:
    """``total`` over the rows of a queryset: ``Counted(build)(reader=3)``.

    ``build`` makes the queryset, out of ``Given`` values where people and moments would stand.
    """

    def __init__(self, build, total="COUNT(*)"):
        self.build, self.total = build, total

    def __call__(self, **values):
        sql, parameters = self._question
        filled = [each.among(values) if isinstance(each, Given) else each for each in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return int(cursor.fetchone()[0] or 0)  # PostgreSQL sums into decimals

    @cached_property
    def _question(self):
        rows, parameters = self.build().query.get_compiler(connection=connection).as_sql()
        return f"SELECT {self.total} FROM ({rows}) AS counted", parameters  # noqa: S608 (ours)
