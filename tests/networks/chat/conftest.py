from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.factories import make_room

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def noon():
    """A Wednesday at twelve, when every chat is open."""
    with time_machine.travel(NOON) as clock:
        yield clock


@pytest.fixture
def room(cast):
    """Alle ouders of De Lindeboom, closed to the school."""
    return make_room(cast.lindeboom)


@pytest.fixture
def open_room(cast):
    """A room of De Lindeboom in which the school takes part."""
    return make_room(cast.lindeboom, "Werkgroep", audience="everyone", position=1)
