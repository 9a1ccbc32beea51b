from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from community.access import Visible

TOKEN_BYTES = 24  # 192 bits: guessing is not a plan


class CalendarKeyQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(person=user)

    def that_open(self, token):
        """The key with this secret, while its person may still sign in."""
        return self.filter(token=token, person__is_active=True).select_related("person")

    def renew(self, *, by):
        """A new secret address for ``by``; the old one stops working at once."""
        key, _made = self.update_or_create(
            person=by, defaults={"token": token_urlsafe(TOKEN_BYTES), "made_at": timezone.now()}
        )
        return key


class CalendarKey(models.Model):
    """The secret in the address of somebody's calendar feed: calendar programs cannot sign in."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key"
    )
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = CalendarKeyQuerySet.as_manager()

    def __str__(self):
        return f"calendar of {self.person_id}"

    @property
    def path(self):
        return reverse("feeds:personal", args=[self.token])
