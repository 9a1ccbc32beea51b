from datetime import timedelta
from html import unescape

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.utils import timezone

from community import live
from community.access import Visible
from community.notifications.models.preferences import Choice, Preferences, pace_of
from community.notifications.sorts import Pace, Sort

GRACE = timedelta(minutes=2)  # in which a slip can be mended, and whoever is there reads it
REST = timedelta(hours=1)  # between two letters about one place that nobody went to look at


class NotificationQuerySet(Visible):
    def seen_by(self, user):
        """One's own, without those of networks one has left."""
        memberships = {"network__memberships__user": user, "network__memberships__ended_at": None}
        return self.filter(Q(network=None) | Q(**memberships), recipient=user)

    def unread(self):
        return self.filter(read_at=None)

    def mark_read(self):
        return self.unread().update(read_at=timezone.now())

    def of_place(self, place):
        return self.filter(place=place)

    def untold(self):
        """What no letter, push or text message said yet; it may never do so."""
        return self.unread().filter(told_at=None)

    def to_tell(self, at):
        """What is to be told at once, now that its grace is over."""
        return self.untold().filter(tell_at__lte=at).order_by("recipient", "pk")

    def told_lately(self, people, place, at):
        """``{person key: when}`` of who was told of ``place`` within the last hour."""
        if not place:
            return {}
        lately = self.filter(place=place, recipient__in=people, told_at__gt=at - REST, read_at=None)
        return dict(lately.values_list("recipient").annotate(Max("told_at")).order_by())


class Notification(models.Model):
    """One line in one person's tray. It knows no domain: kind, address and facts are given."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    network = models.ForeignKey("networks.Network", models.CASCADE, null=True, related_name="+")
    source = models.PositiveBigIntegerField(help_text="key of the event it tells of")
    kind = models.CharField(max_length=60)
    sort = models.CharField(max_length=9, choices=Sort.choices, default=Sort.AROUND)
    place = models.CharField(max_length=40, blank=True, help_text="``topic-214``: what it is in")
    essential = models.BooleanField(default=False)
    url = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True, editable=False)  # by mail, push or text message
    told_at = models.DateTimeField(null=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint("recipient", "source", name="notifications_never_twice")
        ]
        indexes = [
            models.Index("recipient", "read_at", name="notifications_unread"),
            models.Index(
                "tell_at",
                name="notifications_to_tell",
                condition=Q(told_at=None, read_at=None, tell_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.words

    @property
    def words(self):
        """The notice as a sentence in the language now active: plain text, not HTML."""
        return unescape(render_to_string(f"notices/{self.kind}.txt", self.facts)).strip()


@transaction.atomic
def deliver(recipients, *, source, network, place="", is_told=True, **notice):
    """Put one notification in every recipient's tray and light their badge; who wants to hear it
    at once, and not only find it there, is told after a moment of grace (``is_told`` False: a
    letter of its own went).

    Safe to repeat: a second delivery of the same source changes nothing.
    """
    keys = [person.pk for person in recipients]
    when = _when_to_tell(keys, network, place, notice) if is_told else {}
    what = {"source": source, "network_id": network, "place": place, **notice}
    Notification.objects.bulk_create(
        [Notification(recipient_id=key, tell_at=when.get(key), **what) for key in keys],
        ignore_conflicts=True,
        batch_size=500,
    )
    live.tell_all(keys, "badge.changed")


def read_place(person, place):
    """They went to look: nothing of it is news any more. True when something was."""
    mine = Notification.objects.filter(recipient=person).of_place(place)
    return bool(mine.mark_read())


def _when_to_tell(people, network, place, notice):
    """``{person key: moment}`` of who hears it at once. Three queries for all of them."""
    now, sort = timezone.now(), notice.get("sort", Sort.AROUND)
    essential = notice.get("essential", False)
    preferences = Preferences.objects.by_person(people)
    chosen = Choice.objects.paces(people, network)
    lately = Notification.objects.told_lately(people, place, now)
    return {
        key: max(now + GRACE, lately[key] + REST if key in lately else now)
        for key in people
        if pace_of(chosen, key, sort, preferences[key], essential=essential) == Pace.AT_ONCE
    }
