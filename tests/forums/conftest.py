import pytest

from community.notifications.models import Notification
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

    def open_page(person, address, /, **query):
        client.force_login(person)
        return client.get(address, query)

    open_page.client = client
    return open_page


@pytest.fixture
def post(client):
    """Send a form as somebody."""

    def send(person, address, /, **data):
        client.force_login(person)
        return client.post(address, data)

    send.client = client
    return send


@pytest.fixture
def heard(names, django_capture_on_commit_callbacks):
    """``heard("forums.replied", action)``: who has a notice of it after ``action``."""

    def after(verb, action):
        with django_capture_on_commit_callbacks(execute=True):
            action()
        told = Notification.objects.filter(kind=verb).values_list("recipient", flat=True)
        return names(lambda who: who.pk in told)

    return after
