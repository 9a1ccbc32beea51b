from networks.models.cofounder import Cofounder
from networks.models.founding import Founding
from networks.models.handover import HandoverPoint
from networks.models.invitation import Invitation
from networks.models.membership import LastModerator, Membership
from networks.models.network import Network
from networks.models.role import Role
from networks.models.school import School, SchoolRegister
from networks.models.school_request import SchoolRequest
from networks.models.silence import Silence
from networks.models.term import Term

__all__ = [
    "Cofounder",
    "Founding",
    "HandoverPoint",
    "Invitation",
    "LastModerator",
    "Membership",
    "Network",
    "Role",
    "School",
    "SchoolRegister",
    "SchoolRequest",
    "Silence",
    "Term",
]
