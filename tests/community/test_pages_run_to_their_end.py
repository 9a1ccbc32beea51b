"""Phones lose their line in the middle of a request; the deed does not care."""

from urllib.parse import urlencode

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator

from community.asgi import application
from tests.factories import make_forum, make_topic
from tests.networks.chat.tabs import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 20


def send_and_hang_up(browser, path, **fields):
    """POST ``fields`` as Daphne hands them on, and lose the line before any answer."""
    body = urlencode({"csrfmiddlewaretoken": browser.cookies["csrftoken"].value, **fields})
    cookie = "; ".join(f"{c.key}={c.value}" for c in browser.cookies.values())
    headers = {
        "host": "testserver",
        "cookie": cookie,
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(len(body)),
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def go():
        call = ApplicationCommunicator(application, scope)
        await call.send_input({"type": "http.request", "body": body.encode()})
        await call.send_input({"type": "http.disconnect"})
        await call.wait(SECONDS)

    async_to_sync(go)()


def test_what_was_sent_before_the_line_was_lost_is_said_and_heard(cast):
    topic = make_topic(make_forum(cast.lindeboom), cast.samira)
    browser = sign_in(cast.naima)
    browser.get(topic.get_absolute_url())

    send_and_hang_up(browser, f"{topic.get_absolute_url()}antwoord/", text="Ik heb er een.")

    assert [post.text for post in topic.posts.order_by("pk")][1:] == ["Ik heb er een."]
    assert [n.kind for n in cast.samira.notifications.all()] == ["forums.replied"]
