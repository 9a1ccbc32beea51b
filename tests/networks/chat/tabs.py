"""Open tabs: sockets of the whole ASGI application, as a browser opens them."""

import contextlib
import json

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async as in_db
from channels.testing import WebsocketCommunicator
from django.test import Client

from community.asgi import application

ORIGIN = b"http://testserver"


def sign_in(person):
    """A browser with a session of its own."""
    browser = Client()
    if person.is_authenticated:
        browser.force_login(person)
    return browser


def knock(path, *, browser=None, origin=ORIGIN):
    """A socket that is not open yet, with the cookies of ``browser``."""
    cookies = browser.cookies.values() if browser else ()
    cookie = "; ".join(f"{morsel.key}={morsel.value}" for morsel in cookies)
    headers = {b"host": b"testserver", b"origin": origin, b"cookie": cookie.encode()}
    return WebsocketCommunicator(application, path, headers=[h for h in headers.items() if h[1]])


@contextlib.asynccontextmanager
async def open_tab(person, path, browser=None):
    tab = knock(path, browser=browser or await in_db(sign_in)(person))
    opened, _ = await tab.connect()
    assert opened
    yield tab
    await tab.disconnect()


@contextlib.asynccontextmanager
async def open_tabs(people, path):
    async with contextlib.AsyncExitStack() as stack:
        yield [await stack.enter_async_context(open_tab(person, path)) for person in people]


async def next_output(tab):
    """The next thing a tab gets; how many people are there comes at any moment."""
    while True:
        output = await tab.receive_output()
        if not _is_number(output):
            return output


async def next_frame(tab):
    return json.loads((await next_output(tab))["text"])


async def close_code(tab):
    """The code with which this tab is being closed; None when it hears something else."""
    return (await next_output(tab)).get("code")


async def next_html(tab):
    """What the next frame shows; doorbells of the badge are passed over."""
    frame = await next_frame(tab)
    return frame.get("html") or await next_html(tab)


async def is_quiet(tab, seconds=0.2):
    while not await tab.receive_nothing(timeout=seconds):
        if not _is_number(await tab.receive_output()):
            return False
    return True


def _is_number(output):
    return "presence.changed" in output.get("text", "")


def run(story, *people_and_things):
    """Let a plain test tell a story with ``await``."""
    return async_to_sync(story)(*people_and_things)
