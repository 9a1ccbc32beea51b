from django.conf import settings
from django.db import models

from networks.models import Network


class Decision(models.Model):
    """A line of what coordinator and workgroup agreed."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="decisions")
    text = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.text
