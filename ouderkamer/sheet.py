"""The sheet of whoever receives the parents: first numbers to set the room ready, then names."""

from functools import cached_property

from django.db.models import Q

from community.people.languages import name
from ouderkamer.models.attendance import FollowUp
from ouderkamer.models.line import Standing
from ouderkamer.models.met import as_met_by


class Sheet:
    def __init__(self, gathering, reader):
        self.gathering, self.reader = gathering, reader

    @cached_property
    def families(self):
        found = self.gathering.coming_families
        return as_met_by(self.reader, list(found.select_related("person", "gathering__network")))

    @property
    def chairs(self):
        return sum(family.adults for family in self.families)

    @property
    def toddlers(self):
        return sum(one.toddlers for one in self.families if one.care == Standing.HELD)

    @property
    def languages(self):
        """``{language: families}`` of who asked for an interpreter."""
        asked = [family for family in self.families if family.interpreter]
        return {
            code: [family for family in asked if family.interpreter == code]
            for code in sorted({family.interpreter for family in asked})
        }

    @property
    def here(self):
        return sum(family.arrived_at is not None for family in self.families)

    @property
    def unheard(self):
        """Pairs of a language without an interpreter and the families that speak it."""
        found = self.languages.items()
        return [(name(code), who) for code, who in found if code not in self.gathering.interpreters]

    @property
    def walkers(self):
        return [family for family in self.families if family.walk_in]

    @cached_property
    def to_call(self):
        """Families without an account that must be told what changed, or that a place is free."""
        named = self.gathering.sign_ups.by_name()
        offered = Q(seat=Standing.OFFERED) | Q(care=Standing.OFFERED)
        changed = self.gathering.is_cancelled or self.gathering.moved_from
        return list(named.counted_on() if changed else named.filter(offered))

    @cached_property
    def tasks(self):
        """What hands are needed for, with who helps."""
        return list(self.gathering.helper_tasks.prefetch_related("helps__person").order_by("pk"))

    @property
    def things(self):
        """What is set ready."""
        return [line.strip() for line in self.gathering.materials.splitlines() if line.strip()]

    @cached_property
    def missed(self):
        """Who did not come and was not spoken to yet, without those nothing is done for."""
        done = (FollowUp.SPOKEN, FollowUp.NOTHING)
        missed = self.gathering.missed.exclude(follow_up__in=done)
        return as_met_by(self.reader, list(missed))

    @cached_property
    def next_date(self):
        return self.gathering.next_date
