from collections import defaultdict

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from networks.models.membership import Membership

LAST_GROUP = 8  # of a primary school


class Choice(models.TextChoices):
    FOLLOW = "follow", _("As planned")
    STAY = "stay", _("Stays a member, also without a child in a group")
    SKIP = "skip", _("Keeps the groups of now")
    OTHER = "other", _("Goes to another group")


class MoveQuerySet(Visible):
    def seen_by(self, user):
        """Of who shows a name: nobody looks up the groups of a shielded parent."""
        mine = Membership.objects.current().filter(user=user, moderates=True)
        networks = mine.filter(kind=Membership.Kind.PARENT).values("network")
        return self.filter(
            membership__network__in=networks, membership__user__shielded=False
        ).exclude(membership__user__first_name="")

    def for_current_members(self):
        return self.filter(membership__ended_at=None, membership__alumnus_since=None)

    def as_planned(self):
        """Those nobody made an exception for."""
        return self.filter(choice=Choice.FOLLOW).select_related("membership")

    def carry_out(self, moves, *, undo):
        """Change the members of ``moves``, or change them back; within a transaction.

        Many parents come out alike, so members are written per outcome and not one by one.
        """
        keys = [move.membership_id for move in moves]
        members = Membership.objects.select_for_update().order_by("pk").in_bulk(keys)
        stale = []
        for move in moves:
            planned = move.plan
            move.membership = members[move.membership_id]
            move.take_back() if undo else move.take_place()
            if move.plan != planned:
                stale.append(move)
        self.bulk_update(stale, Move.PLANNED)
        self.filter(pk__in=[move.pk for move in moves]).update(
            applied_at=None if undo else timezone.now()
        )
        for (groups, since), alike in _by_outcome(members.values()).items():
            same = Membership.objects.filter(pk__in=alike)
            same.update(groups=list(groups), alumnus_since=since)


def _by_outcome(members):
    """``{(groups, alumnus_since): [key, ...]}``"""
    outcomes = defaultdict(list)
    for member in members:
        outcomes[tuple(member.groups), member.alumnus_since].append(member.pk)
    return outcomes


class Move(models.Model):
    """What a new school year does to one parent in one network."""

    Choice = Choice
    PLANNED = ("groups_before", "groups_after", "leaves", "asks_again")

    turnover = models.ForeignKey("networks.Turnover", models.CASCADE, related_name="moves")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="moves")
    groups_before = models.JSONField(default=list)
    groups_after = models.JSONField(default=list)
    leaves = models.BooleanField(default=False)
    asks_again = models.BooleanField(default=False)
    choice = models.CharField(max_length=6, choices=Choice.choices, default=Choice.FOLLOW)
    applied_at = models.DateTimeField(null=True)

    objects = MoveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("turnover", "membership", name="networks_one_move_each")
        ]

    def __str__(self):
        return f"{self.membership.user}: {self.groups_before} → {self.groups_after}"

    @property
    def matters(self):
        return bool(self.groups_before or self.asks_again)

    @property
    def plan(self):
        return [getattr(self, name) for name in self.PLANNED]

    @property
    def before(self):
        return self._in_words(self.groups_before)

    @property
    def after(self):
        return self._in_words(self.groups_after)

    @property
    def attention(self):
        """What a moderator should look at, in words; empty for most parents."""
        lines = (
            (self.leaves, gettext("Gets a goodbye message.")),
            (self.choice != Choice.FOLLOW, f"{self.get_choice_display()}."),
            (self.asks_again, gettext("We ask: do you go on?")),
        )
        return " ".join(line for counts, line in lines if counts)

    def follow(self):
        """Plan by the rule: every group one up, and out of the last. True when that is new."""
        known, member = self.plan, self.membership
        self.groups_before = list(member.groups)
        self.groups_after = sorted(number + 1 for number in member.groups if number < LAST_GROUP)
        self.leaves = bool(member.groups) and not self.groups_after
        self.asks_again = member.moderates or member.calls or member.hosts
        return known != self.plan

    @transaction.atomic
    def decide(self, choice, *, groups=(), by):
        """Make an exception, or go back to the plan."""
        self.follow()
        self.choice = choice
        if choice != Choice.FOLLOW:
            self.leaves = False
        if choice == Choice.SKIP:
            self.groups_after = self.groups_before
        if choice == Choice.OTHER:
            self.groups_after = sorted(groups)
        self.save()
        self.turnover.touch(by=by)
        record("networks.exception_made", by=by, about=self, network=self.turnover.network)

    def take_place(self):
        """Change ``membership``. Who changed their own groups since the trial goes up from
        there; who stopped stays as they are."""
        member = self.membership
        if member.ended_at is not None:
            return
        if self.choice == Choice.FOLLOW:
            self.follow()
        self.groups_before = list(member.groups)
        if self.choice == Choice.SKIP:
            self.groups_after = self.groups_before
        member.groups = list(self.groups_after)
        if self.leaves:
            member.alumnus_since = timezone.localdate()

    def take_back(self):
        member = self.membership
        if member.ended_at is not None:
            return
        if member.groups == self.groups_after:
            member.groups = list(self.groups_before)
        if self.leaves:
            member.alumnus_since = None

    def _in_words(self, groups):
        member = self.membership
        shown = {"user": member.user, "shows_groups": member.shows_groups}
        return Membership(**shown, groups=groups).group_line
