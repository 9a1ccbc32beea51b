from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.accounts.models import User
from community.activity.recording import record
from community.mail.post import post_to
from networks.persona import Persona

MOST_OPEN = 3
PATIENCE = timedelta(days=30)  # between two requests of somebody who was removed


class JoinRequestQuerySet(Visible):
    def seen_by(self, user):
        """One's own, and those that moderators and contact parents are to answer."""
        answers = models.Q(moderates=True) | models.Q(calls=True)
        networks = user.memberships.filter(answers, ended_at=None).values("network")
        return self.filter(
            models.Q(user=user) | models.Q(network__in=networks, unheard=False),
        )

    def open(self):
        return self.filter(outcome=JoinRequest.Outcome.OPEN)

    def heard(self):
        return self.filter(unheard=False)

    def number_waiting(self, network):
        """A subquery: how many in ``network`` wait for an answer."""
        waiting = self.open().heard().filter(network=network).order_by().values("network")
        return Coalesce(models.Subquery(waiting.values(n=models.Count("pk"))), 0)

    def for_listing(self):
        return self.select_related("user", "decided_by").order_by("asked_at", "pk")

    @transaction.atomic
    def ask(self, network, *, words, groups=(), alias="", invitation=None, by):
        """Ask to be let in; asking again while the first waits changes only the words.

        Whoever is barred is answered as everybody is, and heard by nobody. Raises
        ``ValidationError``, with the sentence, for whoever asks too often.
        """
        User.objects.select_for_update().get(pk=by.pk)  # two tabs do not make four requests
        mine = self.filter(user=by)
        if waiting := mine.open().filter(network=network).first():
            return waiting.reword(words)
        _refuse_too_many(mine)
        _refuse_too_soon(mine.filter(network=network), network, by)
        barred = network.is_closed_to(by)
        if invitation and not barred:
            invitation.count_request()
        request = self.create(
            network=network,
            user=by,
            words=words,
            groups=sorted(groups),
            alias=alias,
            unheard=barred,
        )
        if not barred:
            record("networks.asked", by=by, about=request, network=network)
        return request


def _refuse_too_many(requests):
    if requests.open().count() >= MOST_OPEN:
        raise ValidationError(
            _("You asked 3 networks already. Wait for an answer, or take one back.")
        )


def _refuse_too_soon(requests, network, user):
    recent = requests.filter(asked_at__gt=timezone.now() - PATIENCE)
    was_removed = network.memberships.filter(user=user).exclude(removal_reason="").exists()
    if was_removed and recent.exists():
        raise ValidationError(_("You asked not long ago. You may ask once in 30 days. Or call us."))


class JoinRequest(models.Model):
    """Somebody without a code asks to be let in, and says in one sentence who they are."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waiting for an answer")
        ADMITTED = "admitted", _("Let in")
        NOT_NOW = "not_now", _("Not now")
        WITHDRAWN = "withdrawn", _("Taken back")

    network = models.ForeignKey("networks.Network", models.CASCADE, related_name="requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="requests")
    words = models.CharField(_("who I am"), max_length=200)
    groups = models.JSONField(default=list, blank=True)
    alias = models.CharField(_("name in this network"), max_length=30, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    unheard = models.BooleanField(default=False)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "network",
                "user",
                condition=models.Q(outcome="open"),
                name="networks_one_open_request",
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.network}"

    @property
    def who(self):
        """Whom those see who answer: the name asked under, or the person."""
        if self.alias and not self.user.shielded:
            return Persona(self.pk, self.alias)
        return self.user

    @property
    def is_open(self):
        return self.outcome == self.Outcome.OPEN

    @property
    def again_url(self):
        """Where somebody may try later: here, or elsewhere when this network has ended."""
        has_ended = self.network.is_archived
        return reverse("networks:directory") if has_ended else self.network.ask_url

    def reword(self, words):
        self.words = words
        self.save(update_fields=["words"])
        return self

    def admit(self, *, by):
        """Let them in; False when somebody else has answered already."""
        return self._admit(by=by)

    def vouch(self, *, by):
        """Let them in on the word of ``by``, which stays with the membership."""
        return self._admit(by=by, vouched_by=by)

    @transaction.atomic
    def _admit(self, *, by, **given):
        type(self.network).objects.lock(self.network_id)
        if not self._close(self.Outcome.ADMITTED, by=by):
            return False
        self.network.admit(self.user, groups=self.groups, alias=self.alias, by=by, **given)
        record("networks.request_admitted", by=by, about=self, network=self.network)
        self._write_answer("admitted", self.network.welcome_url)
        return True

    @transaction.atomic
    def decline(self, *, by):
        """Not now: told kindly, and never by whom. Whoever asked is no member, so the
        notice hangs under no network."""
        if not self._close(self.Outcome.NOT_NOW, by=by):
            return False
        record("networks.request_declined", by=by, about=self, network=None)
        self._write_answer("not_now", self.again_url)
        return True

    def _write_answer(self, answer, path):
        """Whoever waits outside does not look here every day."""
        link, network = f"{settings.BASE_URL}{path}", self.network.name
        text = _("There is an answer from %(network)s: %(link)s")
        post_to(self.user, "networks/answer", text=text, answer=answer, network=network, link=link)

    def withdraw(self):
        """Take one's own question back; nobody is told."""
        return self._close(self.Outcome.WITHDRAWN, by=self.user)

    def _close(self, outcome, *, by):
        """Whether this was the decision: of two at the same moment only one is."""
        now = timezone.now()
        waiting = JoinRequest.objects.open().filter(pk=self.pk)
        if not waiting.update(outcome=outcome, decided_by=by, decided_at=now):
            return False
        self.outcome, self.decided_by, self.decided_at = outcome, by, now
        return True
