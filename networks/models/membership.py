from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from community import live
from community.access import Visible
from community.activity.recording import record
from community.people.models import without_unmet
from community.prepared import Given, Prepared
from networks.models.network import Network
from networks.models.role import Role
from networks.panels import tell_left
from networks.persona import Persona

# Everyone but the parents without a task.
HOLDS_A_ROLE = (
    models.Q(kind="school") | models.Q(moderates=True) | models.Q(calls=True) | models.Q(hosts=True)
)


class LastModerator(PermissionDenied):
    """A network is never left alone: somebody else has to moderate first."""


class MembershipQuerySet(Visible):
    def seen_by(self, user):
        """Parents see everybody in their networks, staff only who holds a role there."""
        mine = Membership.objects.filter(user=user, ended_at=None)
        as_parent = models.Q(network__in=mine.filter(kind=Membership.Kind.PARENT).values("network"))
        as_staff = models.Q(network__in=mine.filter(kind=Membership.Kind.SCHOOL).values("network"))
        inside = self.current().filter(as_parent | (as_staff & HOLDS_A_ROLE))
        return without_unmet(inside, user, "user")

    def current(self):
        return self.filter(ended_at=None)

    def alumni(self):
        """Whose children have left the school; they read on for the summer."""
        return self.filter(alumnus_since__isnull=False)

    def called(self, name, match="iexact"):
        """Those whom others here call ``name``."""
        own = {"alias": "", "user__shielded": False, f"user__first_name__{match}": name}
        return self.filter(models.Q(**own) | models.Q(**{f"alias__{match}": name}))

    def with_a_role(self):
        return self.filter(HOLDS_A_ROLE)

    def at_gate(self):
        """Who meets families at the gate: who works on the parents' room, and who began it."""
        there = self.current().filter(models.Q(hosts=True) | models.Q(started=True))
        return there.filter(kind=Membership.Kind.PARENT).for_listing()

    def to_talk_to(self):
        """Whom a parent may ask: who calls first, then who moderates."""
        return self.current().filter(models.Q(calls=True) | models.Q(moderates=True)).for_listing()

    def for_listing(self):
        """Who may I call, who runs it, then everybody by name; the shielded last."""
        return self.select_related("user").order_by(
            "user__shielded", "-calls", "-moderates", "user__first_name", "pk"
        )


