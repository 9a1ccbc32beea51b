from networks.chat.models.enclosure import Enclosure
from networks.chat.models.hours import Hours
from networks.chat.models.live_hour import LiveHour, Question
from networks.chat.models.message import LONGEST, Message
from networks.chat.models.messages import complete
from networks.chat.models.quiet import QuietRoom
from networks.chat.models.reaction import Reaction
from networks.chat.models.reading import Reading
from networks.chat.models.room import PAGE, Room
from networks.chat.models.rooms import Entry
from networks.chat.models.seat import Seat

__all__ = [
    "LONGEST",
    "PAGE",
    "Enclosure",
    "Entry",
    "Hours",
    "LiveHour",
    "Message",
    "Question",
    "QuietRoom",
    "Reaction",
    "Reading",
    "Room",
    "Seat",
    "complete",
]
