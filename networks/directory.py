"""The cards of the public directory: schools with a network, and schools that may begin one."""

from dataclasses import dataclass, field

from networks.models import Network, School
from networks.panels import PANELS


@dataclass
class Card:
    school: School
    network: Network | None = None
    lines: list[str] = field(default_factory=list)


def cards(schools, reader):
    """One card per network, and one for each school without; a query per panel in all.

    A network that is closed to ``reader`` is not there.
    """
    closed = _closed_to(reader)
    shown = {
        school: [network for network in school.networks.all() if network.pk not in closed]
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
