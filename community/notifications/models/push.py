from collections import defaultdict

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from community.access import Visible

MOST = 10  # devices of one person


class PushDeviceQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(person=user)

    def awake(self):
        """Those on which somebody is still signed in."""
        sessions = Session.objects.filter(expire_date__gt=timezone.now())
        return self.filter(session_key__in=sessions.values("session_key"))

    def by_person(self, keys):
        """``{person key: [device key]}``, in one query."""
        found = defaultdict(list)
        rows = self.awake().filter(person__in=keys).order_by("pk")
        for person, key in rows.values_list("person", "pk"):
            found[person].append(key)
        return found

    def subscribe(self, person, *, endpoint, **how):
        """This browser, again or for the first time; it now belongs to whoever is signed in."""
        self.update_or_create(endpoint=endpoint, defaults={"person": person, **how})
        oldest = self.filter(person=person).order_by("-pk").values_list("pk", flat=True)[MOST:]
        self.filter(pk__in=list(oldest)).delete()


class PushDevice(models.Model):
    """A browser that lets us make it show something; the keys are its own (RFC 8291)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    endpoint = models.URLField(max_length=500, unique=True)
    key = models.CharField(max_length=120)  # p256dh, base64url
    auth = models.CharField(max_length=40)
    session_key = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PushDeviceQuerySet.as_manager()

    def __str__(self):
        return f"{self.person_id}: {self.pk}"
