"""Who wrote something, when somebody may be in danger: asked by two moderators, opened by two
operators, and told to the writer the same day (UX2, 24b)."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from community.access import Visible
from community.accounts.models import User
from community.activity.recording import record
from community.moderation.models.case import Case
from community.moderation.models.choice import Deed

OPEN_FOR = timedelta(minutes=30)


class EmergencyQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(case__in=Case.objects.visible_to(user))

    def for_operators(self):
        """Asked by two moderators: those that wait, and those that are open now."""
        lately = Q(confirmed_at=None) | Q(confirmed_at__gt=timezone.now() - OPEN_FOR)
        return self.filter(lately, seconded_at__isnull=False, refused_at=None)

    @transaction.atomic
    def ask(self, case, *, reason, by):
        """The one question about this case that runs; asked twice it is asked once."""
        Case.objects.select_for_update().get(pk=case.pk)
        known = self.filter(case=case, confirmed_at=None, refused_at=None).first()
        if known:
            return known
        emergency = self.create(case=case, reason=reason, asked_by=by)
        record("moderation.name_asked", by=by, about=case, network=case.network)
        return emergency


def _person():
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )


class Emergency(models.Model):
    """Four people in four steps; each step happens once, and nobody takes two of one side."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="emergencies")
    reason = models.CharField(max_length=300)
    asked_by, seconded_by, opened_by, confirmed_by = _person(), _person(), _person(), _person()
    asked_at = models.DateTimeField(default=timezone.now)
    seconded_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="moderation_two_moderators_ask",
                condition=~Q(seconded_by=F("asked_by")) | Q(seconded_by=None) | Q(asked_by=None),
            ),
            models.CheckConstraint(
                name="moderation_two_operators_open",
                condition=~Q(confirmed_by=F("opened_by"))
                | Q(confirmed_by=None)
                | Q(opened_by=None),
            ),
        ]

    def __str__(self):
        return f"{self.case_id}: {self.asked_at:%Y-%m-%d}"

    @property
    def closes_at(self):
        return self.confirmed_at and self.confirmed_at + OPEN_FOR

    @property
    def writer(self):
        """Who wrote it, while it is open; None before, afterwards, and when they are gone."""
        if self.confirmed_at is None or timezone.now() >= self.closes_at:
            return None
        return User.objects.filter(pk=getattr(self.case.about, "writer_key", None)).first()

    def second(self, *, by):
        """The other moderator asks for it too."""
        self._step("seconded", Q(seconded_at=None) & ~Q(asked_by=by), by)

    def open(self, *, by):
        """One operator says yes; the second one makes it true. The writer hears it then.

        Nobody opens what they asked for as a moderator, or wrote themselves.
        """
        if by.pk in (self.asked_by_id, self.seconded_by_id) or self.case.is_about(by):
            return
        asked = Q(seconded_at__isnull=False, refused_at=None)
        if self._step("opened", asked & Q(opened_at=None), by):
            return
        if self._step("confirmed", asked & Q(confirmed_at=None) & ~Q(opened_by=by), by):
            self.case.write_down(Deed.OPENED, None)
            facts = {"about": self.case, "network": self.case.network}
            record("moderation.name_opened", by=None, **facts)
            record("moderation.name_seen", by=None, **facts)

    def refuse(self, *, by):
        """One operator is enough to say no."""
        if self._step("refused", Q(confirmed_at=None, refused_at=None), None):
            record("moderation.name_refused", by=None, about=self.case, network=self.case.network)

    @transaction.atomic
    def _step(self, name, condition, by):
        """Take it if nobody took it before; returns whether it was taken now."""
        facts = {f"{name}_at": timezone.now()}
        facts |= {f"{name}_by": by} if by else {}
        taken = Emergency.objects.filter(condition, pk=self.pk).update(**facts)
        self.refresh_from_db()
        return bool(taken)
