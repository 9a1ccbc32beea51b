from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from community.mail.post import post_letter, post_to
from networks.models.kind import Kind
from networks.models.life import SCHOOL_HAS, Recognition, Stage
from networks.models.network import Network
from networks.models.role import Role

MOST = 5  # letters about one network: nobody is written to without end
SALT = "networks.school_request"
LINK_LASTS = 180 * 24 * 3600  # seconds; a late yes is a yes


class SchoolRequestQuerySet(models.QuerySet):
    def by_token(self, token):
        """The one this link was made for; none when it is too old or not ours, or the network
        has ended."""
        try:
            pk = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
        except signing.BadSignature:
            return self.none()
        living = self.exclude(network__stage=Stage.ARCHIVED)
        return living.filter(pk=pk).select_related("network__school")

    @transaction.atomic
    def ask(self, network, *, name, email, by):
        """Write one letter to one person; the same address is not written to twice."""
        network = Network.objects.lock(network.pk)
        asked = network.school_requests
        if asked.filter(email=email).exists() or asked.count() >= MOST:
            return
        letter = asked.create(name=name, email=email, asked_by=by)
        record("networks.school_asked", by=by, about=letter, network=network)
        letter.send()


class SchoolRequest(models.Model):
    """One letter to one person at the school, with one page to answer on."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, we take part")
        NOT_NOW = "not_now", _("Not now")
        ELSEWHERE = "else", _("Somebody else decides this")

    network = models.ForeignKey(Network, models.CASCADE, related_name="school_requests")
    name = models.CharField(max_length=80)
    email = models.EmailField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    let_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SchoolRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("network", "email", name="networks_a_school_is_asked_once"),
            models.CheckConstraint(
                name="networks_an_answer_has_its_date",
                condition=models.Q(answer="", answered_at=None)
                | ~models.Q(answer="") & models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def path(self):
        token = signing.dumps(self.pk, salt=SALT)
        return reverse("networks:school_answer", args=[token])

    @property
    def answer_before(self):
        """After this day the parents go on without the school."""
        return self.asked_at + SCHOOL_HAS

    @property
    def seeks_company(self):
        """Whether the starter knows nobody yet to begin with; the school may know somebody."""
        founding = getattr(self.network, "founding", None)
        return founding is not None and founding.company == "nobody"

    @property
    def starters(self):
        members = self.network.memberships.current().filter(started=True)
        return [member.user for member in members.select_related("user").order_by("pk")]

    def send(self):
        facts = {
            "person": self.name,
            "starter": self.asked_by.shown_name if self.asked_by else "",
            "school": self.network.school.name,
            "seeks_company": self.seeks_company,
            "link": f"{settings.BASE_URL}{self.path}",
        }
        post_letter("networks/school", to=self.email, language=get_language(), **facts)

    @transaction.atomic
    def say_yes(self):
        """The school takes part; whoever holds the link speaks for it and needs no account."""
        self._answer(self.Answer.YES)
        if self.network.recognise(by=None):
            self._tell_starters()

    @transaction.atomic
    def say_not_now(self):
        network = Network.objects.lock(self.network_id)
        if network.recognition == Recognition.RECOGNISED:
            return  # a colleague has said yes
        self._answer(self.Answer.NOT_NOW)
        if network.recognition == Recognition.PENDING:
            network.go_without_school(by=None)

    @transaction.atomic
    def pass_on(self, *, name, email):
        """Somebody else decides: they get the same letter, and both links work."""
        self._answer(self.Answer.ELSEWHERE)
        SchoolRequest.objects.ask(self.network, name=name, email=email, by=self.asked_by)

    def opens_for(self, user):
        """Whether ``user`` may come in by this letter: the school takes part, and nobody else
        came by it."""
        taking_part = self.network.is_under_way and self.answer == self.Answer.YES
        is_open = taking_part and not self.network.is_closed_to(user)
        return is_open and self.let_in_id in (None, user.pk)

    @transaction.atomic
    def join(self, user, *, reachable):
        """The contact at the school comes in, and out of the networks about a theme.

        Returns the membership, or None when somebody else came by this letter, or ``user`` is in
        as a parent. Raises ``Barred`` and, of who moderates a theme alone, ``LastModerator``.
        """
        network = Network.objects.lock(self.network_id)
        letter = SchoolRequest.objects.select_related("network").get(pk=self.pk)
        membership = network.membership_of(user)
        if not letter.opens_for(user) or (membership and membership.is_parent):
            return None
        for theme in user.memberships.current().filter(network__kind=Kind.THEME):
            theme.end(by=user)
        membership = network.admit(user, kind="school", by=user)
        membership.present(reachable=reachable)
        membership.terms.take(Role.SCHOOL, of=membership, by=user)
        SchoolRequest.objects.filter(pk=self.pk).update(let_in=user)
        return membership

    def _answer(self, answer):
        self.answer, self.answered_at = answer, timezone.now()
        self.save(update_fields=["answer", "answered_at"])

    def _tell_starters(self):
        """They began this network and may not look here every day."""
        facts = {"school": self.network.school.name, "contact": self.name}
        facts["link"] = f"{settings.BASE_URL}{self.network.get_absolute_url()}"
        text = _("Good news: %(school)s takes part in your parents' network. %(link)s")
        for starter in self.starters:
            post_to(starter, "networks/recognised", text=text, **facts)
