from django.conf import settings
from django.db import models, transaction
from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.people.models import without_unmet
from networks.chat.models.reading import Reading
from networks.chat.models.seat import Seat
from networks.inside import InsideQuerySet
from networks.models import Membership

LAST = 2**15 - 1  # place of the rooms of two, which are below all others


class Entry(models.TextChoices):
    """Who is in a room, of those whom its audience lets in."""

    ALL = "all", _("Everybody")
    OWN = "own", _("Who wants to join")
    ASKED = "asked", _("Only who a moderator lets in")
    PAIR = "pair", _("Two parents")


SHARED = (Entry.ALL, Entry.OWN, Entry.ASKED)


class RoomQuerySet(InsideQuerySet):
    def seen_by(self, user):
        seats = Seat.objects.listening().filter(person=user)
        return super().seen_by(user).filter(Q(entry=Entry.ALL) | Q(pk__in=seats.values("room")))

    def kept_by(self, user):
        """What moderators arrange, also where they take no seat; what two people say is theirs."""
        moderated = Membership.objects.current().filter(user=user, moderates=True)
        kept = super().seen_by(user).filter(network__in=moderated.values("network"))
        return kept.exclude(entry=Entry.PAIR)

    def open_to(self, user):
        """Those that ``user`` is not in, and may join."""
        seats = Seat.objects.filter(person=user)
        joinable = super().seen_by(user).filter(entry=Entry.OWN)
        return joinable.exclude(pk__in=seats.values("room"))

    def blocked_by(self, user):
        """The rooms of two in which ``user`` wants to hear nothing more of the other."""
        return self.filter(seats__person=user, seats__standing=Seat.Standing.BLOCKS)

    def shared(self):
        """For everybody of their audience."""
        return self.filter(entry=Entry.ALL)

    @transaction.atomic
    def open(self, network, *, by, **facts):
        """One more room, below the others."""
        others = self.filter(network=network).exclude(entry=Entry.PAIR)
        place = others.aggregate(last=Max("position"))["last"]
        position = 0 if place is None else place + 1
        room = self.create(network=network, position=position, **facts)
        if room.entry != Entry.ALL:
            room.take_in(by, by=by)
        return room

    def free_name(self, network, name):
        """``name``, or with a number behind it when there is a room called so."""
        taken = set(
            self.filter(network=network, name__startswith=name).values_list("name", flat=True)
        )
        numbered = (name if n == 1 else f"{name} ({n})" for n in range(1, len(taken) + 2))
        return next(one for one in numbered if one not in taken)

    @transaction.atomic
    def between(self, membership, *, by):
        """The room of ``by`` and one other parent of a network, made when they first write."""
        people = sorted([by.pk, membership.user_id])
        room, is_new = self.get_or_create(
            network=membership.network,
            pair="-".join(map(str, people)),
            defaults={"entry": Entry.PAIR, "position": LAST},
        )
        if is_new:
            Seat.objects.bulk_create(Seat(room=room, person_id=pk) for pk in people)
        room.seats.filter(person=by).update(standing=Seat.Standing.IN)  # who writes, hears again
        return room

    def with_unread_for(self, user):
        """Annotate ``unread`` (how many) and ``unread_from`` (the ``seq`` of the first)."""
        first = Subquery(_unread(self.model, user).annotate(first=Min("seq")).values("first"))
        return self.with_unread_number_for(user).annotate(unread_from=first)

    def with_unread_number_for(self, user):
        """Annotate ``unread``."""
        number = Subquery(_unread(self.model, user).annotate(n=Count("pk")).values("n"))
        return self.annotate(unread=Coalesce(number, 0))

    def with_wanted_number_for(self, user):
        """Annotate ``unread`` without what ``user`` wants to hear nothing of: for the menu,
        which every page shows."""
        number = Subquery(_wanted(self.model, user).annotate(n=Count("pk")).values("n"))
        return self.annotate(unread=Coalesce(number, 0))

    def named_for(self, reader):
        """A list of them, each with the ``title`` it has for ``reader``."""
        rooms = list(self)
        prefetch_related_objects([room for room in rooms if room.is_pair], "seats__person")
        for room in rooms:
            room.title = room.called(reader)
        return rooms

    def with_latest(self, reader):
        """Fetch the newest message of every room as ``latest``, a list of at most one."""
        met = _messages(self.model).met_by(reader).select_related("author")
        last = F("room__last_seq")
        if reader.has_blocks:
            here = met.filter(room=OuterRef("room")).order_by("-seq")
            last = Subquery(here.values("seq")[:1])
        newest = met.filter(seq=last)
        return self.prefetch_related(Prefetch("messages", newest, to_attr="latest"))

    def default_for(self, network):
        """The room that a network without rooms gets; two first speakers share it."""
        with translation.override(settings.LANGUAGE_CODE):
            name = gettext("All parents")
        return (
            self.filter(network=network).shared().first()
            or self.get_or_create(network=network, name=name)[0]
        )

    @transaction.atomic
    def begin(self, network, text, *, by, **how):
        """Say the first words in a network that has no room yet; ``how`` as in ``say``."""
        return self.default_for(network).say(text, by=by, **how)


def _messages(room):
    return room.messages.rel.related_model.objects  # which is defined after rooms


def _unread(room, user):
    """Per room what others said after ``user`` last read there, and after they joined."""
    said = without_unmet(_messages(room).shown(), user, "author")
    mine = {"user": user, "room": OuterRef(OuterRef("pk"))}
    here = {"user": user, "network": OuterRef(OuterRef("network"))}
    return (
        said.exclude(author=user)
        .filter(
            room=OuterRef("pk"),
            seq__gt=Coalesce(Subquery(Reading.objects.filter(**mine).values("up_to")), 0),
            said_at__gte=Subquery(Membership.objects.current().filter(**here).values("joined_at")),
        )
        .order_by().values("room")
    )  # fmt: skip


def _wanted(room, user):
    """What is unread without what ``user`` chose to hear nothing of."""
    unread = _unread(room, user)
    quiet = Reading.objects.filter(user=user, room=OuterRef("room")).exclude(level="all")
    calls = unread.model.mentioned.through.objects.filter(user=user, message=OuterRef("pk"))
    return unread.filter(~Exists(quiet) | Exists(quiet.filter(level="called")) & Exists(calls))
