"""What differs in the tests; the services are real and come from the environment."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "tests only")
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="oudernetwerk-"))

# A Redis for every worker: the tests empty the cache, and what is said reaches a whole server.
if servers := os.environ.get("REDIS_URLS"):
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    os.environ["REDIS_URL"] = servers.split()[number]

from community.settings import *  # noqa: F403
from community.settings import AT_ONCE, DATA_DIR, DATABASE, STORAGES

ALLOWED_HOSTS = ["localhost", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_BACKEND = "tests.texts.Outbox"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {
    "default": {"BACKEND": AT_ONCE},
    "background": {"BACKEND": AT_ONCE, "QUEUES": []},
}
if DATABASE["ENGINE"].endswith("sqlite3"):
    # A file, because a real server reads it in the browser tests; never synced to disk.
    DATABASE["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASE["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
