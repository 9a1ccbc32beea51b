"""A letter to the families of a network or a school, made from what is on the site already."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.access import Visible
from community.activity.recording import record
from community.notifications.models import Preferences
from networks.models import Membership, Network, School
from networks.models.network import Audience

FEWEST, MOST = 3, 6  # things in one letter (UX2, 35)
A_WEEK, WEEK = 2, timedelta(days=7)  # letters of one network
SALT = "cms.newsletter"


class NewsletterQuerySet(Visible):
    def seen_by(self, user):
        """Whoever is in the network reads the letters that were sent; the others are seen by who
        writes them, parents those of parents and staff those of the school."""
        mine = Membership.objects.current().filter(user=user)
        parents = mine.filter(kind=Membership.Kind.PARENT)
        staff = mine.filter(kind=Membership.Kind.SCHOOL)
        writers = parents.filter(Q(moderates=True) | Q(calls=True))
        open_to_all = Q(audience=Audience.EVERYONE) & _reaches(staff.values("network"))
        reads = _reaches(parents.values("network")) | open_to_all
        by_parents = Q(from_school=False, network__in=writers.values("network"))
        by_school = Q(from_school=True, network__in=staff.values("network"))
        return self.filter(Q(sent_at__isnull=False) & reads | by_parents | by_school)

    def reaching(self, networks):
        """Those that go to at least one of ``networks``."""
        return self.filter(_reaches(networks))

    def around(self, moment):
        """Those that go, or went, within a week of ``moment``."""
        return self.filter(send_at__gt=moment - WEEK, send_at__lt=moment + WEEK)

    def due(self):
        """Those whose moment has come, until every reader has it."""
        return self.filter(send_at__lte=timezone.now(), sent_at=None).select_related("network")


def networks_with(school):
    """The networks of ``school`` that let it in: somebody of the school is a member."""
    return Network.objects.of_school(school).filter(pk__in=_school_is_in())


def _school_is_in():
    staff = Membership.objects.current().filter(kind=Membership.Kind.SCHOOL)
    return staff.values("network")


def _reaches(networks):
    there = Network.objects.filter(pk__in=networks).filter(pk__in=_school_is_in())
    schools = School.objects.filter(Q(networks__in=there) | Q(shared_networks__in=there))
    return Q(network__in=networks) | Q(school__in=schools.values("pk"))


class Newsletter(models.Model):
    """What is in it stands as keys, so that every reader gets only what they may see."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="newsletters")
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        editable=False,
        related_name="newsletters",
        help_text="if set, all networks with this school get it",
    )
    from_school = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    title = models.CharField(_("title"), max_length=80)
    greeting = models.TextField(_("first sentences"), max_length=600, blank=True)
    closing = models.TextField(_("last sentences"), max_length=300, blank=True)
    items = models.JSONField(default=list, help_text="keys such as ``date-12``, in their order")
    audience = models.CharField(
        max_length=8, choices=Audience.choices, default=Audience.PARENTS, editable=False
    )
    group = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(8)]
    )
    made_at = models.DateTimeField(auto_now_add=True)
    send_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NewsletterQuerySet.as_manager()

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.address_in(self.network)

    @property
    def is_sent(self):
        return self.sent_at is not None

    @property
    def is_planned(self):
        return self.send_at is not None and not self.is_sent

    def networks(self):
        """Where its readers are."""
        if self.school_id:
            return networks_with(self.school_id)
        return Network.objects.filter(pk=self.network_id)

    def address_in(self, network):
        """Where a member of ``network`` reads it."""
        return reverse("newsletters:letter", args=[network.slug, self.pk])

    @property
    def readers(self):
        """One membership of each person it is for; ``gets_mail`` or finds it on the site. Who
        wants only what they must know gets neither."""
        here = {"network__in": self.networks().values("pk")}
        current = Membership.objects.current().filter(**here).select_related("user", "network")
        if self.audience == Audience.PARENTS:
            current = current.filter(kind=Membership.Kind.PARENT)
        stops = NewsletterStop.objects.filter(network=OuterRef("network"), person=OuterRef("user"))
        silent = Preferences.objects.filter(person=OuterRef("user"))
        by_mail = Q(user__email__isnull=False) & ~Exists(silent.filter(by_mail=False))
        wanted = current.exclude(Exists(stops)).exclude(Exists(silent.filter(essential_only=True)))
        wanted = wanted.annotate(gets_mail=ExpressionWrapper(by_mail, BooleanField()))
        wanted = wanted.order_by("pk")
        readers = [one for one in wanted if self.group is None or self.group in one.groups]
        return list({one.user_id: one for one in readers}.values())

    @transaction.atomic
    def plan(self, send_at, *, by):
        """Send it at that moment. Raises ``ValidationError`` for a moment that is over."""
        locked = self._lock()
        if send_at < timezone.now():
            raise ValidationError(
                _("This moment is already over. Choose a later one."), code="over"
            )
        same_readers = Newsletter.objects.reaching(self.networks().values("pk"))
        if same_readers.around(send_at).count() >= A_WEEK:
            raise ValidationError(
                _("Two letters in a week are enough. Choose a later day."), code="many"
            )
        locked.send_at = self.send_at = send_at
        locked.save(update_fields=["send_at"])
        record("cms.newsletter_planned", by=by, about=self, network=self.network)

    @transaction.atomic
    def hold(self, *, by):
        """Not yet; it can be changed again."""
        locked = self._lock()
        locked.send_at = self.send_at = None
        locked.save(update_fields=["send_at"])
        record("cms.newsletter_held", by=by, about=self, network=self.network)

    def _lock(self):
        locked = Newsletter.objects.select_for_update().get(pk=self.pk)
        if locked.is_sent or locked.deliveries.exists():
            raise ValidationError(_("This letter is on its way already."), code="sent")
        return locked

    def take_turn(self, membership):
        """Whether this reader has to get it now; true once for each of them."""
        _delivery, is_new = self.deliveries.get_or_create(person=membership.user)
        return is_new

    def close(self):
        """Every reader has it."""
        self.sent_at = timezone.now()
        self.save(update_fields=["sent_at"])
        for network in self.networks():
            record("cms.newsletter_sent", by=self.by, about=self, network=network)


class Delivery(models.Model):
    """One reader got one letter; so nobody gets it twice when sending was broken off."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("newsletter", "person", name="cms_one_letter_each"),
        ]

    def __str__(self):
        return f"{self.newsletter_id} > {self.person_id}"


class NewsletterStopQuerySet(models.QuerySet):
    def token(self, network, person):
        """The secret in a letter that stops the letters of one network to one person."""
        return signing.dumps([network.pk, person.pk], salt=SALT, compress=True)

    def opened_by(self, token):
        """The keys of network and person, or None for a broken secret."""
        try:
            return signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None


class NewsletterStop(models.Model):
    """Somebody wants no letters of this network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="newsletter_stops")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = NewsletterStopQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("network", "person", name="cms_one_stop_each")]

    def __str__(self):
        return f"{self.person_id}: {self.network_id}"
