from contextlib import suppress

from community.schedule.chores import every
from networks.models import Network
from networks.models.life import WrongMove


@every(days=1)
def go_on_without_silent_schools():
    """Three weeks without an answer: the parents go on, and their starters hear of it."""
    for network in Network.objects.waited_long_enough():
        with suppress(WrongMove):  # the school answers at this very moment
            network.go_without_school(by=None)
