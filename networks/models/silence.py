from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from community.activity.recording import record
from networks.deeds import last_deeds
from networks.models.network import Network

QUIET = timedelta(days=21)  # without a deed of anybody who holds a role
STEP = timedelta(days=7)  # what each circle gets to answer before the next one is asked
REST = timedelta(days=60)  # "I need two months of rest"
SUMMER = (7, 8)  # months in which nobody is asked; after them the counting begins anew


class SilenceQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)

    def listen(self, *, at):
        """End the silences that somebody broke, widen the circle of the others.

        Returns the silences that were brought outside just now.
        """
        if timezone.localtime(at).month in SUMMER:
            return []
        deeds = last_deeds(by_holders=True)
        known = {silence.network_id: silence for silence in self.current()}
        for network in Network.objects.running():
            since = max(deeds.get(network.pk, network.started_at), _end_of_summer(at))
            silence = known.get(network.pk)
            if since > at - QUIET:
                if silence:
                    silence.end()
            else:
                silence = silence or self.create(network=network, since=since)
                silence.ask(at=at)
        return list(self.current().filter(circle=Silence.Circle.OUTSIDE, asked_at=at))


class Silence(models.Model):
    """Nobody who holds a role in a network did anything for three weeks.

    First those who hold one are asked, then all parents, then the school and the operator. No
    role is taken away by it.
    """

    class Circle(models.IntegerChoices):
        NOBODY = 0
        ROLE_HOLDERS = 1
        MEMBERS = 2
        OUTSIDE = 3

    network = models.ForeignKey(Network, models.CASCADE, related_name="silences")
    since = models.DateTimeField()
    circle = models.PositiveSmallIntegerField(choices=Circle.choices, default=Circle.NOBODY)
    asked_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "network", condition=Q(ended_at=None), name="networks_one_silence_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.network} {self.since:%Y-%m-%d}"

    @transaction.atomic
    def ask(self, *, at):
        """Ask the next circle, once the one before had its week."""
        waits = self.asked_at is not None and at - self.asked_at < STEP
        rests = self.rests_until is not None and at < self.rests_until
        if waits or rests or self.circle == self.Circle.OUTSIDE:
            return
        self.circle += 1
        self.asked_at = at
        self.save(update_fields=["circle", "asked_at"])
        record("networks.silent", by=None, about=self, network=self.network)

    @transaction.atomic
    def break_(self, *, by):
        """Somebody who holds a role goes on; that is a deed like any other."""
        self.end()
        record("networks.silence_broken", by=by, about=self, network=self.network)

    @transaction.atomic
    def rest(self, *, by):
        """Two months in which nobody is asked anything."""
        self.rests_until = timezone.now() + REST
        self.save(update_fields=["rests_until"])
        record("networks.rested", by=by, about=self, network=self.network)

    def end(self):
        self.ended_at = timezone.now()
        self.save(update_fields=["ended_at"])


def _end_of_summer(at):
    today = timezone.localtime(at)
    autumn = today.replace(month=SUMMER[-1] + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return autumn if autumn <= today else autumn.replace(year=autumn.year - 1)
