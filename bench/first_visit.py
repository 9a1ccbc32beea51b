"""Bytes over the wire of a first visit, by kind, as Chromium counts them.

Starts Daphne in the production set-up (hashed, compressed files) on a fresh demo database, and
opens the public home page and, as Samira, four pages of her network; each with an empty cache.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("", "gesprekken/", "chat/", "ouderkamer/")


def main():
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    port = free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "SECRET_KEY": "only for this measurement",
        "DJANGO_SETTINGS_MODULE": "community.settings",
    }
    manage("setup_demo", {**environment, "DEMO": "1"})
    manage("collectstatic", environment, "--noinput", "-v0")
    session = manage("shell", environment, "-v0", "-c", SIGN_IN).strip().splitlines()[-1]
    daphne = subprocess.Popen(
        [sys.executable, "-m", "daphne", "-v0", "-p", str(port), "community.asgi:application"],
        cwd=ROOT,
        env=environment,
    )
    try:
        site = f"http://localhost:{port}"
        wait_for(f"{site}/healthz")
        print("| page | html | css | js | images | fonts | all without fonts |")
        print("|---|---|---|---|---|---|---|")
        report("/ (visitor)", visit(f"{site}/"))
        for page in PAGES:
            path = f"/netwerk/lindeboom/{page}"
            report(f"{path} (Samira)", visit(site + path, session))
    finally:
        daphne.terminate()
        daphne.wait(10)
        shutil.rmtree(folder)


SIGN_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from community.accounts.models import User
samira = User.objects.get(email="samira@voorbeeld.test")
session = SessionStore()
session[SESSION_KEY] = str(samira.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = samira.get_session_auth_hash()
session.save()
print(session.session_key)
"""


def visit(url, session=None):
    """Bytes per resource type of one visit with an empty cache."""
    sizes = Counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        context = browser.new_context(viewport={"width": 390, "height": 844})
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        kinds = {}
        wire.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
        wire.on(
            "Network.loadingFinished",
            lambda e: sizes.update({kinds.get(e["requestId"], "Other"): e["encodedDataLength"]}),
        )
        page.goto(url, wait_until="load")
        page.wait_for_timeout(1000)
        browser.close()
    return sizes


def report(name, sizes):
    columns = [sizes[kind] for kind in ("Document", "Stylesheet", "Script", "Image", "Font")]
    rest = sum(sizes.values()) - sizes["Font"]
    print(f"| {name} | " + " | ".join(f"{n / 1000:.1f}" for n in [*columns, rest]) + " |")


def manage(command, environment, *arguments):
    done = subprocess.run(
        [sys.executable, "manage.py", command, *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(url):
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("Daphne does not answer.")


if __name__ == "__main__":
    main()
