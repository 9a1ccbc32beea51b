from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from community.activity.recording import record
from community.enclosures.models import Kept, KeptQuerySet, sent_or_waiting
from forums.models.post import Post
from networks.models import Membership


class EnclosureQuerySet(KeptQuerySet):
    def seen_by(self, user):
        """With its post, of a hidden one only for moderators; and what waits for oneself."""
        seen = Post.objects.visible_to(user)
        moderated = Membership.objects.current().filter(user=user, moderates=True)
        judged = seen.filter(taken_back_at=None, topic__network__in=moderated.values("network"))
        return self.filter(Q(post__in=seen.shown()) | Q(post__in=judged) | Q(owner=user))


class Enclosure(Kept):
    """A photo, a voice message or a paper that came with a post."""

    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="enclosures")

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [sent_or_waiting("post", name="forums_sent_or_waiting")]

    @property
    def network(self):
        return self.post.network

    @transaction.atomic
    def ask_text(self, *, by):
        """Somebody cannot hear it; its writer and the moderators are asked, once."""
        waits = Enclosure.objects.filter(pk=self.pk, text="", text_asked_at=None)
        if waits.update(text_asked_at=timezone.now()):
            record("forums.text_asked", by=by, about=self.post, network=self.network)

    def write_out(self, text, *, by):
        """Say in words what is heard."""
        self.text = text
        self.save(update_fields=["text"])

    def get_absolute_url(self):
        return reverse("forum_enclosures:enclosure", args=[self.key])
