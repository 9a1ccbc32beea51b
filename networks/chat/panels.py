from functools import partial

from django.utils.translation import gettext

from community.prepared import Counted, ForReader, Given
from networks.archive import AT_ONCE, called
from networks.chat.models import Entry, Message, Room, Seat
from networks.panels import Deeds, Panel, Sheet

LINES = 2  # of the conversation on Start


class Chat(Panel):
    order = 40
    place = "chat"
    side = "chat/_start_panel.html"
    beside = "chat/_beside.html"
    deeds = Deeds(Message.objects.all(), network="room__network", by="author", at="said_at")

    def unread(self, network, reader):
        return _unread(reader, network=network.pk)

    def facts(self, network, reader):
        room = Room.objects.visible_to(reader).shared().filter(network=network).first()
        if room is None:
            return None
        room.network = network  # at hand already
        said = room.messages.for_reading().shown().met_by(reader)
        return {"room": room, "latest": list(said.order_by("-seq")[:LINES])[::-1]}

    def blocked(self, other, *, by):
        """The rooms of the two are closed for who wished it; the other may go on writing."""
        Seat.objects.of_two(by, other).update(standing=Seat.Standing.BLOCKS)

    def unblocked(self, other, *, by):
        Seat.objects.of_two(by, other).update(standing=Seat.Standing.IN)

    def member_left(self, network, user, *, by):
        """Seats in small rooms; the two of a pair keep theirs, should somebody come back."""
        rooms = Room.objects.filter(network=network).exclude(entry=Entry.PAIR)
        Seat.objects.filter(room__in=rooms, person=user).delete()

    def export(self, network, reader):
        """Of rooms for everybody only; what few people say to each other is theirs."""
        rooms = Room.objects.visible_to(reader).shared().filter(network=network).order_by("pk")
        said = Message.objects.shown().filter(room__in=rooms.order_by())
        said = said.select_related("author").order_by("room_id", "seq")
        return (
            Sheet("chat/rooms.json", map(_room, rooms.iterator(AT_ONCE)), rooms.count()),
            Sheet(
                "chat/messages.json",
                map(partial(_message, network), said.iterator(AT_ONCE)),
                said.count(),
            ),
        )

    def first_step(self, network, reader):
        room = Room.objects.visible_to(reader).shared().filter(network=network).first()
        if room is None:
            return None
        return {
            "heading": gettext("Say hello"),
            "sentence": gettext("One word is enough. Somebody says hello back."),
            "url": room.get_absolute_url(),
            "action": gettext("To the chat"),
        }


def _rooms(reader):
    rooms = Room.objects.visible_to(reader).filter(network=Given("network"))
    return rooms.with_wanted_number_for(reader).order_by().values("unread")


_unread = ForReader(partial(Counted, total="SUM(unread)"), _rooms)


def _room(room):
    return {"id": room.pk, "name": room.name, "audience": room.audience}


def _message(network, message):
    return {
        "room": message.room_id,
        "number": message.seq,
        "by": called(message.author, network),
        "said_at": message.said_at,
        "text": message.text,
    }
