from community import live
from networks.chat.models import Message, Room


class RoomConsumer(live.LiveConsumer):
    """Carries one chat room to one tab."""

    def page_groups(self):
        return [f"room.{self.kwargs['pk']}"]


@live.audience("room")
def who_hears(pk, people):
    room = Room.objects.select_related("network").filter(pk=pk).first()
    return room.readers.filter(user__in=people).values_list("user", flat=True) if room else []


@live.draws("message.added", "message.changed")
def messages(pk):
    said = Message.objects.for_reading().select_related("room__network")
    return "chat/_messages.html", {"messages": said.filter(pk=pk)}
