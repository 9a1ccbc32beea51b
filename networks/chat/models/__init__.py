from networks.chat.models.enclosure import Enclosure
from networks.chat.models.hours import Hours
from networks.chat.models.message import LONGEST, Message
from networks.chat.models.room import PAGE, Reading, Room

__all__ = ["LONGEST", "PAGE", "Enclosure", "Hours", "Message", "Reading", "Room"]
