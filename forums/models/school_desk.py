from django.db import models, transaction
from django.utils import timezone

from networks.holidays import school_day_after, school_days_between
from networks.models import Membership, Network

REPLY_DAYS = 5  # school days, unless school and parents agreed otherwise


class SchoolDeskQuerySet(models.QuerySet):
    def of(self, network):
        """The desk of ``network``; one that is not saved yet where nothing was agreed."""
        return self.filter(network=network).first() or self.model(network=network)


class SchoolDesk(models.Model):
    """What school and parents agreed about questions: how soon an answer comes, and who gives it.

    While somebody is away the clock stands still.
    """

    network = models.OneToOneField(Network, models.CASCADE, related_name="school_desk")
    reply_days = models.PositiveSmallIntegerField(default=REPLY_DAYS)
    away_since = models.DateField(null=True, blank=True)
    back_on = models.DateField(null=True, blank=True)
    stand_in = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SchoolDeskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="forums_an_answer_takes_one_to_twenty_days",
                condition=models.Q(reply_days__range=(1, 20)),
            ),
            models.CheckConstraint(
                name="forums_who_is_back_was_away",
                condition=models.Q(back_on=None) | models.Q(away_since__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.network}"

    @property
    def is_away(self):
        return self.away_since is not None

    def agree(self, reply_days, *, by):
        """From now on questions are answered within so many school days."""
        self.reply_days = reply_days
        self.save()

    @transaction.atomic
    def leave(self, *, back_on, stand_in, by):
        """Stop the clock of every open question until ``come_back``."""
        self.away_since = self.away_since or timezone.localdate()
        self.back_on, self.stand_in = back_on, stand_in
        self.save()

    @transaction.atomic
    def come_back(self, *, by):
        """Go on: each open question gets the school days that were missed on top."""
        if not self.is_away:
            return
        missed = school_days_between(self.away_since, timezone.localdate())
        self.away_since = self.back_on = self.stand_in = None
        self.save()
        for question in self.network.school_questions.open():
            question.due_on = school_day_after(question.due_on, missed)
            if question.promised_on:
                question.promised_on = school_day_after(question.promised_on, missed)
            question.save(update_fields=["due_on", "promised_on"])
