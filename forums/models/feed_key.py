from django.conf import settings
from django.db import models
from django.urls import reverse

from community.people.secret_address import SecretAddress


class FeedKey(SecretAddress):
    """The secret in the addresses of somebody's feeds of conversations."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_key")

    def __str__(self):
        return f"feeds of {self.person_id}"

    def path_of(self, network):
        return reverse("forum_feeds:atom", args=[self.token, network.slug])
