from community.enclosures.sweeping import sweep
from community.schedule.chores import every
from networks.chat.models import Enclosure


@every(days=1)
def sweep_enclosures():
    """Files that were never sent, or whose message is gone."""
    sweep(Enclosure)
