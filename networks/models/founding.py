"""Starting a network in steps that keep themselves, from the school to the first invitation."""

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.accounts.models import User
from community.mail.post import post_to
from networks.models.cofounder import Cofounder
from networks.models.life import Recognition, Stage
from networks.models.network import Network
from networks.models.school import School
from networks.models.school_request import SchoolRequest
from networks.panels import PANELS

AGREEMENTS = (
    _("We talk kindly with each other, also when we do not agree."),
    _("We do not write down names of children."),
    _("We do not place photos of children."),
    _("What a parent tells here, we do not pass on."),
    _("We do not advertise here."),
    _("Does something go wrong? Then we tell a moderator."),
)
LAST = 7
SALT = "networks.founding"
LINK_LASTS = 14 * 24 * 3600  # seconds


class AlreadyThere(PermissionDenied):
    """Other parents were earlier: ``network`` is the one of this school."""

    def __init__(self, network):
        super().__init__(network)
        self.network = network


class FoundingQuerySet(Visible):
    def seen_by(self, user):
        mine = Network.objects.joined_by(user)
        return self.filter(network__in=mine).select_related("network__school")

    def unfinished(self):
        open_still = self.filter(finished_at=None).exclude(network__stage=Stage.ARCHIVED)
        return open_still.order_by("-saved_at", "-pk")

    def drafts_of(self, user):
        """What ``user`` began and nobody else can see yet: at most one."""
        return self.filter(begun_by=user, network__stage=Stage.DRAFT)

    @transaction.atomic
    def begin(self, *, school, by):
        """The one draft of ``by``, now for ``school``: two tabs or two clicks make no second."""
        User.objects.select_for_update().get(pk=by.pk)
        if draft := self.drafts_of(by).first():
            draft.choose(school, by=by)
            return draft
        rules = "\n".join(str(line) for line in AGREEMENTS)
        network = Network.objects.start(
            school=school, name=school.name[:80], rules=rules, by=by, stage=Stage.DRAFT
        )
        return self.create(network=network, begun_by=by)


class Founding(models.Model):
    """How far the starters of one network are. ``step`` is the furthest that may be opened."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="founding")
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    step = models.PositiveSmallIntegerField(default=2)
    company = models.CharField(max_length=8, blank=True)
    typed = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = FoundingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="networks_founding_step_exists",
                condition=models.Q(step__gte=2, step__lte=LAST),
            )
        ]

    def __str__(self):
        return f"{self.network}, {self.step}"

    def get_absolute_url(self):
        return self.step_url(self.step)

    def step_url(self, number):
        """The page of a step; the first is the choice of a school."""
        if number == 1:
            return reverse("networks:start_school")
        return reverse("networks:start_step", args=[self.pk, min(number, LAST)])

    @property
    def invitation(self):
        return self.network.invitations.usable().order_by("pk").first()

    def kept(self, number):
        """What was typed in a step that was left half-way."""
        return self.typed.get(str(number), {})

    def link_for(self, person):
        """Leads ``person`` back here from any device; signing in is up to them."""
        token = signing.dumps([self.pk, person.pk], salt=SALT)
        return f"{settings.BASE_URL}{reverse('networks:start_resume', args=[token])}"

    @transaction.atomic
    def choose(self, school, *, by):
        """Another school, as long as nobody else has seen this network."""
        network = Network.objects.lock(self.network_id)
        if network.is_draft and network.school_id != school.pk:
            Network.objects.filter(pk=network.pk).update(school=school, name=school.name[:80])
        self._save_step(1)

    @transaction.atomic
    def introduce(self, first_name, *, by):
        by.introduce(first_name=first_name, languages=by.languages, shielded=by.shielded)
        self._save_step(2)

    @transaction.atomic
    def gather(self, company, others, *, by):
        """With whom: ``others`` are facts of parents who are now asked, each only once."""
        for facts in others:
            Cofounder.objects.ask(self.network, **facts, by=by)
        Founding.objects.filter(pk=self.pk).update(company=company)
        self._save_step(3)

    @transaction.atomic
    def ask_school(self, *, name, email, by):
        """Show the network to others and write the school a letter; raises ``AlreadyThere``."""
        self._open(Stage.WAITING, by)
        if email:  # empty when this step is sent again after its letter
            SchoolRequest.objects.ask(self.network, name=name, email=email, by=by)
        self._save_step(4)

    @transaction.atomic
    def go_without_school(self, *, by):
        """Show the network to others and begin at once; raises ``AlreadyThere``."""
        network = self._open(Stage.ACTIVE, by)
        if network.recognition == Recognition.PENDING:
            network.go_without_school(by=by)
        self._save_step(4)

    @transaction.atomic
    def agree(self, *, name, rules, by):
        Network.objects.filter(pk=self.network_id).update(name=name, rules=rules)
        self._save_step(5)

    @transaction.atomic
    def plan(self, morning, *, by):
        """Ask the parts of the house for a first morning; None leaves it for later."""
        network = Network.objects.lock(self.network_id)
        for panel in PANELS if morning else ():
            panel.plan_first(network, morning, by=by)
        self._save_step(6)

    @transaction.atomic
    def finish(self, *, by):
        Founding.objects.filter(pk=self.pk, finished_at=None).update(finished_at=timezone.now())
        self._save_step(LAST)

    @transaction.atomic
    def abandon(self, *, by):
        """Gone without trace, with its memberships and its lines in the ledger."""
        Network.objects.select_for_update().get(pk=self.network_id, stage=Stage.DRAFT).delete()

    @transaction.atomic
    def pause(self, number, typed, *, by):
        """Keep a step as it was left, and send ``by`` a link to go on with later."""
        locked = Founding.objects.select_for_update().get(pk=self.pk)
        locked.typed[str(number)] = typed
        locked.save(update_fields=["typed"])
        text = _("Go on with your parents' network: %(link)s")
        school, link = self.network.school.name, self.link_for(by)
        post_to(by, "networks/resume", text=text, school=school, link=link)

    def _open(self, stage, by):
        network = Network.objects.lock(self.network_id)
        if not network.is_draft:
            return network
        school = School.objects.select_for_update().get(pk=network.school_id)
        if earlier := Network.objects.of_school(school).first():
            raise AlreadyThere(earlier)
        network.slug = Network.objects.free_slug(network.name)
        network.recognition_since = timezone.now()
        network.save(update_fields=["slug", "recognition_since"])
        network.move(stage, by=by)
        network.invite(label=gettext("First invitation"), by=by)
        return network

    def _save_step(self, done):
        """``done`` is behind us; going back to it later takes nothing away."""
        locked = Founding.objects.select_for_update().get(pk=self.pk)
        locked.typed.pop(str(done), None)
        locked.step = max(locked.step, min(done + 1, LAST))
        locked.saved_at = timezone.now()
        locked.save(update_fields=["typed", "step", "saved_at"])
