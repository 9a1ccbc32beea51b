from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import live
from community.access import Visible
from community.activity.recording import record
from networks.models.life import Stage
from networks.models.membership import LastModerator, Membership
from networks.models.network import Network
from networks.models.role import FOR_PARENTS, MARKS, MEANINGS, Role, end_of_school_year

WARNED_BEFORE = timedelta(days=30)
LONGER = timedelta(days=30)  # what the only moderator gets when a term runs out


class TermQuerySet(Visible):
    def seen_by(self, user):
        """One's own, and for parents with a task those of their network."""
        sharing = user.memberships.filter(
            Q(moderates=True) | Q(calls=True) | Q(hosts=True), kind="parent", ended_at=None
        )
        mine = Q(membership__user=user, membership__ended_at=None)
        return self.filter(mine | Q(membership__network__in=sharing.values("network")))

    def open(self):
        return self.filter(declined_at=None, ended_at=None, membership__ended_at=None)

    def asked(self):
        """Waiting for a yes or a no."""
        return self.open().filter(accepted_at=None)

    def to_come(self):
        """Said yes to, but only from a later day."""
        return self.open().filter(begun_at=None).exclude(accepted_at=None)

    def held(self):
        return self.open().exclude(begun_at=None)

    def for_listing(self):
        people = ("membership__user", "membership__network", "instead_of__user", "offered_by")
        heaviest_first = Case(*(When(role=role, then=n) for n, role in enumerate(Role.values)))
        return self.select_related(*people).order_by(heaviest_first, "ends_on", "pk")

    @transaction.atomic
    def take(self, role, *, of, by, ends_on=None):
        """The membership ``of`` holds ``role`` at once, unasked: a starter, or demo content."""
        now = timezone.now()
        term = self._open(role, of, by, ends_on=ends_on, accepted_at=now, begun_at=now)
        term.mark()
        record("networks.task_taken", by=by, about=term, network=of.network)
        return term

    @transaction.atomic
    def offer(self, role, *, to, by, starts_on=None, ends_on=None, instead_of=None):
        """Ask the membership ``to``; nothing changes before that person says yes.

        With ``instead_of`` that membership gives the role up on the day the new term begins.
        Asking twice gives the same open term.
        """
        term = self._open(role, to, by, starts_on=starts_on, ends_on=ends_on, instead_of=instead_of)
        if term.accepted_at is None:
            record("networks.task_offered", by=by, about=term, network=to.network)
        return term

    def _open(self, role, membership, by, *, ends_on=None, **facts):
        Network.objects.lock(membership.network_id)
        begins = facts.get("starts_on") or timezone.localdate()
        new = {"offered_by": by, "ends_on": ends_on or end_of_school_year(begins), **facts}
        known = self.open().filter(membership=membership, role=role).first()
        return known or self.create(membership=membership, role=role, **new)

    def warn(self, *, on):
        """Tell who is a month from the last day, once."""
        living = self.exclude(membership__network__stage=Stage.ARCHIVED)
        for term in living.held().filter(ends_on__lte=on + WARNED_BEFORE, warned_at=None):
            term.warn()

    def keep_time(self, *, on):
        """Begin and end what is due on the day ``on``.

        Where a network has ended roles stay as they are: who holds one may restore it.
        """
        living = self.exclude(membership__network__stage=Stage.ARCHIVED)
        for term in living.to_come().filter(starts_on__lte=on):
            term.begin(by=None)
        for term in living.held().filter(ends_on__lt=on):
            term.run_out()


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

    @transaction.atomic
    def accept(self, *, by):
        """Say yes. The role begins at once, or on its first day; None when it was withdrawn."""
        term = self._locked(accepted_at=None)
        if term is None:
            return None
        term._note("accepted_at")
        if term.starts_on is None or term.starts_on <= timezone.localdate():
            return term.begin(by=by)
        record("networks.task_accepted", by=by, about=term, network=term.network)
        return term

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
