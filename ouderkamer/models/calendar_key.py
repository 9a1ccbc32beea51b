from django.conf import settings
from django.db import models
from django.urls import reverse

from community.people.secret_address import SecretAddress


class CalendarKey(SecretAddress):
    """The secret in the address of somebody's calendar feed."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key"
    )

    def __str__(self):
        return f"calendar of {self.person_id}"

    @property
    def path(self):
        return reverse("feeds:personal", args=[self.token])

    def path_of(self, network):
        """The feed with the dates of one network only."""
        return reverse("feeds:of_network", args=[self.token, network.slug])
