from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from community.limits import Limit

SLOW_FOR = timedelta(days=3)
ONE_AN_HOUR = Limit("slow-topic", most=1, seconds=3600)


class Slowed(models.Model):
    """A conversation in which each says something once an hour, until it ends by itself."""

    slow_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_slow(self):
        return self.slow_until is not None and self.slow_until > timezone.now()

    def slow_down(self, *, by):
        """Nobody is judged: it holds for all but who moderates."""
        self.slow_until = timezone.now() + SLOW_FOR
        self.save(update_fields=["slow_until"])

    def haste(self, writer):
        """Why ``writer`` waits a little, in a sentence, or an empty one; counts one for them."""
        if not self.is_slow or ONE_AN_HOUR.take(f"{self.pk}.{writer.pk}"):
            return ""
        day = date_format(timezone.localtime(self.slow_until), "j F")
        return gettext(
            "Until %(day)s everybody writes here once an hour. Your text is kept. Send it later."
        ) % {"day": day}
