from community.moderation.models.case import Case
from community.moderation.models.cases import State
from community.moderation.models.choice import Choice, Deed
from community.moderation.models.emergency import Emergency
from community.moderation.models.moderated import Moderated
from community.moderation.models.precaution import Precaution
from community.moderation.models.report import Concern, Report

__all__ = [
    "Case",
    "Choice",
    "Concern",
    "Deed",
    "Emergency",
    "Moderated",
    "Precaution",
    "Report",
    "State",
]
