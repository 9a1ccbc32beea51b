import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from community import live
from community.access import Visible
from community.moderation.models import Moderated
from community.richtext import RenderedField
from community.search.words import Findable, by_found
from networks.inside import Inside, InsideQuerySet
from networks.models import Membership

LONGEST = 4000  # characters of one message
PAGE = 50  # messages at a time, on the page and in a fragment


def _unread(user):
    """Per room what others said after ``user`` last read there, and after they joined."""
    mine = {"user": user, "room": OuterRef(OuterRef("pk"))}
    here = {"user": user, "network": OuterRef(OuterRef("network"))}
    return (
        Message.objects.shown()
        .exclude(author=user)
        .filter(
            room=OuterRef("pk"),
            seq__gt=Coalesce(Subquery(Reading.objects.filter(**mine).values("up_to")), 0),
            said_at__gte=Subquery(Membership.objects.current().filter(**here).values("joined_at")),
        )
        .order_by().values("room")
    )  # fmt: skip


class RoomQuerySet(InsideQuerySet):
    def with_unread_for(self, user):
        """Annotate ``unread`` (how many) and ``unread_from`` (the ``seq`` of the first)."""
        first = Subquery(_unread(user).annotate(first=Min("seq")).values("first"))
        return self.with_unread_number_for(user).annotate(unread_from=first)

    def with_unread_number_for(self, user):
        """Annotate ``unread``: for the menu, which every page shows."""
        number = Subquery(_unread(user).annotate(n=Count("pk")).values("n"))
        return self.annotate(unread=Coalesce(number, 0))

    def with_latest(self):
        """Fetch the newest message of every room as ``latest``, a list of at most one."""
        newest = Message.objects.filter(seq=F("room__last_seq")).select_related("author")
        return self.prefetch_related(Prefetch("messages", newest, to_attr="latest"))

    def default_for(self, network):
        """The room that a network without rooms gets; two first speakers share it."""
        with translation.override(settings.LANGUAGE_CODE):
            name = gettext("All parents")
        return (
            self.filter(network=network).first()
            or self.get_or_create(network=network, name=name)[0]
        )

    @transaction.atomic
    def begin(self, network, text, *, by, client_id=None):
        """Say the first words in a network that has no room yet."""
        return self.default_for(network).say(text, by=by, client_id=client_id)


class Room(Inside):
    """A place in a network where people talk at once.

    ``last_seq`` numbers the messages; ``revision`` also counts every change to one, so that
    a tab can ask for all it missed with a single number.
    """

    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    last_seq = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("network", "name", name="chat_one_room_per_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("chat:room", args=[self.network.slug, self.pk])

    @property
    def group(self):
        return f"room.{self.pk}"

    def key_of(self, user_id):
        """What pages call a person in this room: enough to know one's own messages by, and
        nothing that betrays a shielded parent elsewhere."""
        return salted_hmac(self.group, str(user_id)).hexdigest()[:16]

    @transaction.atomic
    def say(self, text, *, by, client_id=None):
        """Add a message, in the order of the room, and show it in every open tab.

        Safe to repeat: the same ``client_id`` from the same person gives the first message
        back. The lock makes everyone who talks at once wait for their turn.
        """
        client_id = client_id or uuid.uuid4()
        room = self.lock()
        if said := room.messages.filter(author=by, client_id=client_id).first():
            return said
        room.last_seq += 1
        message = room.messages.create(
            author=by,
            text=text,
            client_id=client_id,
            seq=room.last_seq,
            revision=room.next_revision(),
        )
        live.publish(room.group, "message.added", pk=message.pk)
        return message

    def read(self, up_to, *, by):
        """Remember how far ``by`` has read; only ever forwards."""
        reached = min(up_to, self.last_seq)
        reading, _is_new = self.readings.get_or_create(user=by)
        Reading.objects.filter(pk=reading.pk, up_to__lt=reached).update(up_to=reached)

    def lock(self):
        """This room, fresh and ours alone until the transaction ends."""
        # no_key: who writes down how far they read need not wait for who talks.
        return Room.objects.select_for_update(no_key=True).get(pk=self.pk)

    def next_revision(self):
        """Count one change; only for who holds the lock."""
        self.revision += 1
        self.save(update_fields=["last_seq", "revision"])
        return self.revision


class MessageQuerySet(Visible):
    def seen_by(self, user):
        return self.filter(room__in=Room.objects.visible_to(user))

    def shown(self):
        """Without what was hidden or taken back."""
        return self.filter(hidden_at=None, taken_back_at=None)

    def for_reading(self):
        """In order. Those of ``room.messages`` share that room, and what it knows."""
        return self.select_related("author").order_by("seq")

    def changed_since(self, revision):
        """What a tab that knows up to ``revision`` missed: new, hidden and taken back."""
        return self.for_reading().filter(revision__gt=revision).order_by("revision")[:PAGE]

    def before(self, seq=None):
        """The page of messages that ends before ``seq``, or the newest page; oldest first."""
        older = self.for_reading() if seq is None else self.for_reading().filter(seq__lt=seq)
        return list(older.order_by("-seq")[:PAGE])[::-1]


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
    client_id = models.UUIDField(default=uuid.uuid4, editable=False)
    said_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MessageQuerySet.as_manager()
    search_fields = [Findable("text"), index.FilterField("id")]

    class Meta(Moderated.Meta):
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint("room", "author", "client_id", name="chat_said_once"),
            models.UniqueConstraint("room", "seq", name="chat_one_message_per_place"),
            models.CheckConstraint(
                name="chat_taken_back_is_gone",
                condition=Q(taken_back_at=None) | Q(text=""),
            ),
        ]
        indexes = [models.Index("room", "revision", name="chat_catch_up"), by_found("chat_found")]

    def __str__(self):
        return f"{self.room} {self.seq}"

    def get_absolute_url(self):
        """The room, opened where this message is."""
        is_on_newest_page = self.room.last_seq - self.seq < PAGE
        page = "" if is_on_newest_page else f"?voor={self.seq + PAGE // 2}"
        return f"{self.room.get_absolute_url()}{page}#message-{self.pk}"

    @property
    def network(self):
        return self.room.network

    @property
    def author_key(self):
        return self.room.key_of(self.author_id)

    @property
    def is_shown(self):
        return not self.is_hidden and self.taken_back_at is None

    @transaction.atomic
    def take_back(self, *, by):
        """The writer's own regret: the words are gone for good."""
        room = self.room.lock()
        self.text = ""
        self.taken_back_at = timezone.now()
        self._change(room, "text", "html", "taken_back_at")

    @transaction.atomic
    def _moderate(self, at, by, reason):
        room = self.room.lock()
        super()._moderate(at, by, reason)
        self._change(room)

    def _change(self, room, *fields):
        self.revision = room.next_revision()
        self.save(update_fields=["revision", *fields])
        live.publish(room.group, "message.changed", pk=self.pk)


class Reading(models.Model):
    """How far one person has read in one room."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    up_to = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("room", "user", name="chat_one_reading_each")]

    def __str__(self):
        return f"{self.user} {self.room} {self.up_to}"
