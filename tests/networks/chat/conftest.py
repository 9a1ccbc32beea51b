from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from tests.factories import make_room

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def address(name, room, *args):
    """Of something in ``room``, or of the room itself."""
    return reverse(f"chat:{name}", args=[room.network.slug, *(args or [room.pk])])


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


@pytest.fixture
def browse(client):
    """The browser of somebody, or of a visitor."""

    def sign_in(person):
        client.logout()
        if person.is_authenticated:
            client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def visit(browse):
    """Open an address as somebody."""
    return lambda person, url, **query: browse(person).get(url, query)


@pytest.fixture
def post(browse):
    """Send a form as somebody."""
    return lambda person, url, **data: browse(person).post(url, data)
