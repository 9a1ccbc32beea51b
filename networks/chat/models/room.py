import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Max, Min, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community import live
from networks.chat.models.hours import Hours
from networks.inside import Inside, InsideQuerySet
from networks.models import Membership

PAGE = 50  # messages at a time, on the page and in a fragment


def _messages():
    return Room.messages.rel.related_model.objects  # which is defined after rooms


def _unread(user):
    """Per room what others said after ``user`` last read there, and after they joined."""
    mine = {"user": user, "room": OuterRef(OuterRef("pk"))}
    here = {"user": user, "network": OuterRef(OuterRef("network"))}
    return (
        _messages().shown()
        .exclude(author=user)
        .filter(
            room=OuterRef("pk"),
            seq__gt=Coalesce(Subquery(Reading.objects.filter(**mine).values("up_to")), 0),
            said_at__gte=Subquery(Membership.objects.current().filter(**here).values("joined_at")),
        )
        .order_by().values("room")
    )  # fmt: skip


class RoomQuerySet(InsideQuerySet):
    @transaction.atomic
    def open(self, network, *, by, **facts):
        """One more room, below the others."""
        place = self.filter(network=network).aggregate(last=Max("position"))["last"]
        return self.create(network=network, position=0 if place is None else place + 1, **facts)

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
        newest = _messages().filter(seq=F("room__last_seq")).select_related("author")
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
    def begin(self, network, text, *, by, **how):
        """Say the first words in a network that has no room yet; ``how`` as in ``say``."""
        return self.default_for(network).say(text, by=by, **how)


class Room(Inside):
    """A place in a network where people talk at once.

    ``last_seq`` numbers the messages; ``revision`` also counts every change to one, so that
    a tab can ask for all it missed with a single number.
    """

    class Writers(models.TextChoices):
        EVERYONE = "everyone", _("Everybody here")
        ROLES = "roles", _("Only parents with a task")
        NOBODY = "nobody", _("Nobody. It is only read")

    name = models.CharField(_("name"), max_length=60)
    writers = models.CharField(
        _("who writes"), max_length=8, choices=Writers.choices, default=Writers.EVERYONE
    )
    pause = models.PositiveSmallIntegerField(_("pause between two messages"), default=0)  # seconds
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

    @cached_property
    def hours(self):
        return Hours.of(self.network)

    def refusal(self, membership):
        """Why its ``membership`` cannot write here now, in a sentence; empty when it can."""
        if self.writers == self.Writers.NOBODY:
            return gettext("This chat is closed. You can read what was said.")
        if self.writers == self.Writers.ROLES and not membership.holds_a_role:
            return gettext("Only parents with a task write here. You can read it.")
        hours = self.hours
        if hours.is_open:
            return ""
        times = {
            "opens": date_format(hours.opens, "G.i"),
            "closes": date_format(hours.closes, "G.i"),
        }
        return gettext("The chat is open from %(opens)s to %(closes)s.") % times

    @property
    def group(self):
        return f"room.{self.pk}"

    def key_of(self, user_id):
        """What pages call a person in this room: enough to know one's own messages by, and
        nothing that betrays a shielded parent elsewhere."""
        return salted_hmac(self.group, str(user_id)).hexdigest()[:16]

    def address_of(self, message):
        """The room, opened where ``message`` is."""
        is_on_newest_page = self.last_seq - message.seq < PAGE
        page = "" if is_on_newest_page else f"?voor={message.seq + PAGE // 2}"
        return f"{self.get_absolute_url()}{page}#message-{message.pk}"

    def has_said(self, client_id, *, by):
        """Whether this sending was stored already."""
        return self.messages.filter(author=by, client_id=client_id).exists()

    @transaction.atomic
    def say(self, text, *, by, client_id=None, answers=None, enclosures=()):
        """Add a message, in the order of the room, and show it in every open tab.

        ``answers`` is the message of this room that it is an answer to.

        Safe to repeat: the same ``client_id`` from the same person gives the first message
        back. The lock makes everyone who talks at once wait for their turn.
        """
        client_id = client_id or uuid.uuid4()
        room = self.lock()
        if said := room.messages.filter(author=by, client_id=client_id).first():
            return said
        brings = enclosures[0].kind if enclosures else ""
        message = room._add(
            author=by, text=text, client_id=client_id, answers=answers, brings=brings
        )
        if enclosures:
            message.enclosures.model.objects.send(enclosures, message=message)
        message.room = self  # which knows its network
        live.publish(room.group, "message.added", pk=message.pk)
        return message

    def _add(self, **facts):
        """The next message; only for who holds the lock."""
        self.last_seq += 1
        return self.messages.create(seq=self.last_seq, revision=self.next_revision(), **facts)

    def arrange(self, *, by, **facts):
        """Another name, or others who write."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.save(update_fields=list(facts))

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


class Reading(models.Model):
    """How far one person has read in one room."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    up_to = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("room", "user", name="chat_one_reading_each")]

    def __str__(self):
        return f"{self.user} {self.room} {self.up_to}"
