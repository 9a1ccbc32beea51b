import uuid

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community import live
from community.activity.recording import record
from community.moderation.models import Case
from community.notifications.models import read_place
from community.prepared import Given, Prepared
from networks.chat.models.hours import Hours
from networks.chat.models.reading import Reading
from networks.chat.models.rooms import Entry, RoomQuerySet
from networks.chat.models.seated import Seated
from networks.mentions import called_in
from networks.panels import pointed_at

PAGE = 50  # messages at a time, on the page and in a fragment


class Room(Seated):
    """A place in a network where people talk at once.

    ``last_seq`` numbers the messages; ``revision`` also counts every change to one, so that
    a tab can ask for all it missed with a single number.
    """

    class Writers(models.TextChoices):
        EVERYONE = "everyone", _("Everybody here")
        ROLES = "roles", _("Only parents with a task")
        ASK = "ask", _("Everybody asks, a moderator lets the questions through")
        NOBODY = "nobody", _("Nobody. It is only read")

    name = models.CharField(_("name"), max_length=60, blank=True)
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
        constraints = [
            models.UniqueConstraint(
                "network", "name", condition=Q(pair=""), name="chat_one_room_per_name"
            ),
            models.UniqueConstraint(
                "network", "pair", condition=~Q(pair=""), name="chat_one_room_per_pair"
            ),
            models.CheckConstraint(
                name="chat_two_have_no_name_and_stay_two",
                condition=Q(entry=Entry.PAIR, name="") & ~Q(pair="")
                | ~Q(entry=Entry.PAIR) & Q(pair="") & ~Q(name=""),
            ),
        ]

    def __str__(self):
        return self.name or self.pair

    def get_absolute_url(self):
        return reverse("chat:room", args=[self.network.slug, self.pk])

    @property
    def about_url(self):
        return reverse("chat:about", args=[self.network.slug, self.pk])

    @cached_property
    def hours(self):
        return Hours.of(self.network)

    def refusal(self, membership):
        """Why its ``membership`` cannot write here now, in a sentence; empty when it can."""
        if membership.is_resting:
            day = date_format(timezone.localtime(membership.rests_until), "j F")
            return gettext("You do not write until %(day)s. Reading is fine.") % {"day": day}
        if self.is_pair:
            return self.refusal_of_two(membership)
        if self.writers == self.Writers.NOBODY:
            return gettext("This chat is closed. You can read what was said.")
        if self.writers == self.Writers.ROLES and not membership.holds_a_role:
            return gettext("Only parents with a task write here. You can read it.")
        if self.writers == self.Writers.ASK:
            return "" if membership.moderates else self.hour.refusal()
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
        if said := _said(room=room.pk, author=by.pk, client=client_id):
            return said[0]
        along = {"answers": answers, "points_at": pointed_at(text, self.network)}
        along["brings"] = enclosures[0].kind if enclosures else ""
        message = room._add(author=by, text=text, client_id=client_id, **along)
        if enclosures:
            message.enclosures.model.objects.send(enclosures, message=message)
        message.room = self  # which knows its network
        live.publish(room.group, "message.added", pk=message.pk)
        if not self.holds(message):
            self.ring(message)
        return message

    def holds(self, message, *, is_new=True):
        """Whether a moderator reads it first; what two say to each other nobody does."""
        precaution = getattr(self.network, "precaution", None)
        if precaution is None or self.is_pair:
            return False
        spoke = type(message).objects.filter(room__network=self.network, author=message.author)
        others = spoke.shown().exclude(pk=message.pk)
        membership = self.standing_of(message.author)
        spoke_before = others.exists if is_new else lambda: True
        concern = precaution.concern(message.text, membership, spoke_before=spoke_before)
        if concern and not message.is_hidden:
            Case.objects.hold(message, concern)
        return bool(concern)

    def ring(self, message):
        """Who is called hears of it; so does the other of two, once until they read it."""
        if self.is_pair and self._is_first_unread(message):
            record("chat.written", by=message.author, about=message, network=self.network)
        if called := called_in(message.text, self):
            message.mentioned.set(called)
            record("chat.called", by=message.author, about=message, network=self.network)

    def _is_first_unread(self, message):
        read = self.readings.exclude(user=message.author_id).values_list("up_to", flat=True).first()
        since = self.messages.filter(author=message.author_id, seq__gt=read or 0)
        return not since.exclude(pk=message.pk).exists()

    def _add(self, **facts):
        """The next message; only for who holds the lock."""
        self.last_seq += 1
        return self.messages.create(seq=self.last_seq, revision=self.next_revision(), **facts)

    def is_asked_by(self, membership):
        """Whether what this member says waits until a moderator lets it through."""
        return self.writers == self.Writers.ASK and not membership.moderates

    def arrange(self, *, by, **facts):
        """Another name, or others who write."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.save(update_fields=list(facts))

    def read(self, up_to, *, by):
        """Remember how far ``by`` has read; only ever forwards."""
        reached = min(up_to, self.last_seq)
        reading, _is_new = self.readings.get_or_create(user=by)
        if Reading.objects.filter(pk=reading.pk, up_to__lt=reached).update(up_to=reached):
            read_place(by, f"room-{self.pk}")

    def lock(self):
        """This room, fresh and ours alone until the transaction ends."""
        found = _held(pk=self.pk)
        if not found:
            raise Room.DoesNotExist
        return found[0]

    def next_revision(self):
        """Count one change; only for who holds the lock."""
        self.revision += 1
        self.save(update_fields=["last_seq", "revision"])
        return self.revision


@Prepared
def _held():
    # no_key: who writes down how far they read need not wait for who talks.
    return Room.objects.select_for_update(no_key=True).filter(pk=Given("pk"))


@Prepared
def _said():
    sending = {"author": Given("author"), "client_id": Given("client", models.UUIDField())}
    return Room.messages.rel.related_model.objects.filter(room=Given("room"), **sending)