class Membership(models.Model):
    """One person in one network, from joining to leaving."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("Parent")
        SCHOOL = "school", _("School")

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    # Nobody is deleted out of a network by accident: an account is closed, see personal.py.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    alias = models.CharField(_("name in this network"), max_length=30, blank=True)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.PARENT)
    groups = models.JSONField(_("groups of my children"), default=list, blank=True)
    started = models.BooleanField(_("starter"), default=False)
    moderates = models.BooleanField(_("moderator"), default=False)
    calls = models.BooleanField(_("contact parent"), default=False)
    hosts = models.BooleanField(_("works on the parents' room"), default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    alumnus_since = models.DateField(null=True, blank=True, editable=False)
    shows_groups = models.BooleanField(_("parents may see my groups"), default=False)
    reachable = models.CharField(_("when you can reach me"), max_length=80, blank=True)
    vouched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rests_until = models.DateTimeField(null=True, editable=False)  # reads, and does not write
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removal_reason = models.CharField(max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "network",
                "user",
                condition=models.Q(ended_at=None),
                name="networks_one_current_membership",
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.network}"

    def get_absolute_url(self):
        return self.network.get_absolute_url()

    @property
    def who(self):
        """Whom the others see: the name chosen here, or the person; the shielded stay so."""
        if self.alias and not self.user.shielded:
            return Persona(self.pk, self.alias)
        return self.user

    @property
    def is_parent(self):
        return self.kind == self.Kind.PARENT

    @property
    def is_resting(self):
        """Whether moderators asked this member not to write for a while; it ends by itself."""
        return self.rests_until is not None and self.rests_until > timezone.now()

    @property
    def holds_a_role(self):
        return self.moderates or self.calls or self.hosts

    @property
    def role(self):
        """The role in words, the heaviest first; empty for a parent without one."""
        roles = (
            (not self.is_parent, gettext("School")),
            (self.moderates, gettext("Moderator")),
            (self.calls, gettext("Contact parent")),
            (self.hosts, gettext("Parents' room")),
        )
        return next((name for holds, name in roles if holds), "")

    @property
    def group_line(self):
        """``group 3 and 6``; empty unless somebody chose to show it, and never of the shielded."""
        if not (self.groups and self.shows_groups) or self.user.shielded:
            return ""
        numbers = [str(number) for number in self.groups]
        listed = " ".join([", ".join(numbers[:-1]), gettext("and"), numbers[-1]])
        return ngettext("group %(groups)s", "groups %(groups)s", len(numbers)) % {
            "groups": listed if len(numbers) > 1 else numbers[0]
        }

    @property
    def alumnus_until(self):
        """When somebody whose children left the school stops being a member: 1 October, and
        never within four weeks."""
        earliest = self.alumnus_since + timedelta(weeks=4)
        in_october = earliest.replace(month=10, day=1)
        is_past = in_october < earliest
        return in_october.replace(year=in_october.year + is_past)

    @property
    def is_last_moderator(self):
        """Whether the network would be left alone; one that has ended needs nobody any more."""
        if self.network.is_archived:
            return False
        others = self.network.memberships.current().filter(moderates=True, user__is_active=True)
        return self.moderates and not others.exclude(pk=self.pk).exists()

    @transaction.atomic
    def stay(self, *, by):
        """Remain a member, although the last child has left the school."""
        if Membership.objects.current().alumni().filter(pk=self.pk).update(alumnus_since=None):
            record("networks.stayed", by=by, about=self, network=self.network)

    @classmethod
    def of(cls, user, network):
        """The current one of ``user`` in ``network``, or None."""
        found = next(iter(_current(user=user.pk, network=network.pk)), None)
        if found:
            found.network = network
        return found

    @transaction.atomic
    def end(self, *, by):
        """Leave, or be let go: every open tab loses the network at once.

        Raises ``LastModerator``; two who leave at the same moment wait for each other.
        """
        Network.objects.lock(self.network_id)
        if not Membership.objects.current().filter(pk=self.pk).exists():
            return  # pressed twice
        self.refresh_from_db(fields=["moderates"])  # a task may have come while we waited
        self._leave_class_groups(by=by)
        if self.is_last_moderator:
            raise LastModerator
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])
        self.terms.filter(ended_at=None).update(ended_at=self.ended_at)
        record("networks.left", by=by, about=self, network=self.network)
        live.tell(self.user_id, "access.changed")
        tell_left(self.network, self.user, by=by)

    def _leave_class_groups(self, *, by):
        """Who leaves the network of the school leaves its class groups; where somebody who was
        let go was the only moderator, the one who did it takes over."""
        inside = Membership.objects.current().filter(user=self.user_id)
        for membership in inside.filter(network__parent=self.network_id).order_by("network"):
            if self.removed_by_id and membership.is_last_moderator:
                heir = membership.network.admit(self.removed_by, by=by)
                heir.terms.take(Role.MODERATOR, of=heir, by=by)
            membership.end(by=by)

    @transaction.atomic
    def remove(self, *, reason, by):
        """Be let go by a moderator, who says why; the reason is for moderators only."""
        self.removed_by, self.removal_reason = by, reason
        self.save(update_fields=["removed_by", "removal_reason"])
        self.end(by=by)
        record("networks.removed", by=by, about=self, network=self.network)

    @transaction.atomic
    def volunteer(self):
        """Say that one wants to know more about moderating."""
        record("networks.volunteered", by=self.user, about=self, network=self.network)

    def present(self, **answers):
        """What others see of me here, and when one may call: my own choice, at once."""
        for name, answer in answers.items():
            setattr(self, name, answer)
        self.save(update_fields=list(answers))


@Prepared
def _current():
    here = Membership.objects.current().filter(user=Given("user"), network=Given("network"))
    return here.order_by("pk")
