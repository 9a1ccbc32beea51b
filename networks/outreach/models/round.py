from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Count, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from networks.models import Membership, Network
from networks.outreach.models.turn import LOCK, Turn

SMALL = 5  # below this a number says too much about who it is


class CallRoundQuerySet(Visible):
    def seen_by(self, user):
        mine = Membership.objects.current().filter(user=user, calls=True)
        return self.filter(network__in=mine.values("network"))

    def running(self):
        return self.filter(ended_at=None)

    @transaction.atomic
    def begin(self, network, *, by, **facts):
        """A round in which every family that may be called has its turn once."""
        call_round = self.create(network=network, begun_by=by, **facts)
        call_round.take_in(network.known_families.all())
        record("outreach.round_begun", by=by, about=call_round, network=network)
        return call_round


class CallRound(models.Model):
    """Ringing all families about one thing, with three sentences to say."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="call_rounds")
    goal = models.CharField(_("what is it about?"), max_length=80)
    script = models.TextField(
        _("what do you say?"),
        max_length=400,
        help_text=_("Three short sentences, each on a line of its own."),
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    begun_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = CallRoundQuerySet.as_manager()

    def __str__(self):
        return self.goal

    @property
    def sentences(self):
        return [line.strip() for line in self.script.splitlines() if line.strip()]

    def take_in(self, families):
        """Give a turn to those of ``families`` who may be called and have none here yet."""
        callable_ = families.to_call(timezone.localdate()).exclude(turns__round=self)
        Turn.objects.bulk_create(
            [Turn(round=self, family=family) for family in callable_], ignore_conflicts=True
        )

    def ahead_of(self, user, *, own_language=False):
        """The turns that ``user`` may take, the next one first.

        Who asked to be rung back comes to the same caller first, then whose language they speak.
        """
        free = self.turns.waiting().free(timezone.now())
        if own_language:
            free = free.filter(family__language__in=user.languages or [])
        own = Case(
            When(Q(last_caller=user, call_after__isnull=False), then=0),
            When(call_after__isnull=False, then=1),
            When(family__language__in=user.languages or [], then=2),
            default=3,
        )
        return free.order_by(own, "attempts", "pk")

    @transaction.atomic
    def next_for(self, user, wanted=None, *, own_language=False):
        """The turn ``user`` is at, or the next one, theirs alone for ``LOCK``; None without one.

        ``wanted`` is the key of a turn that they would rather have, if it is still free.
        """
        now = timezone.now()
        held = self.turns.waiting().filter(caller=user, locked_until__gt=now).first()
        if held or self.ended_at:
            return held
        ahead = self.ahead_of(user, own_language=own_language)
        ahead = ahead.select_for_update(skip_locked=True, of=("self",))
        turn = (wanted and ahead.filter(pk=wanted).first()) or ahead.first()
        if turn:
            turn.caller, turn.locked_until = user, now + LOCK
            turn.save(update_fields=["caller", "locked_until"])
        return turn

    @transaction.atomic
    def end(self, *, by):
        """Nobody sees a number of this round any more."""
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])
        self.turns.leave()
        record("outreach.round_ended", by=by, about=self, network=self.network)

    def numbers(self, caller=None):
        """``{spoken, later, waiting}``: how many families, in one query; for a ``caller`` also
        ``own``, how many wait whose language they speak."""
        reached, own = Q(outcome="reached"), {}
        if caller:
            speaks = Q(family__language__in=caller.languages or [], done_at=None)
            own = {"own": Count("pk", filter=speaks)}
        return self.turns.aggregate(
            **own,
            spoken=Count("pk", filter=reached),
            later=Count("pk", filter=Q(done_at=None, call_after__isnull=False)),
            waiting=Count("pk", filter=Q(done_at=None, call_after=None)),
        )


def shown(numbers):
    """The same for who may know numbers and not people: None for what is too small."""
    return {name: n if n == 0 or n >= SMALL else None for name, n in numbers.items()}
