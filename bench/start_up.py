"""Seconds from a clean clone to the first answer of ``./demo``, and of a second start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600


def main():
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        home = folder / "home"
        home.mkdir()
        began = time.monotonic()
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        print(f"first start, with git clone: {start(clone, home, began):.0f} s")
        print(f"second start: {start(clone, home, time.monotonic()):.0f} s")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(clone, home, began):
    """Run ``./demo`` until it answers, stop it, and return the seconds since ``began``."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PORT": str(port)}
    demo = subprocess.Popen(["./demo"], cwd=clone, env=environment, stdout=sys.stderr)
    try:
        deadline = began + PATIENCE
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://localhost:{port}/", timeout=10)
                return time.monotonic() - began
            except OSError:
                time.sleep(0.2)
        raise SystemExit("./demo does not answer.")
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(30)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


if __name__ == "__main__":
    main()
