"""What the moderators of a network want to read before others do."""

import re
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record
from community.moderation.models.report import Concern

NEW_FOR = timedelta(days=14)
LINK = re.compile(r"https?://|\bwww\.", re.I)


class PrecautionQuerySet(models.QuerySet):
    def of(self, network):
        """The one of ``network``, stored or not; without one nothing is held."""
        return self.filter(network=network).first() or self.model(network=network)


class Precaution(models.Model):
    """Holds first messages of new parents, links, and words of a list, until somebody looked."""

    network = models.OneToOneField(
        "networks.Network", models.CASCADE, related_name="precaution", editable=False
    )
    newcomers = models.BooleanField(_("The first message of a new parent"), default=False)
    links = models.BooleanField(_("Messages with a link to another site"), default=False)
    words = models.TextField(
        _("Messages with one of these words"),
        max_length=1000,
        blank=True,
        help_text=_("One on each line."),
    )

    objects = PrecautionQuerySet.as_manager()

    def __str__(self):
        return str(self.network_id)

    def set(self, *, by):
        """Keep what is chosen now."""
        self.save()
        record("moderation.precaution_set", by=by, about=self, network=self.network)

    def concern(self, text, membership, *, spoke_before):
        """Why ``text`` waits for a moderator, a ``Concern``, or None. ``spoke_before`` is asked
        only when it matters. Who moderates and who is of the school is not held."""
        if membership is None or membership.moderates or not membership.is_parent:
            return None
        if self._has_a_word(text) or (self.links and LINK.search(text)):
            return Concern.HELD
        is_new = timezone.now() - membership.joined_at < NEW_FOR
        return Concern.FIRST if self.newcomers and is_new and not spoke_before() else None

    def _has_a_word(self, text):
        words = {word.strip().lower() for word in self.words.splitlines()} - {""}
        return any(re.search(rf"\b{re.escape(word)}\b", text, re.I) for word in words)
