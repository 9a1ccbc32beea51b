"""The two lines in front of a gathering: for seats, and for toddlers in the childcare.

Whoever calls these holds the row of the gathering, so that of many families who want the last
place at the same moment one gets it, and a freed one is offered once.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Sum, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record

OFFERED_FOR = timedelta(hours=24)
LAST_OFFER = timedelta(hours=2)  # before it starts; from then on who comes first is first


class Standing(models.TextChoices):
    NONE = "", _("no place asked")
    HELD = "held", _("has a place")
    WAITS = "waits", _("waits for a place")
    OFFERED = "offered", _("may have a place")


@dataclass(frozen=True)
class Line:
    """``name`` begins the fields of an answer that say where it stands, since when, and until
    when it is offered a place; ``size`` and ``limit`` are fields of the answer and the gathering.
    """

    name: str
    size: str
    limit: str
    refusal: Promise
    ready: Q  # who of those that wait can be offered something
    spared: Q  # who keeps a place longest when there are fewer
    only_with: str = ""  # field of the gathering without which there are no places at all

    def standing(self, sign_up):
        return getattr(sign_up, self.name)

    def offered_until(self, sign_up):
        return getattr(sign_up, f"{self.name}_until")

    def most(self, facts):
        """How many places there are by these facts of a gathering; None is no limit."""
        return 0 if self.only_with and not facts[self.only_with] else facts[self.limit]

    def lose(self, gathering, sign_up):
        """Wait again, in front of who never had a place; where there are none, for nothing."""
        if self.most(vars(gathering)) == 0:
            self.put(sign_up, Standing.NONE)
        else:
            self.put(sign_up, Standing.WAITS, since=sign_up.asked_at)
        self.store(sign_up)

    def number(self, sign_up):
        """How many others stand in front, and one."""
        since = getattr(sign_up, f"{self.name}_since")
        earlier = Q(**{f"{self.name}_since__lt": since})
        same = Q(**{f"{self.name}_since": since, "pk__lt": sign_up.pk})
        return self._those(sign_up.gathering, Standing.WAITS).filter(earlier | same).count() + 1

    def free(self, gathering, *, but=None):
        """How many places are left, without those of the answer ``but``; None without a limit."""
        if (limit := self.most(vars(gathering))) is None:
            return None
        taken = self._those(gathering, Standing.HELD, Standing.OFFERED).exclude(pk=but and but.pk)
        return limit - (taken.aggregate(n=Sum(self.size))["n"] or 0)

    def place(self, gathering, sign_up, size):
        """Hold ``size`` places if they are there, else wait. Nobody loses what they hold."""
        standing = self.standing(sign_up)
        free = self.free(gathering, but=sign_up)
        if not size:
            self.put(sign_up, Standing.NONE)
        elif free is None or size <= free:
            self.put(sign_up, Standing.HELD)
        elif standing in (Standing.HELD, Standing.OFFERED):
            raise ValidationError(self.refusal, code="full")
        else:
            self.wait(sign_up)

    def wait(self, sign_up):
        if self.standing(sign_up) != Standing.WAITS:
            self.put(sign_up, Standing.WAITS, since=timezone.now())

    def put(self, sign_up, standing, *, since=None, until=None):
        setattr(sign_up, self.name, standing)
        setattr(sign_up, f"{self.name}_since", since)
        setattr(sign_up, f"{self.name}_until", until)

    def store(self, sign_up):
        """Only where it stands in this line: the same answer may be in hand for the other."""
        sign_up.save(update_fields=[self.name, f"{self.name}_since", f"{self.name}_until"])

    def lapsed(self, gathering):
        """Who was offered a place and did not answer in time."""
        late = {f"{self.name}_until__lte": timezone.now()}
        return self._those(gathering, Standing.OFFERED).filter(**late)

    def offer(self, gathering, until):
        """Offer what is free to the first who fit; those who were offered something now."""
        offered, free = [], self.free(gathering)
        waiting = self._those(gathering, Standing.WAITS).filter(self.ready)
        for sign_up in waiting.order_by(f"{self.name}_since", "pk"):
            if free is None or getattr(sign_up, self.size) <= free:
                self.put(sign_up, Standing.OFFERED, until=until)
                self.store(sign_up)
                offered.append(sign_up)
                free = None if free is None else free - getattr(sign_up, self.size)
        return offered

    def losers(self, gathering, facts):
        """Who has a place and would not with these ``facts``: who came last, and rather not a
        family that asked for an interpreter or childcare."""
        if (limit := self.most(facts)) is None:
            return []
        order = Case(
            When(~Q(**{self.name: Standing.HELD}), then=2), When(self.spared, then=0), default=1
        )
        placed = self._those(gathering, Standing.HELD, Standing.OFFERED).select_related("person")
        lost, taken = [], 0
        for sign_up in placed.order_by(order, "asked_at", "pk"):
            taken += getattr(sign_up, self.size)
            if taken > limit:
                lost.append(sign_up)
                taken -= getattr(sign_up, self.size)
        return lost

    def _those(self, gathering, *standings):
        return gathering.sign_ups.of_members().filter(**{f"{self.name}__in": standings})


SEATS = Line(
    "seat",
    "adults",
    "limit",
    _("There is no room for so many. You keep your place."),
    ready=Q(),
    spared=~Q(interpreter="") | Q(toddlers__gt=0),
)
CARE = Line(
    "care",
    "toddlers",
    "childcare_limit",
    _("There is no room for so many children. You keep your place."),
    ready=Q(seat__in=(Standing.HELD, Standing.OFFERED)),
    spared=~Q(interpreter=""),
    only_with="childcare",
)
LINES = (SEATS, CARE)


def stand(gathering, sign_up):
    """Where a family stands after its answer. Children wait until their parents have a seat."""
    comes = sign_up.answer == "yes"
    SEATS.place(gathering, sign_up, comes * sign_up.adults)
    toddlers = comes * gathering.childcare * sign_up.toddlers
    if toddlers and sign_up.seat == Standing.WAITS:
        CARE.wait(sign_up)
    else:
        CARE.place(gathering, sign_up, toddlers)


def settle(gathering):
    """Take back offers that nobody answered, and offer what is free to who waits."""
    for line in LINES:
        for sign_up in line.lapsed(gathering):
            _lapse(line, sign_up)
    until = min(timezone.now() + OFFERED_FOR, gathering.starts_at - LAST_OFFER)
    if until <= timezone.now():
        return
    seated = SEATS.offer(gathering, until)
    cared = CARE.offer(gathering, until)
    for sign_up in {each.pk: each for each in (*seated, *cared)}.values():
        record("ouderkamer.offered", by=None, about=sign_up, network=gathering.network)


def squeeze(gathering):
    """Those who lose a place by what is written there now, each once."""
    lost = {}
    for line in LINES:
        for sign_up in line.losers(gathering, vars(gathering)):
            line.lose(gathering, sign_up)
            if line is SEATS and sign_up.care:
                CARE.lose(gathering, sign_up)  # children wait with their parents
            lost[sign_up.pk] = sign_up
    return lost.values()


def _lapse(line, sign_up):
    """Without a seat a family thinks about it again; without childcare it still comes."""
    line.put(sign_up, Standing.NONE)
    if line is SEATS:
        CARE.put(sign_up, Standing.NONE)
        sign_up.answer = "maybe"
    sign_up.save()
