from networks.models.export import Export
from networks.models.invitation import Invitation
from networks.models.membership import Membership
from networks.models.move import Move
from networks.models.network import Network
from networks.models.school import School, SchoolRegister
from networks.models.turnover import Turnover

__all__ = ["Export", "Invitation", "Membership", "Move", "Network", "School", "SchoolRegister"]
__all__ += ["Turnover"]
