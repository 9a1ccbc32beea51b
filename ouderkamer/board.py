"""The planning board: empty mornings, themes parents want, and guests, in the order of thinking."""

from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Prefetch
from django.utils import timezone

from community.people.models import unmet_keys
from networks.models import Membership
from ouderkamer.models import Gathering, Invitation, Series, Share, SignUp, Speaker, Theme
from ouderkamer.models.attendance import ANSWERS_KEPT
from ouderkamer.models.helping import helped_this_year
from ouderkamer.models.placing import UNDO
from ouderkamer.models.series import AHEAD
from ouderkamer.models.theme import ENOUGH

REGULAR = 4  # times a parent said yes in a season
DECISIONS = 5


class FreeDay(NamedTuple):
    """A day of a series that is left out, and why."""

    day: date
    why: str

    @property
    def key(self):
        return f"free-{self.day.isoformat()}"


class Board:
    def __init__(self, network, reader, *, asking=None, refusal=""):
        """``asking`` is the date that was refused a theme because of ``refusal``."""
        self.network, self.reader = network, reader
        self.asking, self.refusal = asking, refusal

    @cached_property
    def dates(self):
        """Those of the coming weeks, with their theme and guests."""
        visible = Gathering.objects.visible_to(self.reader).filter(network=self.network)
        asked = Invitation.objects.select_related("speaker").order_by("invited_at")
        coming = visible.upcoming().going_ahead().filter(starts_at__lt=timezone.now() + AHEAD)
        return list(
            coming.select_related("network", "series", "theme").prefetch_related(
                Prefetch("speaker_invitations", asked), "helper_tasks__helps__person"
            )
        )

    @cached_property
    def unmet(self):
        return unmet_keys(self.reader)

    @property
    def holes(self):
        return [one for one in self.dates if one.series_id and one.is_empty]

    @property
    def ready(self):
        return [one for one in self.dates if not (one.series_id and one.is_empty)]

    @property
    def undoable(self):
        """Keys of the dates whose theme was placed a moment ago."""
        since = timezone.now() - UNDO
        return {one.pk for one in self.dates if one.placed_at and one.placed_at > since}

    @cached_property
    def free_days(self):
        """Days of running series that are left out, so that nobody plans them by mistake."""
        today, visible = timezone.localdate(), Series.objects.visible_to(self.reader)
        found = {
            FreeDay(day, why)
            for series in visible.filter(network=self.network).running()
            for day in series.rule_days(today + AHEAD)
            if day > today and (why := series.why_free(day))
        }
        return sorted(found)

    @cached_property
    def _open(self):
        visible = Theme.objects.visible_to(self.reader).filter(network=self.network)
        return list(visible.open().for_listing(self.reader))

    @property
    def themes(self):
        """Those with enough backers, most wanted first."""
        return [theme for theme in self._open if theme.backers >= ENOUGH]

    @cached_property
    def speakers(self):
        visible = Speaker.objects.visible_to(self.reader).filter(network=self.network)
        return list(visible.for_board().distinct())

    @cached_property
    def offers(self):
        """Dates of other networks that were offered to this one."""
        offered = Share.objects.visible_to(self.reader).filter(network=self.network)
        return list(offered.select_related("gathering__network"))

    @cached_property
    def decisions(self):
        return list(self.network.decisions.select_related("by").order_by("-at")[:DECISIONS])

    @cached_property
    def helpers(self):
        return helped_this_year(self.network, self.reader)

    @cached_property
    def regulars(self):
        """Parents who come often and do not work on the room: to be asked, never added."""
        since = timezone.now() - ANSWERS_KEPT
        said_yes = SignUp.objects.filter(
            gathering__network=self.network,
            gathering__ends_at__range=(since, timezone.now()),
            answer="yes",
        )
        often = said_yes.values("person").annotate(times=Count("pk")).filter(times__gte=REGULAR)
        known = Membership.objects.visible_to(self.reader).filter(network=self.network)
        parents = known.filter(kind=Membership.Kind.PARENT, hosts=False, user__shielded=False)
        return list(parents.filter(user__in=often.values("person")).select_related("user"))
