from django.utils.translation import gettext

from networks.chat.models import Message, Room
from networks.panels import Panel

LINES = 2  # of the conversation on Start


class Chat(Panel):
    order = 40
    place = "chat"
    side = "chat/_start_panel.html"

    def unread(self, network, reader):
        rooms = Room.objects.visible_to(reader).filter(network=network)
        return sum(room.unread for room in rooms.with_unread_for(reader))

    def facts(self, network, reader):
        room = Room.objects.visible_to(reader).filter(network=network).first()
        if room is None:
            return None
        room.network = network  # at hand already
        said = Message.objects.for_reading().shown().filter(room=room)
        return {"room": room, "latest": list(said.order_by("-seq")[:LINES])[::-1]}

    def first_step(self, network, reader):
        room = Room.objects.visible_to(reader).filter(network=network).first()
        if room is None:
            return None
        return {
            "heading": gettext("Say hello"),
            "sentence": gettext("One word is enough. Somebody says hello back."),
            "url": room.get_absolute_url(),
            "action": gettext("To the chat"),
        }
