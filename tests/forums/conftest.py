import pytest

from tests.factories import make_forum, make_topic


@pytest.fixture
def forum(cast):
    """Parents only, in De Lindeboom."""
    return make_forum(cast.lindeboom)


@pytest.fixture
def school_forum(cast):
    """Where the school reads along."""
    return make_forum(cast.lindeboom, "Ouders en school", audience="everyone", position=1)


@pytest.fixture
def topic(cast, forum):
    """Samira's question among parents."""
    return make_topic(forum, cast.samira, kind="question")


@pytest.fixture
def visit(client):
    """Open an address as somebody."""

    def open_page(person, address, **query):
        client.force_login(person)
        return client.get(address, query)

    open_page.client = client
    return open_page


@pytest.fixture
def post(client):
    """Send a form as somebody."""

    def send(person, address, **data):
        client.force_login(person)
        return client.post(address, data)

    return send
