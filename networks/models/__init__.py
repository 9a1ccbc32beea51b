from networks.models.cofounder import Cofounder
from networks.models.founding import Founding
from networks.models.invitation import Invitation
from networks.models.membership import Membership
from networks.models.network import Network
from networks.models.school import School, SchoolRegister
from networks.models.school_request import SchoolRequest

__all__ = [
    "Cofounder",
    "Founding",
    "Invitation",
    "Membership",
    "Network",
    "School",
    "SchoolRegister",
    "SchoolRequest",
]
