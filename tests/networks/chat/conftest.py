import pytest

from tests.factories import make_room


@pytest.fixture
def room(cast):
    """Alle ouders of De Lindeboom, closed to the school."""
    return make_room(cast.lindeboom)


@pytest.fixture
def open_room(cast):
    """A room of De Lindeboom in which the school takes part."""
    return make_room(cast.lindeboom, "Werkgroep", audience="everyone", position=1)
