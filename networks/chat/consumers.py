from community import live
from community.prepared import Given, Prepared
from networks.chat.models import Message, Room, complete

FEW = 20  # people to ask for by key; of more it is quicker to read all


class RoomConsumer(live.LiveConsumer):
    """Carries one chat room to one tab."""

    def page_groups(self):
        return [f"room.{self.kwargs['pk']}"]


@live.audience("room")
def who_hears(pk, people):
    room = Room.objects.select_related("network").filter(pk=pk).first()
    if room is None:
        return ()
    readers = room.readers.values_list("user", flat=True)
    return people.intersection(readers.filter(user__in=people) if len(people) < FEW else readers)


@live.draws("message.added", "message.changed")
def messages(pk):
    return "chat/_messages.html", {"messages": complete(_messages(pk=pk))}


@Prepared
def _messages():
    return Message.objects.for_reading().select_related("room__network").filter(pk=Given("pk"))
