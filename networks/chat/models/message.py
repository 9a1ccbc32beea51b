import re
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from community import live
from community.enclosures.cards import EnclosureCard
from community.enclosures.models import BRINGS
from community.moderation.models import Deed, Moderated
from community.richtext import RenderedField, gist, without_link
from community.search.words import Findable, by_found
from networks.chat.models.messages import MessageQuerySet
from networks.chat.models.reaction import Reaction
from networks.chat.models.room import Room
from networks.panels import address_in, pointed_at

LONGEST = 4000  # characters of one message
GIST = 80  # characters of what is answered
ADDRESS, POINTS = re.compile(r"https?://\S+"), _("Something to look at")
EDITS_FOR = timedelta(minutes=5)
CALM = 120  # seconds between two messages of one parent in a chat that is slowed down
SPOKE_LATELY = 100  # messages


class Message(index.Indexed, Moderated):
    """One line in a room. Its row stays when it is hidden or taken back, and keeps its place."""

    report_as = "chat"
    around = (Deed.SLOW,)

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
    points_at = models.CharField(max_length=32, blank=True, editable=False)  # see ``pointed_at``
    client_id = models.UUIDField(default=uuid.uuid4, editable=False)
    said_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    pinned_at = models.DateTimeField(null=True, blank=True, editable=False)
    reacted = models.BooleanField(default=False, editable=False)  # by anybody, ever
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", editable=False
    )  # as it was when it was said
    answers = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="answered_by"
    )

    card = None  # of what it points at, see ``complete``

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
    def deeds_url(self):
        """The page of what one may do to it."""
        return reverse("chat:message", args=[self.network.slug, self.pk])

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
    def writer_key(self):
        return self.author_id

    def is_by(self, person):
        return person.pk is not None and self.author_id == person.pk

    @property
    def said(self):
        return self.text

    @property
    def where(self):
        return self.room.name

    def calm(self, deed, *, by):
        """A pause between two messages, for everybody in this chat."""
        self.room.arrange(pause=CALM, by=by)

    def let_through(self, *, by):
        """It was held before anybody read it: who is called hears of it now."""
        self.restore(by=by)
        self.room.ring(self)

    @property
    def speakers(self):
        """Who spoke in this chat lately."""
        lately = self.room.messages.shown().exclude(author=None).order_by("-seq")
        return set(lately.values_list("author", flat=True)[:SPOKE_LATELY])

    @property
    def again_url(self):
        return f"{self.room.get_absolute_url()}?opnieuw={self.pk}"

    @property
    def can_change(self):
        """While it is so new that nobody has built on it."""
        return self.is_shown and timezone.now() - self.said_at < EDITS_FOR

    def gist(self):
        """What it says in a few words, or what it brings when it says nothing."""
        text = ADDRESS.sub("", self.text) if self.points_at else self.text
        brings = BRINGS.get(self.brings) or (POINTS if self.points_at else "")
        return gist(text, GIST) or str(brings)

    @property
    def words(self):
        """The text as HTML; what a card below it points at is not said twice."""
        if not self.card:
            return self.html
        return without_link(self.html, address_in(self.text, self.network))

    @property
    def cards(self):
        """What came along, as the same facts for all who read here."""
        return [EnclosureCard.of(row, writes=False) for row in self.enclosures.all()]

    @property
    def chips(self):
        """``(kind, label, how many, the keys of who gave it)`` of every reaction given."""
        given = {}
        for reaction in self.reactions.all():
            given.setdefault(reaction.kind, []).append(self.room.key_of(reaction.person_id))
        return [
            (k, k.label, len(given[k]), " ".join(given[k])) for k in Reaction.Kind if k in given
        ]

    @transaction.atomic
    def edit(self, text, *, by):
        """Say it better; everybody sees that it was changed."""
        room = self.room.lock()
        self.text, self.edited_at = text, timezone.now()
        self.points_at = pointed_at(text, self.network)
        self._change(room, "text", "html", "points_at", "edited_at")
        self._echo(room)
        self.room.holds(self, is_new=False)

    @transaction.atomic
    def take_back(self, *, by):
        """The writer's own regret: the words and what came with them are gone for good."""
        room = self.room.lock()
        self.enclosures.all().delete()
        self.text = self.brings = self.points_at = ""
        self.taken_back_at = timezone.now()
        self._change(room, "text", "html", "brings", "points_at", "taken_back_at")
        self._echo(room)

    @transaction.atomic
    def react(self, kind, *, is_on, by):
        """Give one of the few words, or take it back; twice is once."""
        room = self.room.lock()
        if is_on:
            self.reactions.get_or_create(kind=kind, person=by)
        else:
            self.reactions.filter(kind=kind, person=by).delete()
        self.reacted = True
        self._change(room, "reacted")

    @transaction.atomic
    def pin(self, *, is_on, by):
        """Keep it above the conversation, or no longer."""
        room = self.room.lock()
        self.pinned_at = timezone.now() if is_on else None
        self._change(room, "pinned_at")

    @transaction.atomic
    def _moderate(self, at, by, reason):
        room = self.room.lock()
        super()._moderate(at, by, reason)
        self._change(room)
        self._echo(room)

    def _change(self, room, *fields):
        """Show it anew; only for who holds the lock."""
        self.revision = room.next_revision()
        self.save(update_fields=["revision", *fields])
        live.publish(room.group, "message.changed", pk=self.pk)

    def _echo(self, room):
        """Show anew the answers, which repeat the words."""
        for answer in self.answered_by.all():
            answer._change(room)
