"""The trial of a new school year as a table: what, now, then, and what to look at.

The page and the CSV show the same rows. Of shielded parents there is one number: counted
per group they could be found out.
"""

import csv
import io
from collections import Counter
from dataclasses import astuple, dataclass
from functools import cached_property

from django.utils.translation import gettext, ngettext

from networks.models import Membership, Move
from networks.models.move import LAST_GROUP

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate


@dataclass(frozen=True)
class Row:
    what: str
    now: object
    then: object
    attention: str = ""


class Trial:
    def __init__(self, turnover, reader):
        visible = Move.objects.visible_to(reader).filter(turnover=turnover)
        self.network = turnover.network
        self.named = visible.select_related("membership__user").order_by(
            "membership__user__first_name", "pk"
        )

    @cached_property
    def moves(self):
        return list(self.named)

    @cached_property
    def members(self):
        return self.network.memberships.current().filter(kind=Membership.Kind.PARENT)

    @cached_property
    def leavers(self):
        return [move for move in self.moves if move.leaves]

    @cached_property
    def askees(self):
        return [move for move in self.moves if move.asks_again]

    @property
    def leaving_role_holders(self):
        return [move for move in self.askees if move.leaves]

    @cached_property
    def rows(self):
        """The summary."""
        rows = [self._parents(), *self._groups(), self._shielded(), self._tasks()]
        exceptions = sum(move.choice != Move.Choice.FOLLOW for move in self.moves)
        return [*rows, Row(gettext("Exceptions"), "–", exceptions)]

    @property
    def people(self):
        """One row for every parent something is planned for."""
        return [row_of(move) for move in self.moves]

    def as_csv(self):
        """For a spreadsheet: with a mark that it is UTF-8, and without formulas."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";")
        writer.writerow(str(heading) for heading in headings())
        for row in (*self.rows, *self.people):
            writer.writerow(plain_cell(cell) for cell in astuple(row))
        return "\ufeff" + out.getvalue()

    @cached_property
    def _named_now(self):
        named = self.members.filter(user__shielded=False).exclude(user__first_name="")
        return named.filter(alumnus_since=None).count()

    def _parents(self):
        leaving = len(self.leavers)
        words = ngettext("%d gets a goodbye message.", "%d get a goodbye message.", leaving)
        attention = words % leaving if leaving else ""
        now = self._named_now
        return Row(gettext("Parents with their name"), now, now - leaving, attention)

    def _groups(self):
        now = Counter(number for move in self.moves for number in move.groups_before)
        then = Counter(number for move in self.moves for number in move.groups_after)
        for number in range(1, LAST_GROUP + 1):
            empty = now[number] and not then[number]
            attention = gettext("Begins empty.") if empty else ""
            what = gettext("Parents of group %d") % number
            yield Row(what, now[number], then[number], attention)

    def _shielded(self):
        number = self.members.filter(alumnus_since=None).count() - self._named_now
        attention = gettext("The same happens to them. Nobody sees what.") if number else ""
        return Row(gettext("Shielded parents"), number, "–", attention)

    def _tasks(self):
        names = ", ".join(move.membership.user.shown_name for move in self.askees)
        attention = gettext("We ask: do you go on? %s") % names if names else ""
        return Row(gettext("Parents with a task"), len(self.askees), len(self.askees), attention)


def headings():
    return gettext("What"), gettext("Now"), gettext("Then"), gettext("Look at")


def row_of(move):
    return Row(move.membership.user.shown_name, move.before, move.after, move.attention)


def plain_cell(cell):
    """A spreadsheet takes a cell that begins like a formula for one; a quote prevents that."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
