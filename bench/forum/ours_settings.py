"""The product as it runs, and one plain page beside it to compare with."""

from community.settings import *  # noqa: F403

ROOT_URLCONF = "ours_urls"
ALLOWED_HOSTS = ["127.0.0.1"]
