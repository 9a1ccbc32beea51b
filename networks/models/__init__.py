from networks.models.export import Export
from networks.models.invitation import Invitation
from networks.models.membership import Membership
from networks.models.network import Network
from networks.models.school import School, SchoolRegister

__all__ = ["Export", "Invitation", "Membership", "Network", "School", "SchoolRegister"]
