from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community import live
from networks.blocking import block, unblock
from networks.chat.models.rooms import Entry
from networks.chat.models.seat import Seat
from networks.inside import Inside


class Seated(Inside):
    """Who is in a room: everybody of its audience, or who has a seat, or two."""

    entry = models.CharField(_("who is in"), max_length=5, choices=Entry.choices, default=Entry.ALL)
    pair = models.CharField(max_length=43, blank=True, editable=False)  # of two, their keys

    class Meta:
        abstract = True

    @property
    def is_pair(self):
        return self.entry == Entry.PAIR

    def called(self, reader):
        """What ``reader`` calls it: by its name, or as the other of two."""
        if not self.is_pair:
            return self.name
        other = next(seat.person for seat in self.seats.all() if seat.person_id != reader.pk)
        return str(self.network.known(other))

    def standing_of(self, user):
        """The membership of ``user``, asked once of this instance: several ask while one talks."""
        known = self.__dict__.setdefault("_standings", {})
        if user.pk not in known:
            known[user.pk] = self.network.membership_of(user)
        return known[user.pk]

    def seats_reader(self, reader):
        """Whether ``reader`` is in, as far as that needs a seat."""
        if self.entry == Entry.ALL:
            return True
        return self.seats.listening().filter(person=reader).exists()

    @property
    def readers(self):
        """As ``seen_by`` has it."""
        if self.entry == Entry.ALL:
            return super().readers
        return super().readers.filter(user__in=self.seats.listening().values("person"))

    def refusal_of_two(self, membership):
        """Why one of the two cannot write now, in a sentence; who is blocked is told nothing."""
        mine = self.seats.get(person=membership.user_id)
        if mine.standing == Seat.Standing.REFUSES:
            return gettext("You want no messages here now.")
        other = self.seats.exclude(pk=mine.pk).get()
        if not self.network.memberships.current().filter(user=other.person_id).exists():
            return gettext("This parent is no longer in the network.")
        if other.standing == Seat.Standing.REFUSES:
            return gettext("This parent wants no messages here now.")
        return ""

    @transaction.atomic
    def take_in(self, person, *, by):
        """Give ``person`` a seat, with everything that was said as read.

        Raises ``ValueError`` for the room of two, which stays theirs.
        """
        if self.is_pair:
            raise ValueError("Two people stay two.")
        room = self.lock()
        room.seats.get_or_create(person=person)
        room.read(room.last_seq, by=person)

    @transaction.atomic
    def let_go(self, person, *, by):
        """Take the seat away; an open tab of theirs is cut."""
        self.seats.exclude(room__entry=Entry.PAIR).filter(person=person).delete()
        live.tell(person.pk, "access.changed")

    @transaction.atomic
    def stand(self, standing, *, by):
        """Refuse or block the other of two, or have them back. Who is blocked is so everywhere."""
        mine = self.seats.select_for_update().get(person=by, room__entry=Entry.PAIR)
        other = self.seats.select_related("person").exclude(pk=mine.pk).get().person
        if standing == Seat.Standing.BLOCKS:
            block(other, by=by)
            return
        if mine.standing == Seat.Standing.BLOCKS:
            unblock(other, by=by)
        self.seats.filter(pk=mine.pk).update(standing=standing)
        live.tell(by.pk, "access.changed")
