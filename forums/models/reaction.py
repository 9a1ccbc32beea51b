from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy


class Reaction(models.Model):
    """One of a few words somebody gave a post instead of an answer."""

    class Kind(models.TextChoices):
        NICE = "nice", pgettext_lazy("reaction", "Nice")
        SAME = "same", pgettext_lazy("reaction", "Same here")
        IDEA = "idea", pgettext_lazy("reaction", "Good idea")  # of proposals

    post = models.ForeignKey("forums.Post", models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint("post", "kind", "person", name="forums_one_of_each_reaction")
        ]

    def __str__(self):
        return f"{self.person}: {self.kind}"
