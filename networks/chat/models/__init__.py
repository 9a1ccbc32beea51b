from networks.chat.models.message import LONGEST, PAGE, Message
from networks.chat.models.room import Reading, Room

__all__ = ["LONGEST", "PAGE", "Message", "Reading", "Room"]
