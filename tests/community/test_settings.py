"""Safe by default: what an operator forgets stops the start, not the safety."""

import os
import subprocess
import sys

import pytest

QUESTION = (
    "from community import settings as s;"
    "print(s.DEBUG, s.DEMO, s.SESSION_COOKIE_SECURE, s.ALLOWED_HOSTS)"
)


def start(tmp_path, **environment):
    """Load the settings in a process of their own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", QUESTION],
        env={**kept, "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_secret_key_nothing_starts(tmp_path):
    answer = start(tmp_path)

    assert answer.returncode != 0
    assert "SECRET_KEY" in answer.stderr


def test_nothing_set_is_local_and_not_debugging(tmp_path):
    answer = start(tmp_path, SECRET_KEY="x" * 60)

    assert answer.stdout == "False False False ['localhost', '127.0.0.1', '[::1]']\n"


def test_cookies_are_secure_behind_https(tmp_path):
    answer = start(tmp_path, SECRET_KEY="x" * 60, BASE_URL="https://ouders.test")

    assert answer.stdout.split()[2] == "True"


@pytest.mark.parametrize(
    "elsewhere",
    (
        {"ALLOWED_HOSTS": "ouders.test"},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": "localhost,ouders.test"},
        {"BIND": "0.0.0.0"},
    ),
)
def test_the_demo_starts_on_this_machine_only(tmp_path, elsewhere):
    assert start(tmp_path, DEMO="1").returncode == 0

    answer = start(tmp_path, DEMO="1", **elsewhere)

    assert answer.returncode != 0
    assert "this machine only" in answer.stderr


def test_demo_pages_exist_in_a_demo_only(client, db):
    assert client.get("/demo/").status_code == 404


def test_several_processes_need_redis(settings):
    from community.checks import one_process_without_redis

    settings.PROCESSES, settings.REDIS_URL = 2, ""
    assert [error.id for error in one_process_without_redis(None)] == ["community.E001"]

    settings.REDIS_URL = "redis://localhost"
    assert one_process_without_redis(None) == []
