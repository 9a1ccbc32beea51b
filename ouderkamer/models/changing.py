"""A date whose facts change: who counts on it hears, and calendars see that theirs is old."""

from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from community.activity.recording import record
from ouderkamer.models.line import LINES, squeeze


class Changeable(models.Model):
    own = models.JSONField(
        default=list, blank=True, editable=False, help_text="names of facts that its series leaves"
    )
    moved_from = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    cancel_reason = models.CharField(max_length=300, blank=True, editable=False)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def is_cancelled(self):
        return self.cancelled_at is not None

    def set_theme(self, *, by, **theme):
        """Give one date of a series its own title, intro, guest, interpreters or programme."""
        self.planned_by = by
        self._own(theme)
        self._revise(*theme, "html", "planned_by", "own")

    @transaction.atomic
    def change(self, *, by, words="", **facts):
        """Other facts for this one date. Everyone who counts on it hears where and when it is
        now, and who loses a place that they wait again, in front; ``words`` are for them."""
        self._own({name: value for name, value in facts.items() if getattr(self, name) != value})
        self._become(facts, by=by, words=words)

    @transaction.atomic
    def follow(self, series, day, *, by, words=""):
        """Be the date of ``day`` of ``series``, in all that is not its own."""
        self.series, self.series_day = series, day
        facts = {
            name: value for name, value in series.facts_of(day).items() if name not in self.own
        }
        self._become(facts, by=by, words=words)

    def losers(self, facts):
        """``{line: answers}`` of who would lose a place if these were the facts."""
        found = {line: line.losers(self, facts) for line in LINES}
        return {line: answers for line, answers in found.items() if answers}

    def _become(self, facts, *, by, words):
        locked = self._lock()
        changed = {name for name, value in facts.items() if getattr(locked, name) != value}
        for name, value in facts.items():
            setattr(self, name, value)
        if "starts_at" in changed:
            self.moved_from = locked.starts_at
        if changed:
            self._revise(*changed, "html", "own", "moved_from", "series", "series_day")
        elif (self.series_id, self.series_day) != (locked.series_id, locked.series_day):
            self.save(update_fields=["series", "series_day"])
        self._squeeze(locked, by=by, words=words)
        if changed & {"starts_at", "ends_at", "place"}:
            record("ouderkamer.moved", by=by, about=self, network=self.network)

    def _squeeze(self, locked, *, by, words):
        for sign_up in squeeze(self):
            sign_up.told = words
            sign_up.save(update_fields=["told"])
            record("ouderkamer.place_lost", by=by, about=sign_up, network=self.network)
        locked.refresh_from_db()
        locked._settle()

    def _own(self, facts):
        """Set ``facts``; a date of a series or of another network remembers that they are its
        own."""
        for name, value in facts.items():
            setattr(self, name, value)
        if self.series_id or self.shared_from_id:
            self.own = sorted({*self.own, *facts})

    @transaction.atomic
    def cancel(self, reason, *, by):
        """It stays in the agenda with its reason, and everyone who counted on it is told."""
        self.cancelled_at, self.cancelled_by, self.cancel_reason = timezone.now(), by, reason
        self._revise("cancelled_at", "cancelled_by", "cancel_reason")
        record("ouderkamer.cancelled", by=by, about=self, network=self.network)

    @transaction.atomic
    def drop(self, reason, *, by):
        """Forget a date that nobody answered, and cancel one that somebody did or has as well."""
        self._lock()
        if self.everybodys_answers.exists() or self.copies.exists():
            self.cancel(reason, by=by)
        else:
            self.delete()

    @transaction.atomic
    def resume(self, *, by):
        """It goes ahead after all, for everyone who had counted on it."""
        self.cancelled_at, self.cancelled_by, self.cancel_reason = None, None, ""
        self._revise("cancelled_at", "cancelled_by", "cancel_reason")
        record("ouderkamer.resumed", by=by, about=self, network=self.network)
        self._lock()._settle()

    def _revise(self, *fields):
        """Save; calendar programs see from the raised sequence that theirs is old."""
        self.sequence = F("sequence") + 1
        self.save(update_fields=[*fields, "sequence", "updated_at"])
        self.refresh_from_db(fields=["sequence"])
        self._mirror({*fields})
