from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from forums.models.school_question import SchoolQuestion

SHOWN_FROM = 10  # answers; fewer would say who said what


class HeardQuerySet(models.QuerySet):
    def say(self, question, feeling, *, by):
        """One answer of one person; whoever answers again changes nothing."""
        self.get_or_create(question=question, person=by, defaults={"feeling": feeling})


class Heard(models.Model):
    """Whether somebody felt heard by the school; no school ever reads who said what."""

    class Feeling(models.TextChoices):
        YES = "yes", pgettext_lazy("felt heard", "Yes")
        A_BIT = "bit", pgettext_lazy("felt heard", "A bit")
        NO = "no", pgettext_lazy("felt heard", "No")

    question = models.ForeignKey(SchoolQuestion, models.CASCADE, related_name="heard")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    feeling = models.CharField(max_length=3, choices=Feeling.choices)

    objects = HeardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("question", "person", name="forums_heard_is_asked_once")
        ]

    def __str__(self):
        return self.feeling
