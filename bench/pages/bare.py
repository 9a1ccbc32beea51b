"""The peer: a page of Wagtail itself, with a heading for a template and the middleware of its
project template. Prints the median of its answers in milliseconds.

    DATABASE_URL=postgres://…/bench_bare .venv/bin/python bench/pages/bare.py
"""

import os
import time
from statistics import median
from urllib.parse import urlsplit

import django
from django.conf import settings

ROUNDS = 200
SERVER = urlsplit(os.environ["DATABASE_URL"])
LOADER = "django.template.loaders.locmem.Loader"
TEMPLATES = {"wagtailcore/page.html": "<!doctype html><title>x</title><h1>{{ page.title }}</h1>"}

settings.configure(
    SECRET_KEY="only for this",
    ALLOWED_HOSTS=["testserver"],
    ROOT_URLCONF="wagtail.urls",
    STATIC_URL="/static/",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    WAGTAIL_SITE_NAME="bare",
    WAGTAILADMIN_BASE_URL="http://testserver",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": SERVER.path.strip("/"),
            "USER": SERVER.username,
            "PASSWORD": SERVER.password or "",
            "HOST": SERVER.hostname,
            "PORT": SERVER.port,
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=[
        *("wagtail.contrib.redirects", "wagtail.embeds", "wagtail.sites", "wagtail.users"),
        *("wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search"),
        *("wagtail.admin", "wagtail", "modelcluster", "taggit", "django_tasks"),
        *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
        *("django.contrib.messages", "django.contrib.staticfiles"),
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [(LOADER, TEMPLATES)]},
        }
    ],
)
django.setup()

# Only after django.setup(): that is why they stand here, with a noqa.
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page  # noqa: E402

call_command("migrate", verbosity=0)
Page.objects.get(depth=2).add_child(instance=Page(title="Lezen", slug="lezen"))
client, took = Client(), []
for _round in range(ROUNDS):
    began = time.perf_counter()
    answer = client.get("/lezen/")
    took.append(time.perf_counter() - began)
    assert answer.status_code == 200, answer.status_code  # noqa: S101
print(median(took) * 1000)
