from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from networks.outreach.models.family import Family
from networks.outreach.models.said import Said

LOCK = timedelta(minutes=20)  # a family is one caller's for so long
NOTES_KEPT = timedelta(days=60)
MOST_TRIES = 3  # then somebody asks at the gate instead


class Outcome(models.TextChoices):
    REACHED = "reached", _("We spoke")
    NO_ANSWER = "no_answer", _("No answer")
    BUSY = "busy", _("Engaged")
    LATER = "later", _("Ring back later")
    NOT_NOW = "not_now", _("Not now")
    MESSAGE = "message", _("Left a message")
    WRONG = "wrong", _("Wrong number")


TRIED = (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.MESSAGE)
AGAIN_AFTER = {
    Outcome.NO_ANSWER: timedelta(days=1),
    Outcome.BUSY: timedelta(hours=1),
    Outcome.MESSAGE: timedelta(days=3),
}
RESTS = {Outcome.REACHED: 14, Outcome.NOT_NOW: 90}  # days without a call


class TurnQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(done_at=None)

    def free(self, now):
        """That nobody is ringing, and whose moment has come."""
        let_go = Q(caller=None) | Q(locked_until__lte=now)
        due = Q(call_after=None) | Q(call_after__lte=now)
        return self.filter(let_go, due)

    def held_by(self, user):
        """The ones ``user`` may ring at this moment, in rounds that go on."""
        mine = {"caller": user, "locked_until__gt": timezone.now(), "round__ended_at": None}
        calls = {
            "round__network__memberships__user": user,
            "round__network__memberships__ended_at": None,
            "round__network__memberships__calls": True,
        }
        return self.waiting().filter(**mine, **calls)

    def reopen(self):
        """There is a new number: what did not reach these families is begun anew."""
        self.exclude(outcome=Outcome.REACHED).update(
            done_at=None, call_after=None, attempts=0, outcome=""
        )

    def leave(self):
        """These families are not rung any more."""
        self.waiting().update(done_at=timezone.now(), caller=None, locked_until=None)


class Turn(models.Model):
    """One family in one round."""

    round = models.ForeignKey("outreach.CallRound", models.CASCADE, related_name="turns")
    family = models.ForeignKey(Family, models.CASCADE, related_name="turns")
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    locked_until = models.DateTimeField(null=True)
    last_caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    call_after = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    done_at = models.DateTimeField(null=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("round", "family", name="outreach_one_turn_each")]
        indexes = [models.Index("round", "done_at", "caller", name="outreach_queue")]

    def __str__(self):
        return f"{self.round_id}: {self.family_id}"

    @property
    def tries_are_over(self):
        return self.attempts >= MOST_TRIES

    @transaction.atomic
    def report(self, outcome, *, by, call_after=None, needs=(), note="", school=False, stop=False):
        """What came of a call; returns the ``Contact``. What a family needs is on its dates, too.

        Raises ``ValidationError`` when the time of ``by`` for this family is over, because
        somebody else may be ringing it by now.
        """
        turn = self._lock(by)
        facts = {"outcome": outcome, "note": note, "needs": list(needs), "school_must_act": school}
        contact = Contact.objects.create(family=turn.family, round=turn.round, by=by, **facts)
        turn._go_on(outcome, call_after)
        turn._let_rest(outcome, needs)
        network = turn.round.network
        record("outreach.called", by=by, about=contact, network=network)
        Said.objects.bring_needs(turn.family, by=by)
        if school:
            record("outreach.school_asked", by=by, about=contact, network=network)
        if stop:
            turn.family.stop_calls(by=by)
        return contact

    def drop(self, *, by):
        """Somebody else may have this family."""
        turn = self._lock(by)
        turn.caller = turn.locked_until = None
        turn.save(update_fields=["caller", "locked_until"])

    def _lock(self, by):
        rows = Turn.objects.select_related("family", "round__network")
        turn = rows.select_for_update(of=("self",)).get(pk=self.pk)
        if turn.caller_id != by.pk:
            raise PermissionDenied("outreach.report")
        if turn.done_at or turn.locked_until <= timezone.now():
            sentence = _("Your time for this family is over. Take the next one.")
            raise ValidationError(sentence, code="over")
        return turn

    def _go_on(self, outcome, call_after):
        now = timezone.now()
        self.outcome, self.last_caller = outcome, self.caller
        self.caller = self.locked_until = None
        self.attempts += outcome in TRIED
        if outcome in AGAIN_AFTER:
            call_after = now + AGAIN_AFTER[outcome]
        goes_on = outcome == Outcome.LATER or (outcome in TRIED and not self.tries_are_over)
        self.call_after = call_after if goes_on else None
        self.done_at = None if goes_on else now
        self.save()

    def _let_rest(self, outcome, needs):
        family = self.family
        family.needs = sorted({*family.needs, *needs})
        if outcome in RESTS:
            family.rest_until = timezone.localdate() + timedelta(days=RESTS[outcome])
        if outcome == Outcome.WRONG:
            family.number_wrong_at = timezone.now()
            family.turns.exclude(pk=self.pk).leave()
        family.save(update_fields=["needs", "rest_until", "number_wrong_at"])


class ContactQuerySet(models.QuerySet):
    def forget_notes(self):
        """After sixty days only that there was a call is left."""
        old = self.filter(at__lte=timezone.now() - NOTES_KEPT).exclude(note="")
        return old.update(note="")


class Contact(models.Model):
    """One time somebody rang: kept short, and every word may be read by the parent."""

    family = models.ForeignKey(Family, models.CASCADE, related_name="contacts")
    round = models.ForeignKey("outreach.CallRound", models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    needs = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    school_must_act = models.BooleanField(default=False)

    objects = ContactQuerySet.as_manager()

    def __str__(self):
        return f"{self.family_id}: {self.outcome}"
