from networks.outreach.models.family import Family, Ground, Need, NumberView, Way
from networks.outreach.models.round import CallRound
from networks.outreach.models.turn import Contact, Outcome, Turn

__all__ = [
    "CallRound",
    "Contact",
    "Family",
    "Ground",
    "Need",
    "NumberView",
    "Outcome",
    "Turn",
    "Way",
]
