"""When somebody last did something in a network; coming to look is no deed."""

from community.activity.models import Event
from networks.panels import PANELS, Deeds

LEDGER = Deeds(
    Event.objects.exclude(verb="networks.stage_changed"),
    network="network",
    by="by",
    at="happened_at",
)


def last_deeds(*, networks=None, by_holders=False):
    """``{network pk: moment}``, of ``networks`` or all; ``by_holders`` counts only what those
    did who hold a role there now."""
    found = {}
    for deeds in (LEDGER, *(panel.deeds for panel in PANELS if panel.deeds)):
        for network, at in deeds.last(networks, by_holders=by_holders).items():
            found[network] = max(at, found.get(network, at))
    return found
