from django.db import models
from django.db.models import Q
from django.urls import reverse

from community.enclosures.cards import EnclosureCard
from community.enclosures.models import Kept, KeptQuerySet, sent_or_waiting
from ouderkamer.models.theme import Theme


class RecordingQuerySet(KeptQuerySet):
    def seen_by(self, user):
        """With its theme, and what waits for oneself."""
        return self.filter(Q(theme__in=Theme.objects.visible_to(user)) | Q(owner=user))


class Recording(Kept):
    """A wish that was spoken instead of written."""

    theme = models.ForeignKey(Theme, models.CASCADE, null=True, related_name="recordings")

    objects = RecordingQuerySet.as_manager()

    class Meta:
        constraints = [sent_or_waiting("theme", name="ouderkamer_sent_or_waiting")]

    def get_absolute_url(self):
        return reverse("theme_recordings:enclosure", args=[self.key])

    @property
    def cards(self):
        """Itself, as the list that a page with files draws."""
        return [EnclosureCard.of(self, writes=False)]
