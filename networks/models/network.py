from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community import live
from community.activity.recording import record
from community.mail.post import post_to
from networks.models.finding import Findable
from networks.models.invitation import PERSONAL_LENGTH, TWO_WEEKS, Invitation, until_summer
from networks.models.join_request import JoinRequest
from networks.models.kind import Kind, Placed
from networks.models.life import SCHOOL_HAS, UNDER_WAY, Life, Recognition, Stage
from networks.models.role import Role
from networks.panels import tell_joined

RESERVED = {"scholen", "themas"}  # /netwerken/themas/ is not a network


class Audience(models.TextChoices):
    """Who takes part in a forum, room or gathering. Parents only unless somebody chose."""

    PARENTS = "parents", _("Parents only")
    EVERYONE = "everyone", _("Parents and school")


class Barred(PermissionDenied):
    """Moderators let this person go and closed the door behind them."""


class NetworkQuerySet(Findable):
    def seen_by(self, user):
        """One's own networks; each knows, for its pages, whether this reader moderates and
        invites there, and how many wait for an answer."""
        invites = models.Q(memberships__moderates=True) | models.Q(memberships__calls=True)
        return self.joined_by(user).annotate(
            reader_moderates=models.F("memberships__moderates"),
            reader_invites=models.ExpressionWrapper(
                invites & models.Q(stage__in=UNDER_WAY) & ~models.Q(kind=Kind.CLASS),
                output_field=models.BooleanField(),
            ),
            waiting_requests=JoinRequest.objects.number_waiting(models.OuterRef("pk")),
        )

    def lock(self, pk):
        """Hold the network until the end of the transaction: what is about who runs it waits."""
        return self.select_for_update().get(pk=pk)

    def running(self):
        """Those that live: somebody should be there when a parent asks something.

        A class group leans on the network of its school.
        """
        living = self.filter(stage__in=(Stage.ACTIVE, Stage.RESTING)).exclude(kind=Kind.CLASS)
        return living.select_related("school")

    def waited_long_enough(self):
        """Those whose school had its three weeks to answer."""
        return self.under_way().filter(
            recognition=Recognition.PENDING, recognition_since__lte=timezone.now() - SCHOOL_HAS
        )

    @transaction.atomic
    def start(self, *, name, rules, by, stage=Stage.ACTIVE, alias="", **place):
        """Start a network, with its starter as first moderator.

        ``place`` is a ``school``, or what else ``Placed`` knows. What a new network needs from
        the parts of the house above this one, they make themselves when first asked for. The
        address of a draft tells nobody which school.
        """
        drafted = f"begin-{get_random_string(12).lower()}"
        slug = drafted if stage == Stage.DRAFT else self.free_slug(name)
        network = self.create(name=name, slug=slug, rules=rules, stage=stage, **place)
        starter = network.memberships.create(user=by, started=True, alias=alias)
        starter.terms.take(Role.MODERATOR, of=starter, by=by)
        record("networks.started", by=by, about=network, network=network)
        return network

    def free_slug(self, name):
        """The address of a network called ``name``; nobody else has it."""
        wanted = slugify(name)[:40] or "netwerk"
        taken = {*self.filter(slug__startswith=wanted).values_list("slug", flat=True), *RESERVED}
        numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken)


class Network(Placed, Life):
    """Parents around a school, in a class or about a theme. Its inside is closed to others."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(unique=True, max_length=50)
    rules = models.TextField(_("our agreements"), blank=True, max_length=2000)
    families = models.PositiveIntegerField(_("number of families"), null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        constraints = [*Placed.Meta.constraints, *Life.Meta.constraints]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Its Start page; a draft has nothing yet but its steps."""
        if self.is_draft:
            return reverse("networks:start")
        return reverse("networks:start_page", args=[self.slug])

    @property
    def card_url(self):
        """The public page, for whoever is not a member."""
        return reverse("networks:card", args=[self.slug])

    def membership_of(self, user):
        """The current membership of ``user``, or None. Asks the database every time."""
        return self.memberships.model.of(user, self)

    def rule_lines(self):
        return [line for line in self.rules.splitlines() if line.strip()]

    @property
    def people_url(self):
        return reverse("networks:people", args=[self.slug])

    @property
    def hand_over_url(self):
        return reverse("networks:hand_over", args=[self.slug])

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

    def is_closed_to(self, user):
        """Whether somebody who was barred asks, or school staff at a theme; a visitor never is."""
        if not user.is_authenticated:
            return False
        at_school = self.is_theme and user.memberships.current().filter(kind="school").exists()
        return at_school or self.barrings.in_force().filter(user=user).exists()

    @transaction.atomic
    def invite(self, *, label, by, code=None, expires_at=None, **limits):
        """A new invitation, with a code nobody has had before unless one is given."""
        invitation = self.invitations.create(
            code=code or Invitation.objects.free_code(),
            label=label,
            made_by=by,
            expires_at=expires_at or until_summer(),
            **limits,
        )
        record("networks.invited", by=by, about=invitation, network=self)
        return invitation

    def ask_starters(self, text, *, by):
        """Words of somebody outside, sent to each starter; they answer the writer themselves."""
        words = _("%(person)s asks about %(network)s: %(question)s Answer: %(address)s")
        facts = {"network": self.name, "person": by.shown_name, "address": by.address}
        facts["question"], headers = text, {"Reply-To": by.email} if by.email else None
        for member in self.memberships.current().filter(started=True).select_related("user"):
            post_to(member.user, "networks/question", text=words, headers=headers, **facts)

    def invite_personally(self, where, *, by):
        """One code for one person, to send to ``where`` and bound to nothing but itself."""
        now = timezone.now()
        sent = {"sent_to": where, "sent_at": now, "most_uses": 1, "expires_at": now + TWO_WEEKS}
        code = Invitation.objects.free_code(PERSONAL_LENGTH)
        return self.invite(label="", by=by, code=code, **sent)

    @transaction.atomic
    def admit(self, user, *, groups=(), by, **given):
        """Let somebody in; whoever is in already stays as they were. Raises ``Barred``."""
        if self.is_closed_to(user):
            raise Barred
        membership, is_new = self.memberships.get_or_create(
            user=user, ended_at=None, defaults={"groups": sorted(groups), **given}
        )
        if is_new:
            record("networks.joined", by=by, about=membership, network=self)
            tell_joined(self, user, by=by)
            live.tell(user.pk, "access.changed")
        return membership

    @transaction.atomic
    def revoke(self, user, *, reason, by, bar=False, until=None):
        """Take every way in from ``user`` at once; with ``bar`` also every way back.

        Pages, search, tray, sockets and feeds ask for the membership and lose it with it;
        codes and seats are things somebody made here, and are taken back one by one.
        """
        type(self).objects.lock(self.pk)
        if membership := self.membership_of(user):
            membership.remove(reason=reason, by=by)
        for invitation in self.invitations.usable().filter(made_by=user):
            invitation.revoke(by=by)
        if bar:
            facts = {"reason": reason, "by": by, "until": until, "barred_at": timezone.now()}
            self.barrings.update_or_create(user=user, lifted_at=None, defaults=facts)
            self.requests.open().filter(user=user).update(unheard=True)
