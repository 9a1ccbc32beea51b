"""Invitations on paper: PDF made here, in millimetres, that prints alike on every printer."""

from networks.paper.cards import ON_A_SHEET, cards
from networks.paper.letter import letters
from networks.paper.poster import poster

__all__ = ["ON_A_SHEET", "cards", "letters", "poster"]
