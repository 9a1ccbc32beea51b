from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from community.people.languages import SPOKEN
from community.sealing import mark, seal, unseal
from networks.models import Invitation, Membership, Network
from networks.models.invitation import ALPHABET, normal

CONSENT = timedelta(days=365)  # then a parent is asked again (access matrix 49)
SLIP_LENGTH = 10  # letters and digits: 47 bits, and a client guesses ten times an hour


class Way(models.TextChoices):
    """How somebody would rather be reached."""

    PHONE = "phone", _("by phone")
    WHATSAPP = "whatsapp", _("with a WhatsApp message")
    SMS = "sms", _("with a text message")
    GATE = "gate", _("at the gate")


class Ground(models.TextChoices):
    """Why we may keep a number (AVG, article 6): always something the parent did."""

    SELF = "self", _("the parent filled it in")
    GATE = "gate", _("the parent said it to a contact parent")
    LETTER = "letter", _("the parent answered a letter for the class")
    SCHOOL = "school", _("the parent said yes at school, on paper")


class Need(models.TextChoices):
    CHILDCARE = "childcare", _("Childcare")
    INTERPRETER = "interpreter", _("Interpreter")
    WALK_IN = "walk_in", _("Walk in together")
    APP = "app", _("Help with the app")
    OTHER_TIME = "other_time", _("Another time")


class FamilyQuerySet(Visible):
    def seen_by(self, user):
        """Contact parents of the network, and nobody else."""
        mine = Membership.objects.current().filter(user=user, calls=True)
        return self.filter(network__in=mine.values("network"))

    def by_slip(self, typed):
        """The family whose slip has this code, with dashes and in capitals as well."""
        return self.filter(slip_mark=mark("outreach-slip", normal(typed))).exclude(slip="")

    def to_call(self, today):
        """Who may be rung that day: no member, the number is right, and no wish for rest."""
        asked = self.filter(no_phone_at=None, number_wrong_at=None, member=None)
        rested = Q(rest_until=None) | Q(rest_until__lte=today)
        return asked.exclude(number="").filter(rested, ground_on__gt=today - CONSENT)

    @transaction.atomic
    def enter(self, network, *, number, by, **facts):
        """A family, or the one with this number again: it is rung once, not twice."""
        known = self.filter(network=network, number_mark=mark("outreach", network.pk, number))
        if number and (family := known.first()):
            return family
        family = self.model(network=network, entered_by=by, **facts)
        family.keep_number(number)
        family.save()
        record("outreach.entered", by=by, about=family, network=network)
        for round_ in network.call_rounds.running():
            round_.take_in(self.filter(pk=family.pk))
        return family


class Family(models.Model):
    """One household of a school, as it wants to be known here: a first name and no child."""

    network = models.ForeignKey(
        Network, models.CASCADE, related_name="known_families", editable=False
    )
    name = models.CharField(_("first name of the parent"), max_length=40)
    groups = models.JSONField(_("groups of the children"), default=list, blank=True)
    language = models.CharField(
        _("speaks"),
        max_length=7,
        choices=[(one.code, one.name) for one in SPOKEN],
        default=settings.LANGUAGE_CODE,
    )
    way = models.CharField(
        _("how do we reach this parent?"), max_length=8, choices=Way.choices, default=Way.PHONE
    )
    best_time = models.CharField(_("when?"), max_length=60, blank=True)
    needs = models.JSONField(default=list, blank=True, editable=False)
    number = models.TextField(blank=True, editable=False, help_text="sealed")
    number_mark = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    ground = models.CharField(
        _("how did we get the number?"), max_length=8, choices=Ground.choices, default=Ground.GATE
    )
    ground_on = models.DateField(default=timezone.localdate, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)
    member = models.ForeignKey(
        Membership, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    rest_until = models.DateField(null=True, editable=False)
    number_wrong_at = models.DateTimeField(null=True, editable=False)
    no_phone_at = models.DateTimeField(null=True, editable=False)
    slip = models.TextField(blank=True, editable=False, help_text="its code, sealed")
    slip_mark = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    objects = FamilyQuerySet.as_manager()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("outreach:family", args=[self.network.slug, self.pk])

    @property
    def group_line(self):
        return ", ".join(map(str, self.groups))

    @property
    def need_labels(self):
        labels = dict(Need.choices)
        return [str(labels[need]) for need in self.needs if need in labels]

    @property
    def has_number(self):
        return bool(self.number)

    def keep_number(self, number):
        """Sealed, with a mark to know it again; the right one from now on."""
        self.number = seal(number) if number else ""
        self.number_mark = mark("outreach", self.network_id, number) if number else ""
        self.number_wrong_at = None

    def open_number(self, *, by):
        """For who is about to ring. Every time is written down, and can be read by the parent."""
        if not self.number:
            raise PermissionDenied("outreach.no_number")
        self.views.create(by=by)
        return unseal(self.number)

    @property
    def slip_code(self):
        """As it is read out, ``h4f92-kmnpq``; made when it is first asked for."""
        code = unseal(self.slip) if self.slip else None
        return _readable(code or self.renew_slip())

    def renew_slip(self):
        """A new code, for when a slip was lost: the old one opens nothing any more."""
        code = get_random_string(SLIP_LENGTH, ALPHABET)
        self.slip, self.slip_mark = seal(code), mark("outreach-slip", code)
        self.save(update_fields=["slip", "slip_mark"])
        return code

    @transaction.atomic
    def stop_calls(self, *, by):
        """No telephone: the number is gone and every round lets this family be.

        Its mark stays, so that who writes the number down again finds that out.
        """
        self.number, self.number_wrong_at, self.no_phone_at = "", None, timezone.now()
        self.save(update_fields=["number", "number_wrong_at", "no_phone_at"])
        self.turns.leave()
        record("outreach.stopped", by=by, about=self, network=self.network)

    @transaction.atomic
    def correct(self, *, number="", **facts):
        """What the parent says of itself; a new number is a wish to be rung."""
        for name, value in facts.items():
            setattr(self, name, value)
        if number:
            self.keep_number(number)
            self.no_phone_at, self.ground = None, Ground.SELF
            self.ground_on = timezone.localdate()
        self.save()
        if number:
            self.turns.filter(round__ended_at=None).reopen()
            for round_ in self.network.call_rounds.running():
                round_.take_in(Family.objects.filter(pk=self.pk))
        record("outreach.corrected", by=None, about=self, network=self.network)

    @transaction.atomic
    def forget(self, *, by):
        """Nothing of it stays, nor what was said in its place."""
        for said in self.said.stands().select_related("sign_up__gathering", "backing__theme"):
            said.take_back(by=by)
        self.delete()

    @transaction.atomic
    def joined(self, membership, *, by):
        """This family is in the network now: nobody rings it as a newcomer."""
        self.member = membership
        self.save(update_fields=["member"])
        self.turns.leave()
        record("outreach.joined", by=by, about=self, network=self.network)


def _readable(code):
    return f"{code[: SLIP_LENGTH // 2]}-{code[SLIP_LENGTH // 2 :]}"


class LetterAnswered(models.Model):
    """The code of one family's letter was used to ask for a call; it says nothing of whom."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.invitation_id)


class NumberView(models.Model):
    """Somebody was shown the number of a family, for a call."""

    family = models.ForeignKey(Family, models.CASCADE, related_name="views")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.family_id}, {self.at:%d-%m}"
