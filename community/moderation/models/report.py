from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Concern(models.TextChoices):
    """What a reader says is wrong; what must not wait comes first."""

    DANGER = "danger", _("Somebody is in danger")
    CHILD = "child", _("Name or photo of a child")
    UNKIND = "unkind", _("Not kind")
    PERSON = "person", _("About a teacher or a parent, with a name")
    ADVERT = "advert", _("Advert")
    OTHER = "other", _("Something else")
    FIRST = "first", _("First message of a new parent")
    HELD = "held", _("A word or a link that you want to see first")

    @classmethod
    def of_readers(cls):
        """Those that a reader chooses from; the others are of the machine."""
        return [one for one in cls if one not in (cls.FIRST, cls.HELD)]

    @property
    def is_urgent(self):
        return self in (Concern.DANGER, Concern.CHILD)


class Report(models.Model):
    """One reader says once that something is wrong. Who it was, nobody reads anywhere."""

    case = models.ForeignKey("moderation.Case", models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    concern = models.CharField(max_length=6, choices=Concern.choices)
    words = models.CharField(_("in your words"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint("case", "by", name="moderation_one_report_each")]

    def __str__(self):
        return f"{self.case_id}: {self.concern}"
