"""The cards of the public directory: schools with a network, and schools that may begin one."""

from dataclasses import dataclass, field

from networks.models import Network, School
from networks.panels import PANELS


@dataclass
class Card:
    school: School
    network: Network | None = None
    lines: list[str] = field(default_factory=list)


def cards(schools):
    """One card per network, and one for each school without; a query per panel in all."""
    networks = [network for school in schools for network in school.open_networks]
    lines = [panel.card_lines(networks) for panel in PANELS] if networks else []
    return [
        Card(school, network, [line[network.pk] for line in lines if network.pk in line])
        if network
        else Card(school)
        for school in schools
        for network in school.open_networks or [None]
    ]
