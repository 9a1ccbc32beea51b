from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.activity.recording import record
from networks.inside import InsideQuerySet
from networks.models.life import Stage
from ouderkamer.models.attendance import KEPT, FollowUp
from ouderkamer.models.placing import UNDO
from ouderkamer.models.sign_up import SignUp


class GatheringQuerySet(InsideQuerySet):
    def upcoming(self):
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def going_ahead(self):
        return self.filter(cancelled_at=None)

    def announced(self):
        """Those whose title, time and place anybody may read; nothing else of them."""
        return self.going_ahead().filter(is_public=True)

    def with_lapsed_offers(self):
        now = timezone.now()
        late = Q(sign_ups__seat_until__lte=now) | Q(sign_ups__care_until__lte=now)
        return self.upcoming().going_ahead().filter(late).distinct()

    def with_due_messages(self):
        due = Q(sign_ups__follow_up=FollowUp.MESSAGE, sign_ups__follow_at__lte=timezone.now())
        return self.filter(due).select_related("network").distinct()

    def with_untold_theme(self):
        placed = self.upcoming().going_ahead().exclude(theme=None).filter(placing_told=False)
        return placed.filter(placed_at__lte=timezone.now() - UNDO).select_related("network")

    def to_forget(self):
        """Those whose names were kept long enough."""
        old = self.filter(ends_at__lte=timezone.now() - KEPT, forgotten_at=None)
        return old.select_related("network")

    def behind_door(self, key):
        """The one that this secret opens, while people can still say that they come."""
        living = self.exclude(network__stage=Stage.ARCHIVED).select_related("network__school")
        return living.upcoming().going_ahead().exclude(door_key="").filter(door_key=key)

    def next_announced_of(self, networks):
        """For each of ``networks`` the first public gathering to come, in one query."""
        first = self.announced().upcoming().filter(network=OuterRef("network")).values("pk")[:1]
        return self.filter(network__in=networks, pk=Subquery(first))

    def for_feed(self, reader):
        """With what ``reader`` answered, and whether they have a place."""
        own = SignUp.objects.filter(gathering=OuterRef("pk"), person=reader)
        return self.select_related("network").annotate(
            my_answer=Coalesce(Subquery(own.values("answer")[:1]), models.Value("")),
            my_seat=Coalesce(Subquery(own.values("seat")[:1]), models.Value("")),
        )

    def for_listing(self, reader):
        """With how many people come, how many seats are not free, and what ``reader`` answered."""
        here = SignUp.objects.filter(gathering=OuterRef("pk")).values("gathering")
        coming, taken = here.coming(), here.taking_a_seat()
        return (
            self.for_feed(reader)
            .select_related("series")
            .annotate(
                coming=Coalesce(Subquery(coming.annotate(n=Sum("adults")).values("n")), 0),
                taken=Coalesce(Subquery(taken.annotate(n=Sum("adults")).values("n")), 0),
            )
        )

    @transaction.atomic
    def plan(self, network, *, by, **facts):
        """Put one date in the agenda of ``network``."""
        gathering = self.create(network=network, planned_by=by, **facts)
        record("ouderkamer.planned", by=by, about=gathering, network=network)
        return gathering
