from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from networks.models.role import end_of_school_year

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"  # nothing that looks alike, no vowels, so no words
LENGTH = 6
PERSONAL_LENGTH = 10
TWO_WEEKS = timedelta(days=14)
YEAR = timedelta(days=365)
SHORTEST_YEAR = timedelta(days=60)  # a code made in June is for the children of September
BETWEEN_LETTERS = timedelta(days=1)


def until_summer(today=None):
    """The last second of this school year, or of the next when this one is nearly over."""
    ends = end_of_school_year((today or timezone.localdate()) + SHORTEST_YEAR)
    return timezone.make_aware(datetime.combine(ends, time(23, 59, 59)))


def normal(typed):
    """Codes are compared in lower case without dashes and spaces."""
    return "".join(c for c in typed.lower() if c.isascii() and c.isalnum())


class InvitationQuerySet(models.QuerySet):
    def by_code(self, typed):
        """The invitation with this code, in capitals, with dashes or spaces as well."""
        return self.filter(code=normal(typed)).select_related("network__school")

    def usable(self):
        return self.filter(
            Q(most_uses=None) | Q(uses__lt=F("most_uses")),
            revoked_at=None,
            expires_at__gt=timezone.now(),
        )

    def for_listing(self):
        """Codes for many; of a class letter the letter is shown, and a personal one is between
        who sent it and who got it."""
        paper = self.filter(sent_at=None, letter=None).select_related("network")
        return paper.order_by(F("revoked_at").asc(nulls_first=True), "-pk")

    def forget_addresses(self):
        """Where a letter went is needed only for as long as its code works."""
        over = self.exclude(sent_to="").exclude(pk__in=self.usable().values("pk"))
        return over.update(sent_to="")

    def sent_by(self, user):
        return self.filter(made_by=user).exclude(sent_at=None).order_by("-pk")

    def free_code(self, length=LENGTH):
        """A code that nobody has had before."""
        while self.filter(code=(code := get_random_string(length, ALPHABET))).exists():
            pass
        return code

    def free_codes(self, number):
        """``number`` different codes that nobody has had before."""
        codes = set()
        while len(codes) < number:
            codes |= {get_random_string(LENGTH, ALPHABET) for _each in range(number - len(codes))}
            codes -= set(self.filter(code__in=codes).values_list("code", flat=True))
        return codes


class Invitation(models.Model):
    """A code on a poster, letter or message that opens the door of one network."""

    network = models.ForeignKey("networks.Network", models.CASCADE, related_name="invitations")
    letter = models.ForeignKey(
        "networks.Letter", models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    code = models.CharField(max_length=12, unique=True)
    label = models.CharField(_("where this code hangs"), max_length=60, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    most_uses = models.PositiveIntegerField(_("how many people may use it"), null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    lets_in = models.BooleanField(default=True)
    purpose = models.CharField(_("what it is for"), max_length=80, blank=True)
    sent_to = models.CharField(max_length=254, blank=True)  # only until it was used
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="networks_no_code_used_too_often",
                condition=Q(most_uses=None) | Q(uses__lte=F("most_uses")),
            )
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("networks:invitation", args=[self.code])

    @property
    def link(self):
        """The whole address, for paper and messages."""
        return f"{settings.BASE_URL}{self.get_absolute_url()}"

    @property
    def spoken_link(self):
        """As a poster shows it and one reads it out: ``("oudernetwerk.nl", "/k/7m2k")``."""
        address = urlsplit(self.link)
        return address.netloc, address.path.rstrip("/")

    @property
    def is_used_up(self):
        return self.most_uses is not None and self.uses >= self.most_uses

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()

    @property
    def is_usable(self):
        return self.revoked_at is None and not self.is_used_up and not self.is_expired

    @property
    def is_personal(self):
        return self.sent_at is not None

    @property
    def may_be_sent_again(self):
        return self.is_usable and self.sent_at <= timezone.now() - BETWEEN_LETTERS

    @transaction.atomic
    def redeem(self, user, **given):
        """Join by this code, counted exactly once however many come at the same time.

        Returns the membership, or None when the code just ran out. Whoever is a member
        already does not use the code up.
        """
        network = type(self.network).objects.lock(self.network_id)
        if membership := network.membership_of(user):
            return membership
        counted = Invitation.objects.select_for_update().get(pk=self.pk)
        if not counted.opens_for(user):
            return None
        counted.count_use()
        if counted.is_personal:
            record("networks.invitation_accepted", by=user, about=counted, network=network)
        return network.admit(user, by=user, **given)

    def opens_for(self, user):
        """Whether this code takes ``user`` inside, and not only to the question."""
        return self.lets_in and self.is_usable and not self.network.is_closed_to(user)

    def count_use(self):
        """An address that was only needed to get there is forgotten on arrival."""
        Invitation.objects.filter(pk=self.pk).update(uses=F("uses") + 1, sent_to="")

    def count_request(self):
        """A question asked by this code is one of its uses, as far as these go."""
        Invitation.objects.usable().filter(pk=self.pk).update(uses=F("uses") + 1)

    @transaction.atomic
    def revoke(self, *, by):
        """Close this door at once; a second time changes nothing."""
        open_still = Invitation.objects.filter(pk=self.pk, revoked_at=None)
        if open_still.update(revoked_at=timezone.now()):
            record("networks.invitation_revoked", by=by, about=self, network=self.network)

    @transaction.atomic
    def mark_sent_again(self):
        """Whether the letter may go out once more; at most once a day it may."""
        locked = Invitation.objects.select_for_update().get(pk=self.pk)
        if not locked.may_be_sent_again:
            return False
        locked.sent_at = timezone.now()
        locked.save(update_fields=["sent_at"])
        return True
