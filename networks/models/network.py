from dataclasses import dataclass

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community import live
from community.access import Visible
from community.activity.recording import record
from networks.models.invitation import (
    PERSONAL_LENGTH,
    TWO_WEEKS,
    Invitation,
    end_of_school_year,
)
from networks.models.join_request import JoinRequest
from networks.models.school import School

RESERVED = {"scholen"}  # /netwerken/scholen/ is not a network


class Audience(models.TextChoices):
    """Who takes part in a forum, room or gathering. Parents only unless somebody chose."""

    PARENTS = "parents", _("Parents only")
    EVERYONE = "everyone", _("Parents and school")


class Recognition(models.TextChoices):
    PENDING = "pending", _("Waiting for the school")
    RECOGNISED = "recognised", _("The school takes part")
    UNAFFILIATED = "unaffiliated", _("Parents without school")


@dataclass(frozen=True)
class Badge:
    """How a recognition looks: always a word with its icon, never a colour alone."""

    icon: str
    tone: str


BADGES = {
    Recognition.PENDING: Badge("clock", "accent"),
    Recognition.RECOGNISED: Badge("check", "mint"),
    Recognition.UNAFFILIATED: Badge("people", "neutral"),
}


class NetworkQuerySet(Visible):
    def seen_by(self, user):
        """One's own networks; each knows, for its menu, whether this reader invites there,
        and how many wait for an answer."""
        invites = models.Q(memberships__moderates=True) | models.Q(memberships__calls=True)
        return self.joined_by(user).annotate(
            reader_invites=models.ExpressionWrapper(invites, output_field=models.BooleanField()),
            waiting_requests=JoinRequest.objects.number_waiting(models.OuterRef("pk")),
        )

    def joined_by(self, user):
        return self.filter(memberships__user=user, memberships__ended_at=None)

    def listed(self):
        """The public directory: card facts only, for everybody."""
        return self.select_related("school").order_by("name")

    @transaction.atomic
    def start(self, *, school, name, rules, by):
        """Start a network, with its starter as first moderator.

        What a new network needs from the parts of the house above this one, they make
        themselves when first asked for.
        """
        network = self.create(school=school, name=name, slug=self._free_slug(name), rules=rules)
        network.memberships.create(user=by, moderates=True, started=True)
        record("networks.started", by=by, about=network, network=network)
        return network

    @transaction.atomic
    def start_once(self, *, school, name, rules, by):
        """The network of ``school``: the one that is there, else a new one with its first code.

        Two people who begin at the same moment, or one who presses twice, get one network.
        """
        School.objects.select_for_update().get(pk=school.pk)
        if network := self.filter(school=school).order_by("started_at").first():
            return network
        network = self.start(school=school, name=name, rules=rules, by=by)
        network.invite(label=gettext("First invitation"), by=by)
        return network

    def _free_slug(self, name):
        wanted = slugify(name)[:40] or "netwerk"
        taken = {*self.filter(slug__startswith=wanted).values_list("slug", flat=True), *RESERVED}
        numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken)


class Network(models.Model):
    """The network of parents around one school. Its inside is closed to everyone else."""

    school = models.ForeignKey(School, models.PROTECT, related_name="networks")
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(unique=True, max_length=50)
    rules = models.TextField(_("our agreements"), blank=True, max_length=2000)
    recognition = models.CharField(
        max_length=12, choices=Recognition.choices, default=Recognition.PENDING
    )
    families = models.PositiveIntegerField(_("number of families"), null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)

    objects = NetworkQuerySet.as_manager()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("networks:start_page", args=[self.slug])

    @property
    def card_url(self):
        """The public page, for whoever is not a member."""
        return reverse("networks:card", args=[self.slug])

    def membership_of(self, user):
        """The current membership of ``user``, or None. Asks the database every time."""
        return self.memberships.current().filter(user=user).first()

    def rule_lines(self):
        return [line for line in self.rules.splitlines() if line.strip()]

    @property
    def people_url(self):
        return reverse("networks:people", args=[self.slug])

    @property
    def requests_url(self):
        return reverse("networks:requests", args=[self.slug])

    @property
    def welcome_url(self):
        return reverse("networks:welcome", args=[self.slug])

    @property
    def ask_url(self):
        """Where somebody without a code asks to be let in."""
        return reverse("networks:ask", args=[self.slug])

    @property
    def badge(self):
        return BADGES[self.recognition]

    def hold(self):
        """This row, locked until the transaction ends: coming and going happen one by one."""
        return Network.objects.select_for_update().get(pk=self.pk)

    def is_closed_to(self, user):
        """Whether somebody who was barred asks; a visitor never is."""
        return user.is_authenticated and self.barrings.in_force().filter(user=user).exists()

    @transaction.atomic
    def invite(self, *, label, by, code=None, expires_at=None, **limits):
        """A new invitation, with a code nobody has had before unless one is given."""
        invitation = self.invitations.create(
            code=code or Invitation.objects.free_code(),
            label=label,
            made_by=by,
            expires_at=expires_at or end_of_school_year(),
            **limits,
        )
        record("networks.invited", by=by, about=invitation, network=self)
        return invitation

    def invite_personally(self, where, *, by):
        """One code for one person, to send to ``where`` and bound to nothing but itself."""
        now = timezone.now()
        sent = {"sent_to": where, "sent_at": now, "most_uses": 1, "expires_at": now + TWO_WEEKS}
        code = Invitation.objects.free_code(PERSONAL_LENGTH)
        return self.invite(label="", by=by, code=code, **sent)

    @transaction.atomic
    def admit(self, user, *, groups=(), by, **given):
        """Let somebody in; whoever is in already stays as they were."""
        membership, is_new = self.memberships.get_or_create(
            user=user, ended_at=None, defaults={"groups": sorted(groups), **given}
        )
        if is_new:
            record("networks.joined", by=by, about=membership, network=self)
            live.tell(user.pk, "access.changed")
        return membership

    @transaction.atomic
    def revoke(self, user, *, reason, by, bar=False, until=None):
        """Take every way in from ``user`` at once; with ``bar`` also every way back.

        Pages, search, tray, sockets and feeds ask for the membership and lose it with it;
        codes and seats are things somebody made here, and are taken back one by one.
        """
        self.hold()
        if membership := self.membership_of(user):
            membership.remove(reason=reason, by=by)
        for invitation in self.invitations.usable().filter(made_by=user):
            invitation.revoke(by=by)
        if bar:
            self.barrings.create(user=user, reason=reason, by=by, until=until)
            self.requests.open().filter(user=user).update(unheard=True)
