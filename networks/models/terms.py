from datetime import timedelta

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils import timezone

from community.access import Visible
from community.activity.recording import record
from networks.models.life import Stage
from networks.models.network import Network
from networks.models.role import Role, end_of_school_year

WARNED_BEFORE = timedelta(days=30)


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

    def due(self, *, on):
        """Said yes to, and whose day has come, or whose predecessor holds it no longer."""
        still = self.model.objects.held().filter(
            membership=OuterRef("instead_of"), role=OuterRef("role")
        )
        free = Q(starts_on=None) & ~Exists(still)
        return self.to_come().filter(free | Q(starts_on__lte=on))

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
        for term in living.due(on=on):
            term.begin(by=None)
        for term in living.held().filter(ends_on__lt=on):
            term.run_out()
