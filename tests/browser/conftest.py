"""Journeys in Chromium against the real thing: Daphne on the test database."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from community.mail.mailbox import letters

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 860}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
START_SECONDS = 40
STOP_SECONDS = 10
MOST_SAID = 8000  # letters of what broke


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", *quiet],
    }


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "nl-NL", "viewport": PHONE, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def database(django_db_blocker):
    """Address of an empty database, for these journeys alone.

    pytest-django makes none: no journey asks for one, they all happen in other processes.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        connection.close()
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        yield f"sqlite:///{name}"
    else:
        yield os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def environment(database):
    """What a program beside the site has to know."""
    folder = Path(tempfile.mkdtemp(prefix="oudernetwerk-site-"))
    settings.MAILBOX_DIR = folder / "mailbox"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "community.settings",
        "DATABASE_URL": database,
        "DATA_DIR": str(folder),
        "DEMO": "1",
        "PORT": str(_free_port()),
        "MAIL_DOMAIN": "ouders.test",
    }


@pytest.fixture(scope="session")
def site(environment, request):
    """Address of a demo site with its demo content; what broke in it is told at the end."""
    folder, port = Path(environment["DATA_DIR"]), environment["PORT"]
    _manage("setup_demo", environment)
    with (folder / "site.log").open("w") as log:
        daphne, worker = (
            subprocess.Popen([sys.executable, *program], env=environment, stdout=log, stderr=log)
            for program in (
                ("-m", "daphne", "-p", port, "community.asgi:application"),
                ("manage.py", "worker"),
            )
        )
    address = f"http://localhost:{port}"
    _wait_for(f"{address}/healthz", daphne)
    yield address
    _stop(daphne)
    _stop(worker)
    broken = (folder / "site.log").read_text(errors="replace").partition("Internal Server Error")
    if broken[1]:
        reporter = request.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(f"The site said: {''.join(broken[1:])[:MOST_SAID]}")


@pytest.fixture
def become(site):
    """``become(page, "samira")``: sign in as a demo person the way visitors of /demo/ do."""

    def go(page, key):
        page.goto(f"{site}/demo/")
        page.locator(f"form[action$='/word/{key}/'] button").click()
        page.wait_for_load_state()

    return go


@pytest.fixture
def device(browser, become):
    """``device("samira", PHONE)``: a browser of somebody's own, signed in; ``device()`` is that
    of somebody without an account."""
    contexts = []

    def take(name=None, size=PHONE):
        context = browser.new_context(viewport=size, locale="nl-NL", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        if name:
            become(page, name)
        return page

    yield take
    for context in contexts:
        context.close()


@pytest.fixture
def speaker(browser_type, browser_type_launch_args, become):
    """``speaker("emre")``: a phone of somebody's own with a microphone that hums; ``setting``
    is what else to tell the browser."""
    browsers = []

    def take(name, setting="--use-fake-device-for-media-stream"):
        args = [*browser_type_launch_args["args"], setting]
        browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
        browsers.append(browser)
        facts = {"viewport": PHONE, "locale": "nl-NL", "reduced_motion": "reduce"}
        page = browser.new_context(**facts, permissions=["microphone"]).new_page()
        become(page, name)
        return page

    yield take
    for browser in browsers:
        browser.close()


@pytest.fixture
def code_for():
    """``code_for("x@voorbeeld.test")``: the six digits in the newest message to an address."""

    def find(address):
        for _ in range(50):
            for letter in letters():
                if address in letter.to:
                    return "".join(c for c in letter.title if c.isdigit())[:6]
            time.sleep(0.1)
        raise AssertionError(f"No letter to {address}.")

    return find


@pytest.fixture
def link_for():
    """``link_for("x@voorbeeld.test", "/start/")``: the newest such link somebody got."""

    def find(address, part):
        for _ in range(50):
            for letter in letters():
                link = re.search(rf"http\S*{part}\S*", letter.text)
                if address in letter.to and link:
                    return link.group()
            time.sleep(0.1)
        raise AssertionError(f"No link to {part} for {address}.")

    return find


@pytest.fixture
def open_notice(site):
    """``open_notice(page, "Fatima vraagt …")``: follow a notice once it is there."""
    return lambda page, words: notice(page, site, words).click()


def plays(media):
    """Whether it sounds or moves: it is further than a second ago."""
    before = media.evaluate("media => media.currentTime")
    time.sleep(1)
    return media.evaluate("media => media.currentTime") > before


def violations(page):
    """What a machine sees of barriers: the broken rules and where."""
    found = Axe().run(page, options=RULES).response["violations"]
    return {rule["id"]: [node["html"][:160] for node in rule["nodes"]] for rule in found}


def notice(page, site, words):
    """The notice that says ``words``, once the worker has sent it."""
    for _ in range(50):
        page.goto(f"{site}/ik/meldingen/")
        found = page.locator("main").get_by_text(words)
        if found.count():
            return found.first
        page.wait_for_timeout(200)
    raise AssertionError(f"No notice that says {words!r}.")


def _free_port():
    """Below 32768, where the system hands out no ports of its own."""
    for port in range(20000 + os.getpid() % 10000, 32768):
        with socket.socket() as candidate:
            if candidate.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise AssertionError("No free port.")


def _manage(command, environment):
    subprocess.run([sys.executable, "manage.py", command], env=environment, check=True)


def _stop(process):
    """Nothing outlives its work, so both end when asked; anything else fails the run."""
    process.terminate()
    process.wait(STOP_SECONDS)


def _wait_for(url, process):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "Daphne stopped."
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("Daphne does not answer.")
