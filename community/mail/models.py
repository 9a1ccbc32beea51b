"""Post under way: every letter is a row before it leaves, so that none is lost; of what came in
only that it did."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from community.sealing import mark

HOLD = timedelta(minutes=10)  # how long who carries a message keeps others from it
PAUSES = (1, 5, 15, 60, 180, 360, 720)  # minutes between two tries
KEPT = timedelta(days=14)  # the mail log
HARD = 4  # what "there is no such address" counts, and at which mail stops
HALF_LIFE = timedelta(days=7)  # in which a count fades to half


class OutgoingQuerySet(models.QuerySet):
    def under_way(self):
        return self.filter(gone_at=None, failed_at=None)

    def dead(self):
        """Given up; somebody has to look."""
        return self.exclude(failed_at=None)

    def due(self, at):
        free = Q(held_until=None) | Q(held_until__lt=at)
        return self.under_way().filter(free, due_at__lte=at).order_by("weight", "due_at", "pk")

    def take(self, pk, *, at):
        """The message of which the caller is now the only carrier, or None."""
        mine = {"held_until": at + HOLD, "tries": F("tries") + 1}
        if self.due(at).filter(pk=pk).order_by().update(**mine):
            return self.get(pk=pk)
        return None

    def gone_on(self, day):
        return self.filter(gone_at__date=day)

    def forget(self, *, at):
        """What has left, or never will, is kept for two weeks."""
        old = at - KEPT
        return self.filter(Q(gone_at__lt=old) | Q(failed_at__lt=old)).delete()

    def forget_address(self, *addresses):
        return self.filter(to__in=[address for address in addresses if address]).delete()


class Outgoing(models.Model):
    """One message to one address. What it says is made when it leaves, by the ``Composer`` called
    ``composer``; once it has left only the log line stays."""

    class Way(models.TextChoices):
        MAIL = "mail"
        TEXT = "text"
        PUSH = "push"

    class Weight(models.IntegerChoices):
        """What goes first when not all of it can go today; the essential always goes."""

        ESSENTIAL = 1
        AT_ONCE = 2
        DIGEST = 3

    way = models.CharField(max_length=4, choices=Way.choices, default=Way.MAIL)
    to = models.CharField(max_length=254, db_index=True)
    language = models.CharField(max_length=8, default="nl")
    composer = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    weight = models.PositiveSmallIntegerField(choices=Weight.choices, default=Weight.AT_ONCE)
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    written_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    gone_at = models.DateTimeField(null=True, db_index=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "weight",
                "due_at",
                "id",
                name="mail_under_way",
                condition=Q(gone_at=None, failed_at=None),
            )
        ]

    def __str__(self):
        return f"{self.way} {self.composer} {self.pk}"

    @property
    def host(self):
        """Where it goes, without saying to whom; empty for what is no mail."""
        return self.to.partition("@")[2]

    @property
    def message_id(self):
        """The same at every try, so that mail programs show what came twice only once."""
        return f"<{self.key}@{settings.MAIL_HOST}>"

    def went(self):
        self._close(gone_at=timezone.now())

    def give_up(self, error):
        self._close(failed_at=timezone.now(), error=str(error)[:200])

    def try_later(self, error):
        """Wait longer each time; after the last pause somebody has to look."""
        if self.tries > len(PAUSES):
            self.failed_at = timezone.now()
        else:
            self.due_at = timezone.now() + timedelta(minutes=PAUSES[self.tries - 1])
        self.held_until, self.error = None, str(error)[:200]
        self.save(update_fields=["failed_at", "due_at", "held_until", "error"])

    def try_again(self):
        """Somebody mended what was wrong."""
        self.failed_at, self.held_until, self.tries = None, None, 0
        self.due_at = timezone.now()
        self.save(update_fields=["failed_at", "held_until", "tries", "due_at"])

    def _close(self, **how):
        for name, value in how.items():
            setattr(self, name, value)
        self.held_until = None
        fields = [*how, "held_until"]
        if self.gone_at:
            self.facts = {}
            fields.append("facts")
        self.save(update_fields=fields)


class BouncesQuerySet(models.QuerySet):
    @contextmanager
    def unnoticed(self):
        """Addresses to which mail stopped and of which nobody was told; afterwards they were."""
        with transaction.atomic():
            rows = self.filter(is_noticed=False).exclude(stopped_at=None)
            addresses = list(rows.select_for_update().values_list("address", flat=True))
            yield addresses
            self.filter(address__in=addresses).update(is_noticed=True)

    @transaction.atomic
    def count_one(self, address, *, is_hard):
        """True when with this one mail to ``address`` stops."""
        self.bulk_create([Bounces(address=address)], ignore_conflicts=True)
        bounces = self.select_for_update().get(address=address)
        now = timezone.now()
        bounces.score = bounces.faded(now) + (HARD if is_hard else 1)
        bounces.counted_at = now
        stops = bounces.stopped_at is None and bounces.score >= HARD
        if stops:
            bounces.stopped_at = now
        bounces.save()
        return stops


class Bounces(models.Model):
    """How often mail to an address came back lately. It says nothing about whose it is."""

    address = models.EmailField(unique=True)
    score = models.FloatField(default=0)
    counted_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True)
    is_noticed = models.BooleanField(default=False)

    objects = BouncesQuerySet.as_manager()

    def __str__(self):
        return f"{self.score:.1f}"

    def faded(self, at):
        return self.score * 0.5 ** ((at - self.counted_at).days / HALF_LIFE.days)


class ReceivedQuerySet(models.QuerySet):
    def note(self, message_id, to):
        """A row for a message that was not here before; raises ``IntegrityError`` for others."""
        return self.create(key=Received.key_of(message_id, to))

    def forget(self, *, at):
        return self.filter(at__lt=at - KEPT).delete()


class Received(models.Model):
    """That a message came in, so that it does its work once; nothing of what it said."""

    key = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ReceivedQuerySet.as_manager()

    def __str__(self):
        return self.outcome

    @staticmethod
    def key_of(message_id, to):
        """One without a number of its own is new each time."""
        return mark("received", message_id or uuid4(), to.lower())
