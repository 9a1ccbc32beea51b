from networks.models.barring import Barring
from networks.models.closing import Closing
from networks.models.cofounder import Cofounder
from networks.models.export import Export
from networks.models.founding import Founding
from networks.models.handover import HandoverPoint
from networks.models.invitation import Invitation
from networks.models.join_request import JoinRequest
from networks.models.letter import Letter
from networks.models.membership import LastModerator, Membership
from networks.models.move import Move
from networks.models.network import Network
from networks.models.role import Role
from networks.models.school import School, SchoolRegister
from networks.models.school_request import SchoolRequest
from networks.models.silence import Silence
from networks.models.term import Term
from networks.models.turnover import Turnover

__all__ = [
    "Barring",
    "Closing",
    "Cofounder",
    "Export",
    "Founding",
    "HandoverPoint",
    "Invitation",
    "JoinRequest",
    "LastModerator",
    "Letter",
    "Membership",
    "Move",
    "Network",
    "Role",
    "School",
    "SchoolRegister",
    "SchoolRequest",
    "Silence",
    "Term",
    "Turnover",
]
