from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.inside import Inside


@dataclass(frozen=True)
class Look:
    """How a kind of gathering is recognised, and what "there is" on such a day."""

    icon: str
    tone: str
    what: Promise
    note: Promise | str = ""


class Kind(models.TextChoices):
    COFFEE = "coffee", _("Coffee morning")
    DO = "do", _("Doing together")
    EVENING = "evening", _("Theme evening")
    CONSULT = "consult", _("Consultation hour")
    COURSE = "course", _("Course")
    ONLINE = "online", _("Online hour")


LOOKS = {
    Kind.COFFEE: Look("cup", "mint", _("coffee"), _("You may come later.")),
    Kind.DO: Look("hand", "coral", _("something to do")),
    Kind.EVENING: Look("school", "accent", _("an evening with a theme")),
    Kind.CONSULT: Look("heart", "sky", _("a consultation hour"), _("Nobody sees that you come.")),
    Kind.COURSE: Look("book", "primary", _("a lesson")),
    Kind.ONLINE: Look("chat", "sky", _("an hour in the chat"), _("You stay at home.")),
}


class Occasion(Inside):
    """What a series says once and each of its dates says for itself."""

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.COFFEE)
    title = models.CharField(max_length=100)
    intro = models.TextField(max_length=2000, blank=True)
    place = models.CharField(max_length=100, blank=True)
    directions = models.CharField(max_length=200, blank=True)
    childcare = models.BooleanField(default=False)
    childcare_by = models.CharField(max_length=60, blank=True)
    interpreters = models.JSONField(default=list, blank=True)
    materials = models.TextField(
        max_length=1000, blank=True, help_text="what whoever receives sets ready, one a line"
    )
    limit = models.PositiveSmallIntegerField(null=True, blank=True)
    childcare_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_before = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="hours before the start from which only a no is taken in"
    )
    is_public = models.BooleanField(
        default=False, help_text="title, time and place may be read without signing in"
    )

    class Meta:
        abstract = True

    @property
    def look(self):
        return LOOKS[self.kind]


OCCASION_FIELDS = (
    *("network", "audience", "kind", "title", "intro", "place", "directions"),
    *("childcare", "childcare_by", "limit", "childcare_limit", "is_public"),
    *("interpreters", "materials", "closes_before"),
)


def local(day, time):
    """The moment a clock in the Netherlands shows ``time`` on ``day``.

    A time that summer time skips becomes the hour after; one that comes twice is the first.
    """
    wall = datetime.combine(day, time, tzinfo=timezone.get_default_timezone())
    return wall.astimezone(UTC)  # moments on the edge of summer time equal nothing otherwise
