from django.conf import settings
from django.db import models
from django.utils import timezone

from community.access import Visible
from forums.models.post import Post


class VersionQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(post__in=Post.objects.visible_to(user))


class Version(models.Model):
    """A post as it stood before a change; moderators may hide what should never have been there."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=5000)
    until = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="forums_nobody_hid_a_version_that_shows",
                condition=models.Q(hidden_at__isnull=False) | models.Q(hidden_by=None),
            )
        ]

    def __str__(self):
        return f"{self.post_id} · {self.until:%Y-%m-%d %H:%M}"

    def hide(self, *, by):
        """Only moderators read it from now on."""
        self.hidden_at, self.hidden_by = timezone.now(), by
        self.save(update_fields=["hidden_at", "hidden_by"])
