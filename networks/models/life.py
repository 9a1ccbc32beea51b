"""The life of a network, from a draft to the archive, and what the school says of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.activity.recording import record

SCHOOL_HAS = timedelta(weeks=3)  # then a network goes on without it


class Stage(models.TextChoices):
    DRAFT = "draft", _("Being started")
    WAITING = "waiting", _("Waiting for the school")
    ACTIVE = "active", _("Going")
    RESTING = "resting", _("Resting")
    ARCHIVED = "archived", _("Ended")


MOVES = {
    Stage.DRAFT: {Stage.WAITING, Stage.ACTIVE},
    Stage.WAITING: {Stage.ACTIVE, Stage.ARCHIVED},
    Stage.ACTIVE: {Stage.RESTING, Stage.ARCHIVED},
    Stage.RESTING: {Stage.ACTIVE, Stage.ARCHIVED},
    Stage.ARCHIVED: {Stage.ACTIVE},
}
UNDER_WAY = (Stage.WAITING, Stage.ACTIVE, Stage.RESTING)  # what others than its starters find


class Recognition(models.TextChoices):
    PENDING = "pending", _("Waiting for the school")
    RECOGNISED = "recognised", _("The school takes part")
    UNAFFILIATED = "unaffiliated", _("Parents without school")
    ENDED = "ended", _("The school has stopped")


ANSWERS = {
    Recognition.PENDING: {Recognition.RECOGNISED, Recognition.UNAFFILIATED},
    Recognition.RECOGNISED: {Recognition.ENDED},
    Recognition.UNAFFILIATED: {Recognition.RECOGNISED},
    Recognition.ENDED: {Recognition.RECOGNISED},
}


@dataclass(frozen=True)
class Badge:
    """How a recognition looks: always a word with its icon, never a colour alone."""

    icon: str
    tone: str


BADGES = {
    Recognition.PENDING: Badge("clock", "accent"),
    Recognition.RECOGNISED: Badge("check", "mint"),
    Recognition.UNAFFILIATED: Badge("people", "neutral"),
    Recognition.ENDED: Badge("people", "neutral"),
}


class WrongMove(PermissionDenied):
    """A network does not go from this stage or recognition to that one."""


class Life(models.Model):
    """What every network knows of its own life; changed by these commands and nothing else."""

    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.ACTIVE)
    stage_since = models.DateTimeField(default=timezone.now)
    recognition = models.CharField(
        max_length=12, choices=Recognition.choices, default=Recognition.PENDING
    )
    recognition_since = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="networks_known_stage", condition=models.Q(stage__in=Stage.values)
            ),
            models.CheckConstraint(
                name="networks_known_recognition",
                condition=models.Q(recognition__in=Recognition.values),
            ),
            models.CheckConstraint(
                name="networks_no_school_in_a_draft",
                condition=~models.Q(stage=Stage.DRAFT) | models.Q(recognition=Recognition.PENDING),
            ),
        ]

    @property
    def is_draft(self):
        return self.stage == Stage.DRAFT

    @property
    def is_resting(self):
        return self.stage == Stage.RESTING

    @property
    def is_archived(self):
        """Ended: its members read on, nobody adds anything; see ``community/access.py``."""
        return self.stage == Stage.ARCHIVED

    @property
    def is_under_way(self):
        return self.stage in UNDER_WAY

    @property
    def badge(self):
        return BADGES[self.recognition]

    @transaction.atomic
    def move(self, stage, *, by):
        """Go to ``stage``; raises ``WrongMove``. Asked for twice, it happens once."""
        if self._becomes("stage", stage, MOVES):
            record("networks.stage_changed", by=by, about=self, network=self)

    def rest(self, *, by):
        """Nobody did anything for a while; whatever somebody does next wakes it."""
        self.move(Stage.RESTING, by=by)

    def wake(self, *, by):
        self.move(Stage.ACTIVE, by=by)

    @transaction.atomic
    def restore(self, *, by):
        """Go on after the end; the codes of before stay dead, and what was cancelled stays so."""
        if self.is_archived:
            self.move(Stage.ACTIVE, by=by)
            record("networks.restored", by=by, about=self, network=self)

    @transaction.atomic
    def recognise(self, *, by):
        """The school says yes: whoever waited for it waits no longer. True when this was news."""
        is_news = self._becomes("recognition", Recognition.RECOGNISED, ANSWERS)
        if is_news:
            record("networks.recognised", by=by, about=self, network=self)
            self._stop_waiting(by)
        return is_news

    @transaction.atomic
    def go_without_school(self, *, by):
        """The school said not now or nothing, or was not asked. Parents go on as they were."""
        if self._becomes("recognition", Recognition.UNAFFILIATED, ANSWERS):
            record("networks.unaffiliated", by=by, about=self, network=self)
            self._stop_waiting(by)

    @transaction.atomic
    def end_recognition(self, *, by):
        """The school no longer takes part; the network of the parents stays as it is."""
        if self._becomes("recognition", Recognition.ENDED, ANSWERS):
            record("networks.recognition_ended", by=by, about=self, network=self)

    def _stop_waiting(self, by):
        if self.stage == Stage.WAITING:
            self.move(Stage.ACTIVE, by=by)

    def _becomes(self, name, value, allowed):
        """Write ``value`` and its date under lock; False when it was so already."""
        locked = type(self).objects.select_for_update().get(pk=self.pk)
        self.stage, self.recognition = locked.stage, locked.recognition
        now = getattr(self, name)
        if now == value:
            return False
        if value not in allowed[now]:
            raise WrongMove(f"{now} -> {value}")
        setattr(self, name, value)
        setattr(self, f"{name}_since", timezone.now())
        self.save(update_fields=[name, f"{name}_since"])
        return True
