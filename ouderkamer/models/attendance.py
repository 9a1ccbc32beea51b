"""Who was there: ticked by name or only counted, and forgotten after two weeks."""

from datetime import datetime, time, timedelta

from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from community.activity.recording import record
from ouderkamer.models.line import Standing

OPENS = timedelta(hours=2)  # before it starts: who sets the chairs ready is early
KEPT = timedelta(days=14)  # names on the sheet of whoever receives
ANSWERS_KEPT = timedelta(days=90)
WRITES_AT = time(9, 0)  # a message about yesterday is not for the night
MOST_WALK_INS = 500


class FollowUp(models.TextChoices):
    """What is done for a family that did not come. Not a mark: nobody counts these."""

    OPEN = "", ""
    MESSAGE = "message", ""
    SENT = "sent", ""
    CALL = "call", ""
    SPOKEN = "spoken", ""
    NOTHING = "nothing", ""


class Attended(models.Model):
    walk_ins = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="people who came without an answer, unnamed"
    )
    head_count = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="everybody, where nobody was ticked by name"
    )
    afterwards = models.CharField(max_length=300, blank=True, editable=False)
    numbers = models.JSONField(
        default=dict, editable=False, help_text="what remains when the names are forgotten"
    )
    forgotten_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_receiving(self):
        """Whether somebody can be ticked now."""
        opened = self.starts_at - OPENS <= timezone.now()
        return opened and not self.is_cancelled and self.forgotten_at is None

    @property
    def coming_families(self):
        """Those who have a place, of all networks, in the order of a list at a door."""
        return self.everybodys_answers.coming().order_by("name", "person__first_name", "pk")

    @property
    def came(self):
        """How many grown-ups were there."""
        if self.head_count is not None:
            return self.head_count
        here = self.everybodys_answers.exclude(arrived_at=None).aggregate(n=Sum("adults"))
        return (here["n"] or 0) + self.walk_ins

    @property
    def missed(self):
        """Families that had a place and did not come. Nobody is, before the end, or when nobody
        was ticked by name."""
        names = self.everybodys_answers.coming()
        if not self.is_over or self.is_cancelled or not names.exclude(arrived_at=None).exists():
            return names.none()
        return names.filter(arrived_at=None).select_related("person").order_by("pk")

    @property
    def next_date(self):
        """The next one that parents of this may come to instead; None when there is none yet."""
        later = self.network.gatherings.upcoming().going_ahead().exclude(pk=self.pk)
        return self.within(later, "audience").select_related("network").first()

    def tick(self, sign_up, here):
        """Somebody is there, or is not after all; doing it twice is harmless."""
        arrived = sign_up.arrived_at or timezone.now()
        sign_up.arrived_at = arrived if here else None
        sign_up.save(update_fields=["arrived_at"])

    def count(self, *, walk_ins, head_count=None, afterwards=""):
        """The numbers of the door, and one sentence about how it was."""
        self.walk_ins, self.head_count, self.afterwards = walk_ins, head_count, afterwards
        self.save(update_fields=["walk_ins", "head_count", "afterwards"])

    @transaction.atomic
    def follow_up(self, sign_up, deed, *, by):
        """Promise a message for the next morning, a call, or nothing at all.

        Returns False when the message was sent already.
        """
        open_ones = self.everybodys_answers.exclude(follow_up=FollowUp.SENT).filter(pk=sign_up.pk)
        at = _next_morning() if deed == FollowUp.MESSAGE else None
        return bool(open_ones.update(follow_up=deed, follow_at=at, followed_by=by))

    @transaction.atomic
    def write_to_missed(self):
        """Send the messages whose morning it is, each once."""
        due = Q(follow_up=FollowUp.MESSAGE, follow_at__lte=timezone.now())
        for sign_up in self.sign_ups.select_for_update(of=("self",)).filter(due):
            sign_up.follow_up = FollowUp.SENT
            sign_up.save(update_fields=["follow_up"])
            by = sign_up.followed_by
            record("ouderkamer.missed", by=by, about=sign_up, network=self.network)

    @transaction.atomic
    def forget(self):
        """Only numbers stay: names without an account go, and of the others what they needed."""
        coming = self.sign_ups.coming()
        self.numbers = {
            "invited": self.readers.count(),
            "expected": coming.aggregate(n=Sum("adults"))["n"] or 0,
            "toddlers": coming.filter(care=Standing.HELD).aggregate(n=Sum("toddlers"))["n"] or 0,
            "languages": sorted(
                set(coming.exclude(interpreter="").values_list("interpreter", flat=True))
            ),
            "walk_ins": self.walk_ins,
            "came": self.came,
        }
        self.forgotten_at = timezone.now()
        self.save(update_fields=["numbers", "forgotten_at"])
        self.sign_ups.filter(person=None).delete()
        self.sign_ups.forget_needs()


def _next_morning():
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, WRITES_AT))
