"""Guests who tell something, and whether they come. How to reach them is for planners only."""

from datetime import timedelta
from secrets import token_urlsafe

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from community.mail.post import post_letter
from community.people.secret_address import TOKEN_BYTES
from community.templatetags.ui import clock, day
from networks.models import Network

BETWEEN = timedelta(days=7)  # nobody is asked twice in a week


class State(models.TextChoices):
    INVITED = "invited", _("Invited")
    YES = "yes", _("Says yes")
    NO = "no", _("Cannot come")
    ILL = "ill", _("Called off")


TONES = {State.INVITED: "accent", State.YES: "mint", State.NO: "neutral", State.ILL: "danger"}


class SpeakerQuerySet(Visible):
    def seen_by(self, user):
        """Whoever plans in a network."""
        plans = Q(network__memberships__hosts=True) | Q(network__memberships__moderates=True)
        staff = Q(network__memberships__kind="school")
        mine = Q(network__memberships__user=user, network__memberships__ended_at=None)
        return self.filter(mine, plans | staff)

    def for_board(self):
        """With their invitations, the last one first."""
        last = Invitation.objects.order_by("-invited_at").select_related("gathering__network")
        return self.prefetch_related(Prefetch("invitations", last)).order_by("name")


class Speaker(models.Model):
    network = models.ForeignKey(Network, models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="who is a member here and can answer in the app",
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    languages = models.JSONField(default=list, blank=True)
    fee = models.CharField(max_length=40, blank=True)

    objects = SpeakerQuerySet.as_manager()

    def __str__(self):
        return self.name

    @property
    def last(self):
        """The last invitation, or None; free after ``for_board``."""
        return next(iter(self.invitations.all()), None)

    @transaction.atomic
    def invite(self, gathering, *, by):
        """Ask for one date. Raises ``ValidationError`` within a week of the last time."""
        Speaker.objects.select_for_update().get(pk=self.pk)
        recent = self.invitations.filter(invited_at__gt=timezone.now() - BETWEEN)
        if (
            recent.filter(state=State.INVITED).exists()
            or recent.filter(gathering=gathering).exists()
        ):
            raise ValidationError(_("This guest was asked this week already."), code="recent")
        invitation, _made = self.invitations.update_or_create(
            gathering=gathering,
            defaults={
                "state": State.INVITED,
                "invited_by": by,
                "invited_at": timezone.now(),
                "token": token_urlsafe(TOKEN_BYTES),
            },
        )
        network = gathering.network
        record("ouderkamer.speaker_invited", by=by, about=invitation, network=network)
        if self.person is None and self.email:
            invitation.send()
        return invitation


class InvitationQuerySet(Visible):
    def seen_by(self, user):
        """Who is asked, and who plans."""
        planned = Speaker.objects.visible_to(user).values("pk")
        return self.filter(Q(speaker__person=user) | Q(speaker__in=planned))

    def to_remind(self):
        """Who said yes to a date of the coming day and was not reminded of that moment."""
        now = timezone.now()
        soon = self.filter(state=State.YES, gathering__cancelled_at=None)
        coming = soon.filter(gathering__starts_at__range=(now, now + timedelta(days=1)))
        told = Q(reminded_for=F("gathering__starts_at"))
        return coming.exclude(told).select_related("speaker", "gathering__network")

    def that_open(self, token):
        """The one with this secret, while its date is to come."""
        coming = self.filter(token=token, gathering__ends_at__gt=timezone.now())
        return coming.exclude(token="").select_related("speaker", "gathering__network__school")


class Invitation(models.Model):
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="invitations")
    gathering = models.ForeignKey(
        "ouderkamer.Gathering", models.CASCADE, related_name="speaker_invitations"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.INVITED)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=64, unique=True)
    reminded_for = models.DateTimeField(null=True, help_text="the start that was reminded of")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "speaker", "gathering", name="ouderkamer_a_speaker_is_asked_once_a_date"
            ),
        ]

    def __str__(self):
        return f"{self.speaker} {self.state}"

    def get_absolute_url(self):
        return reverse("ouderkamer:invited", args=[self.speaker.network.slug, self.pk])

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def path(self):
        return reverse("feeds:speaker", args=[self.token])

    @property
    def may_remind(self):
        waits = self.state == State.INVITED
        return waits and self.invited_at <= timezone.now() - BETWEEN

    @transaction.atomic
    def remind(self):
        """A word the day before, once for the moment it starts."""
        starts_at = self.gathering.starts_at
        untold = Invitation.objects.filter(pk=self.pk).exclude(reminded_for=starts_at)
        if not untold.update(reminded_for=starts_at):
            return
        network = self.gathering.network
        record("ouderkamer.speaker_reminded", by=None, about=self, network=network)
        if self.speaker.person is None and self.speaker.email:
            self.send("ouderkamer/speaker_soon")

    def send(self, letter="ouderkamer/speaker"):
        """A letter with the secret address; whoever has no e-mail is rung."""
        gathering = self.gathering
        post_letter(
            letter,
            to=self.speaker.email,
            language=settings.LANGUAGE_CODE,
            guest=self.speaker.name,
            day=day(gathering.starts_at),
            time=clock(gathering.starts_at),
            place=gathering.place,
            link=settings.BASE_URL + self.path,
        )

    @transaction.atomic
    def answer(self, state, *, by=None):
        """Yes puts the guest on the date, no and illness take them off; planners hear it."""
        self.state, self.answered_at = state, timezone.now()
        self.save(update_fields=["state", "answered_at"])
        gathering = self.gathering
        if state == State.YES:
            gathering.change(by=by, guest=self.speaker.name)
        elif gathering.guest == self.speaker.name:
            gathering.change(by=by, guest="")
        network = gathering.network
        record("ouderkamer.speaker_answered", by=by, about=self, network=network)
