from networks.outreach.models.family import Family, Ground, LetterAnswered, Need, NumberView, Way
from networks.outreach.models.round import CallRound
from networks.outreach.models.said import Deed, Said
from networks.outreach.models.turn import Contact, Outcome, Turn

__all__ = [
    "CallRound",
    "Contact",
    "Deed",
    "Family",
    "Ground",
    "LetterAnswered",
    "Need",
    "NumberView",
    "Outcome",
    "Said",
    "Turn",
    "Way",
]
