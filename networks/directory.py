"""The cards of the public directory: schools with a network, and schools that may begin one."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from networks.models import Network, School
from networks.models.school import readable
from networks.panels import PANELS

LONGEST = 80
PLACES = 8  # towns to choose from at once


@dataclass(frozen=True)
class Question:
    """What somebody looks for in the directory; empty is everything."""

    words: str = ""
    place: str = ""
    board: str = ""
    district: str = ""

    @classmethod
    def of(cls, query):
        asked = {"words": "q", "place": "plaats", "board": "bestuur", "district": "buurt"}
        return cls(**{name: query.get(key, "")[:LONGEST].strip() for name, key in asked.items()})

    @property
    def schools(self):
        within = School.objects.within(place=self.place, board=self.board, district=self.district)
        return within.for_directory(self.words)

    @property
    def query(self):
        """For the address, to be followed by something more."""
        asked = {
            "q": self.words,
            "plaats": self.place,
            "bestuur": self.board,
            "buurt": self.district,
        }
        given = urlencode({key: value for key, value in asked.items() if value})
        return f"{given}&" if given else ""

    @property
    def town(self):
        return readable(self.place)

    @property
    def narrows(self):
        return bool(self.place or self.board or self.district)

    @property
    def without_place(self):
        return replace(self, place="")

    @property
    def without_board(self):
        return replace(self, board="")

    @property
    def without_district(self):
        return replace(self, district="")

    @cached_property
    def places(self):
        """Pairs of a town and how the register spells it, to begin with; one is no choice."""
        if self.words or self.narrows:
            return []
        most = School.objects.most_places(PLACES)
        return [(readable(name), name) for name in most] if len(most) > 1 else []


@dataclass
class Card:
    school: School
    network: Network | None = None
    lines: list[str] = field(default_factory=list)


def cards(schools, reader):
    """One card per network, and one for each school without; a query per panel in all.

    A network that is closed to ``reader`` is not there.
    """
    closed, around = _closed_to(reader), Network.objects.around(schools)
    shown = {
        school: [network for network in around.get(school.pk, ()) if network.pk not in closed]
        for school in schools
    }
    networks = [network for there in shown.values() for network in there]
    lines = [panel.card_lines(networks) for panel in PANELS] if networks else []
    return [
        Card(school, network, [line[network.pk] for line in lines if network.pk in line])
        if network
        else Card(school)
        for school in schools
        for network in shown[school] or [None]
    ]


def _closed_to(reader):
    if not reader.is_authenticated:
        return set()
    return set(reader.barrings.in_force().values_list("network", flat=True))
