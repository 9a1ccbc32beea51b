from community.live import LiveConsumer
from networks.chat.models import Message, Room


class RoomConsumer(LiveConsumer):
    """Carries one chat room to one tab."""

    def hears(self):
        rooms = Room.objects.visible_to(self.user).filter(pk=self.kwargs["pk"])
        return [room.group for room in rooms]

    async def message_added(self, event):
        said = Message.objects.for_reading().select_related("room__network")
        messages = said.filter(pk=event["id"])  # lazy: one tab runs it
        await self.show(event, "chat/_messages.html", messages=messages)

    message_changed = message_added
