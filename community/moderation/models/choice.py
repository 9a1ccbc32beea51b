from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Deed(models.TextChoices):
    """What a moderator does, the lightest first; and below, what else stands in the log."""

    LEAVE = "leave", _("Leave it as it is")
    TALK = "talk", _("Talk with the writer")
    SLOW = "slow", _("Slow the conversation down")
    CLOSE = "close", _("Close the conversation")
    HIDE = "hide", _("Hide the message")
    REST = "rest", _("Rest for this parent")
    SECOND = "second", _("A second moderator was asked")
    AGAIN = "again", _("The writer asked for another moderator")
    AT_ONCE = "at_once", _("Hidden at once")
    OPENED = "opened", _("The project looked who wrote it")
    QUIET = "quiet", _("A quiet room was opened")
    OUTCOME = "outcome", _("What two parents agreed")
    TAKEN = "taken", _("A moderator looks at it")
    NOTE = "note", _("A note")


STEPS = (Deed.LEAVE, Deed.TALK, Deed.HIDE, Deed.REST)  # about a message and its writer
BY_WEIGHT = (Deed.LEAVE, Deed.TALK, Deed.SLOW, Deed.CLOSE, Deed.HIDE, Deed.REST)
RESTS = (3, 7, 14)  # days
USUAL_REST = 7


class ChoiceQuerySet(models.QuerySet):
    def delete(self):
        """The log is never cleared; it goes with its network."""
        raise PermissionError("A line of the log stays.")


class Choice(models.Model):
    """One line of the log: who, what, why. Rows are added, and never changed but to say that a
    choice came true."""

    case = models.ForeignKey("moderation.Case", models.CASCADE, related_name="choices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    deed = models.CharField(max_length=7, choices=Deed.choices)
    rule = models.CharField(max_length=200, blank=True)  # of the agreements, as it was then
    reason = models.CharField(max_length=300, blank=True)
    to_writer = models.CharField(max_length=600, blank=True)
    on_school = models.BooleanField(default=False)  # criticism of the school
    days = models.PositiveSmallIntegerField(default=USUAL_REST)  # of a rest
    at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=False)  # for what a second moderator chooses

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="moderation_a_choice_has_a_reason",
                condition=~models.Q(deed__in=BY_WEIGHT) | ~models.Q(reason=""),
            )
        ]

    def __str__(self):
        return f"{self.case_id}: {self.deed}"

    def delete(self, *args, **kwargs):
        raise PermissionError("A line of the log stays.")

    @property
    def weight(self):
        return BY_WEIGHT.index(self.deed), self.days if self.deed == Deed.REST else 0

    @property
    def needs_two(self):
        """Resting somebody, and taking away criticism of the school, no one does alone."""
        return self.deed == Deed.REST or (self.on_school and self.deed == Deed.HIDE)
