from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class Reaction(models.Model):
    """One of a few words somebody gave a message instead of an answer."""

    class Kind(models.TextChoices):
        NICE = "nice", pgettext_lazy("reaction", "Nice")
        YES = "yes", pgettext_lazy("reaction", "Yes")
        THANKS = "thanks", pgettext_lazy("reaction", "Thank you")

    message = models.ForeignKey("chat.Message", models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint("message", "kind", "person", name="chat_one_of_each_reaction")
        ]

    def __str__(self):
        return f"{self.person}: {self.kind}"
