from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from community.access import Visible
from community.activity.recording import record
from networks.models.membership import Membership
from networks.models.move import Move
from networks.models.network import Network

BATCH = 250  # members in one transaction
UNDO_FOR = timedelta(days=7)
NOVEMBER = 11  # from this month on, the coming school year is next year's


def coming_year():
    """The year in which the school year begins that people prepare for now."""
    today = timezone.localdate()
    return today.year + (today.month >= NOVEMBER)


class TurnoverQuerySet(Visible):
    def seen_by(self, user):
        """For parents who moderate: staff do not know who the parents of a group are."""
        mine = Membership.objects.current().filter(user=user, moderates=True)
        return self.filter(network__in=mine.filter(kind=Membership.Kind.PARENT).values("network"))

    def unfinished(self):
        """Those a worker should be busy with."""
        running = models.Q(started_at__isnull=False, finished_at=None)
        undoing = models.Q(undo_asked_at__isnull=False, undone_at=None)
        return self.filter(running | undoing)

    @transaction.atomic
    def prepare(self, network, *, by):
        """The trial of the coming year, brought up to date; its exceptions stay.

        It writes down what would happen and changes no member. A year that was turned over
        already gives that turnover back.
        """
        Network.objects.lock(network.pk)
        turnover, _is_new = self.get_or_create(network=network, year=coming_year(), undone_at=None)
        if turnover.started_at is None:
            turnover.plan()
            turnover.touch(by=by)
            record("networks.turnover_prepared", by=by, about=turnover, network=network)
        return turnover


class Turnover(models.Model):
    """A new school year in one network: first a trial, then the move, for a week the way back."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="turnovers")
    year = models.PositiveSmallIntegerField()
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    prepared_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    undo_asked_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = TurnoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "network",
                "year",
                condition=models.Q(undone_at=None),
                name="networks_one_turnover_a_year",
            )
        ]

    def __str__(self):
        return f"{self.network} · {self.years}"

    def get_absolute_url(self):
        return reverse("networks:turnover", args=[self.network.slug])

    @property
    def years(self):
        return f"{self.year}–{self.year + 1}"

    @property
    def is_trial(self):
        return self.started_at is None

    @property
    def is_running(self):
        going = self.started_at is not None and self.finished_at is None
        return going or (self.undo_asked_at is not None and self.undone_at is None)

    @property
    def is_over(self):
        """Undone, or of a year that is past: a new trial may be made."""
        return self.undone_at is not None or self.year != coming_year()

    @property
    def undo_until(self):
        return self.finished_at + UNDO_FOR

    @property
    def can_be_undone(self):
        is_done = self.finished_at is not None and self.undo_asked_at is None
        return is_done and timezone.now() < self.undo_until

    def plan(self):
        """Write down what would happen to whom; only for who holds the lock."""
        self.moves.exclude(pk__in=self.moves.for_current_members().values("pk")).delete()
        stale = [move for move in self.moves.as_planned() if move.follow()]
        Move.objects.bulk_update(stale, Move.PLANNED, batch_size=BATCH)
        Move.objects.bulk_create(self._new_moves(), batch_size=BATCH)

    def touch(self, *, by):
        """Whoever changed the plan last cannot be the one who agrees with it."""
        self.prepared_by, self.prepared_at = by, timezone.now()
        self.save(update_fields=["prepared_by", "prepared_at"])

    @transaction.atomic
    def agree(self, *, by):
        """Begin, as the second moderator; the worker does the rest. Pressing twice is once."""
        turnover = self._lock()
        if not turnover.is_trial:
            return
        turnover.plan()
        turnover.agreed_by, turnover.started_at = by, timezone.now()
        turnover.total = turnover.moves.count()
        turnover.save()
        record("networks.turnover_agreed", by=by, about=self, network=self.network)
        transaction.on_commit(lambda: carry_on.enqueue(self.pk), robust=True)

    @transaction.atomic
    def undo(self, *, by):
        """Put everybody back where they were, except who changed their groups since."""
        turnover = self._lock()
        if not turnover.can_be_undone:
            return
        turnover.undo_asked_at = timezone.now()
        turnover.save(update_fields=["undo_asked_at"])
        record("networks.turnover_undone", by=by, about=self, network=self.network)
        transaction.on_commit(lambda: carry_on.enqueue(self.pk), robust=True)

    def carry_on(self):
        """Do what is left to do, whoever began it; two workers wait for each other."""
        while self._do_some():
            pass

    @transaction.atomic
    def _do_some(self):
        """One batch, there or back; False when nothing is left."""
        turnover = self._lock()
        if not turnover.is_running:
            return False
        is_undo = turnover.undo_asked_at is not None
        moves = list(turnover.moves.filter(applied_at__isnull=not is_undo).order_by("pk")[:BATCH])
        if not moves:
            turnover._finish(is_undo)
            return False
        Move.objects.carry_out(moves, undo=is_undo)
        turnover.done += -len(moves) if is_undo else len(moves)
        turnover.save(update_fields=["done"])
        return True

    def _finish(self, is_undo):
        if is_undo:
            self.undone_at = timezone.now()
            self.save(update_fields=["undone_at"])
            return
        self.finished_at = timezone.now()
        self.save(update_fields=["finished_at"])
        told = {"by": None, "about": self, "network": self.network}
        record("networks.turnover_finished", **told)
        record("networks.said_goodbye", **told)
        record("networks.role_asked", **told)

    def _new_moves(self):
        known = self.moves.values("membership")
        members = self.network.memberships.current().filter(kind=Membership.Kind.PARENT)
        new = members.filter(alumnus_since=None).exclude(pk__in=known).order_by("pk")
        for member in new.iterator(BATCH):
            move = Move(turnover=self, membership=member)
            move.follow()
            if move.matters:
                yield move

    def _lock(self):
        return Turnover.objects.select_for_update().get(pk=self.pk)


@task(backend="background")
def carry_on(turnover_id):
    Turnover.objects.get(pk=turnover_id).carry_on()
