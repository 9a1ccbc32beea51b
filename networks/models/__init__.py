from networks.models.barring import Barring
from networks.models.invitation import Invitation
from networks.models.join_request import JoinRequest
from networks.models.membership import Membership
from networks.models.network import Network
from networks.models.school import School, SchoolRegister

__all__ = [
    "Barring",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Network",
    "School",
    "SchoolRegister",
]
