from datetime import time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.models import Network

OPENS, CLOSES = time(7), time(22)  # UX screen 5


class Hours(models.Model):
    """When people talk in one network; without two times they always may."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="chat_hours")
    opens = models.TimeField(_("from"), default=OPENS, null=True, blank=True)
    closes = models.TimeField(_("until"), default=CLOSES, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="chat_opens_before_it_closes",
                condition=models.Q(opens__lt=models.F("closes"))
                | models.Q(opens=None, closes=None),
            )
        ]

    def __str__(self):
        return f"{self.network} {self.opens}–{self.closes}"

    @classmethod
    def of(cls, network):
        """As its moderators chose, or as everybody begins."""
        try:
            return network.chat_hours
        except cls.DoesNotExist:
            return cls(network=network)

    @property
    def is_open(self):
        return self.opens is None or self.opens <= timezone.localtime().time() < self.closes
