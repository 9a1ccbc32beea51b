import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from community import live
from community.access import Visible
from community.enclosures.cards import EnclosureCard
from community.enclosures.models import BRINGS
from community.moderation.models import Moderated
from community.richtext import RenderedField, gist
from community.search.words import Findable, by_found
from networks.chat.models.room import PAGE, Room

LONGEST = 4000  # characters of one message
GIST = 80  # characters of what is answered
EDITS_FOR = timedelta(minutes=5)


class MessageQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(room__in=Room.objects.visible_to(user))

    def shown(self):
        """Without what was hidden or taken back."""
        return self.filter(hidden_at=None, taken_back_at=None)

    def for_reading(self):
        """In order. Those of ``room.messages`` share that room, and what it knows."""
        return self.select_related("author", "answers__author").order_by("seq")

    def changed_since(self, revision):
        """What a tab that knows up to ``revision`` missed: new, hidden and taken back."""
        changed = self.for_reading().filter(revision__gt=revision)
        return complete(changed.order_by("revision")[:PAGE])

    def before(self, seq=None):
        """The page of messages that ends before ``seq``, or the newest page; oldest first."""
        older = self.for_reading() if seq is None else self.for_reading().filter(seq__lt=seq)
        return complete(older.order_by("-seq")[:PAGE])[::-1]


def complete(messages):
    """A list of ``messages`` with what came along; asked for only where something did."""
    messages = list(messages)
    prefetch_related_objects([each for each in messages if each.brings], "enclosures")
    return messages


class Message(index.Indexed, Moderated):
    """One line in a room. Its row stays when it is hidden or taken back, and keeps its place."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(_("message"), max_length=LONGEST, blank=True)
    html = RenderedField(source="text")
    seq = models.PositiveIntegerField(editable=False)
    revision = models.PositiveIntegerField(editable=False)
    # The kind of the first thing that came along; nothing does with most.
    brings = models.CharField(max_length=5, blank=True, editable=False)
    client_id = models.UUIDField(default=uuid.uuid4, editable=False)
    said_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    answers = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="answered_by"
    )

    objects = MessageQuerySet.as_manager()
    search_fields = [Findable("text"), index.FilterField("id")]
    search_auto_update = False  # see ``save``: Wagtail would fetch it anew, after every change

    class Meta(Moderated.Meta):
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint("room", "author", "client_id", name="chat_said_once"),
            models.UniqueConstraint("room", "seq", name="chat_one_message_per_place"),
            models.CheckConstraint(
                name="chat_taken_back_is_gone",
                condition=Q(taken_back_at=None) | Q(text="", brings=""),
            ),
        ]
        indexes = [models.Index("room", "revision", name="chat_catch_up"), by_found("chat_found")]

    def __str__(self):
        return f"{self.room} {self.seq}"

    def save(self, *args, update_fields=None, **options):
        super().save(*args, update_fields=update_fields, **options)
        if update_fields is None or "text" in update_fields:
            get_search_backend().add(self)

    def get_absolute_url(self):
        return self.room.address_of(self)

    @property
    def answered_url(self):
        return self.room.address_of(self.answers)

    @property
    def network(self):
        return self.room.network

    @property
    def author_key(self):
        return self.room.key_of(self.author_id)

    @property
    def is_shown(self):
        return not self.is_hidden and self.taken_back_at is None

    @property
    def can_change(self):
        """While it is so new that nobody has built on it."""
        return self.is_shown and timezone.now() - self.said_at < EDITS_FOR

    def gist(self):
        """What it says in a few words, or what it brings when it says nothing."""
        return gist(self.text, GIST) or str(BRINGS.get(self.brings, ""))

    @property
    def cards(self):
        """What came along, as the same facts for all who read here."""
        return [EnclosureCard.of(row, writes=False) for row in self.enclosures.all()]

    @transaction.atomic
    def edit(self, text, *, by):
        """Say it better; everybody sees that it was changed."""
        room = self.room.lock()
        self.text, self.edited_at = text, timezone.now()
        self._change(room, "text", "html", "edited_at")

    @transaction.atomic
    def take_back(self, *, by):
        """The writer's own regret: the words and what came with them are gone for good."""
        room = self.room.lock()
        self.enclosures.all().delete()
        self.text = self.brings = ""
        self.taken_back_at = timezone.now()
        self._change(room, "text", "html", "brings", "taken_back_at")

    @transaction.atomic
    def _moderate(self, at, by, reason):
        room = self.room.lock()
        super()._moderate(at, by, reason)
        self._change(room)

    def _change(self, room, *fields):
        self.revision = room.next_revision()
        self.save(update_fields=["revision", *fields])
        live.publish(room.group, "message.changed", pk=self.pk)
        for answer in self.answered_by.all():  # which show the words that changed
            answer.revision = room.next_revision()
            answer.save(update_fields=["revision"])
            live.publish(room.group, "message.changed", pk=answer.pk)
