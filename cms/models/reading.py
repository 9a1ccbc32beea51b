from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page

from cms.models.judging import Judged, JudgedQuerySet, Standing
from cms.models.translated import Change, state_since
from community.activity.recording import record
from community.enclosures.cards import EnclosureCard
from community.enclosures.models import Kept, KeptQuerySet, sent_or_waiting
from community.people import languages


class ReadingQuerySet(JudgedQuerySet):
    @transaction.atomic
    def send(self, page, sounds, *, portal, language, network, by):
        reading = self.create(portal=portal, network=network, by=by, page=page, language=language)
        reading.sounds.model.objects.send(sounds, reading=reading)
        record("cms.reading_sent", by=by, about=reading, network=network)
        return reading

    def on(self, page):
        """The accepted ones of this text, the newest of every language."""
        accepted = self.filter(page=page, standing=Standing.ACCEPTED)
        newest = {}
        for reading in accepted.prefetch_related("sounds").order_by("-sent_at", "-pk"):
            newest.setdefault(reading.language, reading)
        return sorted(newest.values(), key=lambda reading: reading.language)


class Reading(Judged):
    """A text of a page, read aloud by a parent in one language."""

    page = models.ForeignKey(Page, models.CASCADE, editable=False, related_name="readings")
    language = models.CharField(max_length=7)

    objects = ReadingQuerySet.as_manager()

    def __str__(self):
        return f"{self.page_id} ({self.language})"

    @property
    def state(self):
        """The ``State``: whether the text is still what was read."""
        return state_since(self.sent_at, Change.objects.filter(page=self.page_id))

    @property
    def language_name(self):
        return languages.name(self.language)

    @property
    def cards(self):
        return [EnclosureCard.of(sound, writes=False) for sound in self.sounds.all()]

    def _tell(self, by):
        facts = {"by": by, "about": self, "network": self.network}
        if self.standing == Standing.ACCEPTED:
            record("cms.reading_accepted", **facts)
        else:
            record("cms.reading_refused", **facts)


class SoundQuerySet(KeptQuerySet):
    def public(self):
        """What stands on a page that everybody reads."""
        return self.filter(reading__standing=Standing.ACCEPTED, reading__page__live=True)

    def seen_by(self, user):
        heard = Q(reading__in=Reading.objects.visible_to(user)) | Q(owner=user)
        live = Q(reading__standing=Standing.ACCEPTED, reading__page__live=True)
        return self.filter(heard | live)


class Sound(Kept):
    reading = models.ForeignKey(Reading, models.CASCADE, null=True, related_name="sounds")

    objects = SoundQuerySet.as_manager()

    class Meta:
        constraints = [sent_or_waiting("reading", name="cms_sent_or_waiting")]

    def get_absolute_url(self):
        return reverse("schools:sound", args=[self.key])
