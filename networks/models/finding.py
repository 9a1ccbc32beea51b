"""How networks are found: by their members, by a school, by a theme, and in the directory."""

from django.db import models

from community.access import Visible
from networks.models.kind import Kind
from networks.models.life import UNDER_WAY, Stage


class Findable(Visible):
    def joined_by(self, user):
        return self.filter(memberships__user=user, memberships__ended_at=None)

    def under_way(self):
        """Those that others may find: no drafts, nothing archived."""
        return self.filter(stage__in=UNDER_WAY)

    def listed(self):
        """The public directory: card facts only, for everybody. No class group is in it."""
        found = self.under_way().exclude(kind=Kind.CLASS)
        return found.select_related("school").order_by("name")

    def of_school(self, school):
        """Those under way around ``school``, its own or shared with others, the oldest first."""
        there = models.Q(school=school) | models.Q(further_schools=school)
        return self.under_way().filter(there).distinct().order_by("started_at", "pk")

    def around(self, schools):
        """``{key of a school: networks under way there}``, shared ones too, in one query."""
        there = models.Q(school__in=schools) | models.Q(further_schools__in=schools)
        found = self.under_way().filter(there).annotate(shared_with=models.F("further_schools"))
        places = {}
        for network in found.order_by("pk"):
            for key in (network.school_id, network.shared_with):
                places.setdefault(key, {})[network.pk] = network
        return {key: list(networks.values()) for key, networks in places.items()}

    def for_choice(self, reader):
        """Class groups by name, each with how many are in it and whether ``reader`` is."""
        number = models.Count("memberships", models.Q(memberships__ended_at=None))
        mine = models.Q(pk__in=self.joined_by(reader).values("pk"))
        is_in = models.ExpressionWrapper(mine, output_field=models.BooleanField())
        return self.under_way().annotate(members=number, is_in=is_in).order_by("name")

    def themes(self):
        return self.listed().filter(kind=Kind.THEME)

    def for_home(self):
        """One's own, drafts too, for the choice after signing in; what has ended comes last.
        Class groups hang under the network of their school."""
        ended_last = models.Case(models.When(stage=Stage.ARCHIVED, then=1), default=0)
        found = self.exclude(kind=Kind.CLASS).select_related("school")
        return found.order_by(ended_last, "name")
