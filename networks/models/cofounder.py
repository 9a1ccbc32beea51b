from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from community.activity.recording import record
from community.mail.post import post_letter, post_text
from networks.models.life import Stage
from networks.models.network import Barred, Network
from networks.models.role import Role

MOST = 2  # besides the one who began: a duo or a trio
SALT = "networks.cofounder"
LINK_LASTS = 30 * 24 * 3600  # seconds


def message(*, name, starter, school, link):
    """The literal words another parent gets, with ``link`` in them."""
    words = gettext(
        "Hello %(name)s. %(starter)s wants to begin a parents' network at %(school)s with you."
        " Will you join? Look at %(link)s"
    ) % {"name": name, "starter": starter, "school": school, "link": link}
    if not settings.HELP_PHONE:
        return words
    return " ".join([words, gettext("or call %(phone)s.") % {"phone": settings.HELP_PHONE}])


class CofounderQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(accepted_at=None)

    def by_token(self, token):
        """The one this link was made for; none when it is too old or not ours, or the network
        has ended."""
        try:
            pk = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
        except signing.BadSignature:
            return self.none()
        living = self.exclude(network__stage=Stage.ARCHIVED)
        return living.filter(pk=pk).select_related("network__school", "asked_by")

    @transaction.atomic
    def ask(self, network, *, name, where, calls, by):
        """Send one invitation; the same address twice, or a third parent, gets none."""
        network = Network.objects.lock(network.pk)
        if network.cofounders.filter(where=where).exists() or network.cofounders.count() >= MOST:
            return
        asked = network.cofounders.create(name=name, where=where, calls=calls, asked_by=by)
        record("networks.cofounder_asked", by=by, about=asked, network=network)
        asked.send()


class Cofounder(models.Model):
    """Another parent who is asked to begin the network too; nothing until they say yes."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="cofounders")
    name = models.CharField(max_length=40)
    where = models.CharField(max_length=254, help_text="e-mail address or mobile number")
    calls = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = CofounderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("network", "where", name="networks_a_cofounder_is_asked_once")
        ]

    def __str__(self):
        return self.name

    @property
    def path(self):
        token = signing.dumps(self.pk, salt=SALT)
        return reverse("networks:start_together", args=[token])

    @property
    def by_mail(self):
        return "@" in self.where

    @property
    def masked(self):
        return self.where if self.by_mail else f"06 •• •• •• {self.where[-2:]}"

    @property
    def message(self):
        return message(
            name=self.name,
            starter=self.asked_by.shown_name if self.asked_by else gettext("A parent"),
            school=self.network.school.name,
            link=f"{settings.BASE_URL}{self.path}",
        )

    def is_for(self, person):
        """Whether ``person`` signs in where the link was sent: a link passed on opens nothing."""
        return self.where in (person.email, person.mobile)

    def send(self):
        if not self.by_mail:
            post_text(self.where, self.message)
            return
        link = f"{settings.BASE_URL}{self.path}"
        facts = {"message": self.message, "school": self.network.school.name, "link": link}
        post_letter("networks/together", to=self.where, language=get_language(), **facts)

    @transaction.atomic
    def accept(self, *, by):
        """Become a moderator of the network; pressed twice it happens once. Raises ``Barred``."""
        network = Network.objects.lock(self.network_id)
        if network.is_closed_to(by):
            raise Barred
        if not network.cofounders.waiting().filter(pk=self.pk).exists():
            return
        membership, _new = network.memberships.update_or_create(
            user=by, ended_at=None, defaults={"started": True}
        )
        for role in (Role.MODERATOR, Role.CONTACT) if self.calls else (Role.MODERATOR,):
            membership.terms.take(role, of=membership, by=by)
        network.cofounders.filter(pk=self.pk).update(accepted_at=timezone.now())
        record("networks.cofounder_accepted", by=by, about=self, network=network)

    @transaction.atomic
    def take_back(self, *, by):
        """The wrong number, or somebody who says no: the link stops working."""
        self.network.cofounders.waiting().filter(pk=self.pk).delete()
