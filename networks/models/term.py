from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import live
from community.activity.recording import record
from networks.models.membership import LastModerator, Membership
from networks.models.network import Network
from networks.models.role import FOR_PARENTS, MARKS, MEANINGS, Role, end_of_school_year
from networks.models.terms import TermQuerySet

LONGER = timedelta(days=30)  # what the only moderator gets when a term runs out


class Term(models.Model):
    """One role of one member, from the question to the last day.

    Terms say how a role came and when it goes; the marks on the membership say who holds one
    today, and are written here alone.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="terms")
    role = models.CharField(_("task"), max_length=11, choices=Role.choices)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    offered_at = models.DateTimeField(default=timezone.now)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"))
    instead_of = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "membership",
                "role",
                condition=Q(declined_at=None, ended_at=None),
                name="networks_one_open_term_per_role",
            ),
            models.CheckConstraint(
                name="networks_a_term_begins_with_a_yes",
                condition=Q(begun_at=None) | Q(accepted_at__isnull=False, declined_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} · {self.membership}"

    def get_absolute_url(self):
        return reverse("networks:term", args=[self.network.slug, self.pk])

    @property
    def network(self):
        return self.membership.network

    @property
    def meaning(self):
        return MEANINGS[self.role]

    @property
    def is_held(self):
        return self.begun_at is not None and self.ended_at is None

    @property
    def is_asked(self):
        return self.accepted_at is None and self.declined_at is None and self.ended_at is None

    @property
    def is_to_come(self):
        return self.accepted_at is not None and self.begun_at is None and self.ended_at is None

    @transaction.atomic
    def accept(self, *, by):
        """Say yes; None when the question was withdrawn.

        The role begins at once, on its first day, or when whoever gives it up names that day.
        """
        term = self._locked(accepted_at=None)
        if term is None:
            return None
        term._note("accepted_at")
        if Term.objects.due(on=timezone.localdate()).filter(pk=term.pk).exists():
            return term.begin(by=by)
        record("networks.task_accepted", by=by, about=term, network=term.network)
        return term

    @transaction.atomic
    def plan(self, day, *, by):
        """Begin on ``day``: named by whoever gives the role up, once there is a yes."""
        term = self._locked(begun_at=None, accepted_at__isnull=False)
        if term is None:
            return
        term.starts_on, term.ends_on = day, max(term.ends_on, end_of_school_year(day))
        term.save(update_fields=["starts_on", "ends_on"])
        record("networks.task_planned", by=by, about=term, network=term.network)

    @transaction.atomic
    def decline(self, *, by):
        if term := self._locked(accepted_at=None):
            term._note("declined_at")
            record("networks.task_declined", by=by, about=term, network=term.network)

    @transaction.atomic
    def begin(self, *, by):
        term = self._locked(begun_at=None)
        if term is None:
            return None
        term._note("begun_at")
        term.mark()
        record("networks.task_begun", by=by, about=term, network=term.network)
        if term.instead_of_id:
            for before in Term.objects.held().filter(membership=term.instead_of, role=term.role):
                before.end(by=by)
        return term

    @transaction.atomic
    def end(self, *, by):
        """Give a role back, or take a question back; raises ``LastModerator``."""
        term = self._locked()
        if term is None:
            return
        if term.is_held and term.role == Role.MODERATOR and term.membership.is_last_moderator:
            raise LastModerator
        term._note("ended_at")
        term.mark()
        if term.begun_at:
            record("networks.task_ended", by=by, about=term, network=term.network)
        else:
            record("networks.task_withdrawn", by=by, about=term, network=term.network)

    @transaction.atomic
    def renew(self, *, by):
        """Go on until the end of the school year after this one's last day."""
        if term := self._locked():
            term.ends_on = end_of_school_year(
                max(term.ends_on, timezone.localdate()) + timedelta(days=1)
            )
            term.warned_at = None
            term.save(update_fields=["ends_on", "warned_at"])
            record("networks.task_renewed", by=by, about=term, network=term.network)

    @transaction.atomic
    def warn(self):
        if term := self._locked(warned_at=None):
            term._note("warned_at")
            record("networks.task_ending", by=None, about=term, network=term.network)

    @transaction.atomic
    def run_out(self):
        """End by the calendar; the only moderator goes on for a month and hears why."""
        try:
            with transaction.atomic():
                self.end(by=None)
        except LastModerator:
            self.ends_on = timezone.localdate() + LONGER
            self.save(update_fields=["ends_on"])
            record("networks.task_extended", by=None, about=self, network=self.network)

    def mark(self):
        """Write on the membership what is held now, and tell its open tabs."""
        if mark := MARKS.get(self.role):
            same = [role for role in FOR_PARENTS if MARKS[role] == mark]
            holds = Term.objects.held().filter(membership=self.membership, role__in=same).exists()
            setattr(self.membership, mark, holds)
            self.membership.save(update_fields=[mark])
        live.tell(self.membership.user_id, "access.changed")

    def _locked(self, **state):
        """This term as it is now, with its network locked; None when it is no longer open."""
        Network.objects.lock(self.membership.network_id)
        return Term.objects.open().for_listing().filter(pk=self.pk, **state).first()

    def _note(self, moment):
        setattr(self, moment, timezone.now())
        self.save(update_fields=[moment])
