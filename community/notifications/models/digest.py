from django.conf import settings
from django.db import models

from community.notifications.sorts import Pace


class DigestMark(models.Model):
    """Up to when somebody's digest of a network was made: the next begins there, also when the
    letter itself has to be tried again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    network = models.ForeignKey("networks.Network", models.CASCADE, related_name="+")
    pace = models.CharField(max_length=4, choices=Pace.choices)
    up_to = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "person", "network", "pace", name="notifications_one_mark_of_a_digest"
            )
        ]

    def __str__(self):
        return f"{self.pace} {self.up_to}"
