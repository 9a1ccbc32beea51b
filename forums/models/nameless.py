from django.conf import settings
from django.db import models
from django.db.models import Q

from community import sealing


class Nameless(models.Model):
    """Words whose writer may stay unnamed: then nothing here leads to them but a seal.

    Two moderators together break it (``Opening``); the machine opens it alone, only to tell the
    writer of answers. The mark lets writers know their own words again, per conversation.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    nameless = models.BooleanField(default=False, editable=False)
    mark = models.CharField(max_length=64, blank=True, editable=False)
    seal = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_signed_or_sealed",
                condition=Q(nameless=False, mark="", seal="")
                | Q(nameless=True, author=None) & ~Q(mark="") & ~Q(seal=""),
            )
        ]

    @property
    def writer_key(self):
        """The primary key of whoever wrote this, for the machine to write to; or None."""
        if not self.nameless:
            return self.author_id
        key = sealing.unseal(self.seal)
        return key and int(key)

    def renew_mark(self, topic_pk):
        """Let its writer know it again in another conversation."""
        if self.nameless and (key := self.writer_key):
            self.mark = _mark(key, topic_pk)


def signature(person, topic_pk, *, nameless):
    """The fields that say who wrote something in a conversation."""
    if not nameless:
        return {"author": person}
    mark = mark_of(person, topic_pk)
    return {"author": None, "nameless": True, "mark": mark, "seal": sealing.seal(person.pk)}


def mark_of(person, topic_pk):
    return _mark(person.pk, topic_pk)


def _mark(person_pk, topic_pk):
    return sealing.mark("nameless", topic_pk, person_pk)


def written_by(person, topic_pk):
    """A condition on what ``person`` wrote in one conversation, with their name or without."""
    return Q(author=person) | Q(mark=mark_of(person, topic_pk))
