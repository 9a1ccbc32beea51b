from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from community.access import Visible
from community.accounts.models import User
from community.activity.recording import record
from forums.models.post import Post

OPEN_FOR = timedelta(minutes=30)


class OpeningQuerySet(Visible):
    def seen_by(self, user):
        moderating = user.memberships.filter(ended_at=None, moderates=True)
        return self.filter(post__topic__network__memberships__in=moderating)

    def current(self):
        """Asked and not agreed to yet, or agreed to so lately that the name still shows."""
        return self.filter(Q(agreed_at=None) | Q(agreed_at__gt=timezone.now() - OPEN_FOR))

    @transaction.atomic
    def ask(self, post, *, reason, by):
        """The one open question about this post; asked twice it is asked once."""
        Post.objects.select_for_update().get(pk=post.pk)
        known = self.current().filter(post=post).first()
        if known:
            return known
        opening = self.create(post=post, reason=reason, asked_by=by)
        record("forums.name_asked", by=by, about=opening, network=post.network)
        return opening


class Opening(models.Model):
    """Two moderators look together who wrote something without a name, and the writer hears it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="openings")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "post", condition=Q(agreed_at=None), name="forums_a_name_is_asked_for_once"
            ),
            models.CheckConstraint(
                name="forums_two_moderators_open_a_name",
                condition=~Q(agreed_by=F("asked_by")) | Q(agreed_by=None) | Q(asked_by=None),
            ),
        ]

    def __str__(self):
        return f"{self.post_id} · {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self):
        return self.post.name_url

    @property
    def network(self):
        return self.post.network

    @property
    def is_asked(self):
        return self.agreed_at is None

    @property
    def closes_at(self):
        return self.agreed_at + OPEN_FOR

    @property
    def writer(self):
        """Who wrote it, for as long as the seal is open; None afterwards, or when they are gone."""
        if self.is_asked or timezone.now() >= self.closes_at:
            return None
        return User.objects.filter(pk=self.post.writer_key).first()

    @transaction.atomic
    def agree(self, *, by):
        """The second moderator opens it; of two at one moment only one does."""
        asked = Opening.objects.filter(pk=self.pk, agreed_at=None).exclude(asked_by=by)
        if asked.update(agreed_by=by, agreed_at=timezone.now()):
            record("forums.name_opened", by=by, about=self, network=self.network)
