"""Somebody under the name they chose for one network."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Persona:
    """As much of a person as pages show; ``pk`` is that of the membership, so that neither
    letters nor colour are the same elsewhere."""

    pk: int
    shown_name: str

    def __str__(self):
        return self.shown_name

    @property
    def initials(self):
        return self.shown_name[:1].upper()
