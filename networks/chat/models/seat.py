from django.conf import settings
from django.db import models
from django.utils import timezone


class SeatQuerySet(models.QuerySet):
    def listening(self):
        """Not of those who want to hear nothing of the other any more."""
        return self.exclude(standing=Seat.Standing.BLOCKS)

    def of_two(self, person, other):
        """The seats of ``person`` in the rooms of these two, of all networks."""
        keys = sorted([person.pk, other.pk])
        return self.filter(person=person, room__pair="-".join(map(str, keys)))


class Seat(models.Model):
    """Somebody in a room that is not for everybody.

    Of a pair one may refuse, which the other is told, or block: then the room is gone for the
    one, and the other notices nothing.
    """

    class Standing(models.TextChoices):
        IN = "in"
        REFUSES = "refuses"
        BLOCKS = "blocks"

    room = models.ForeignKey("chat.Room", models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    standing = models.CharField(max_length=7, choices=Standing.choices, default=Standing.IN)
    taken_at = models.DateTimeField(default=timezone.now)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("room", "person", name="chat_one_seat_each")]

    def __str__(self):
        return f"{self.person}: {self.room}"
