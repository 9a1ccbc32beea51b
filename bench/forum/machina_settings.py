"""The peer, django-machina, as its manual sets it up; on the same server and database."""

import os
import tempfile
from pathlib import Path

import environ
from machina import MACHINA_MAIN_STATIC_DIR, MACHINA_MAIN_TEMPLATE_DIR

SECRET_KEY = "only for this measurement"  # noqa: S105 (of a database that is thrown away)
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "machina_urls"
DATABASES = {
    "default": {**environ.Env.db_url_config(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": 60}
}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
INSTALLED_APPS = [
    *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
    *("django.contrib.sites", "django.contrib.messages", "django.contrib.staticfiles"),
    *("django.contrib.admin", "django.contrib.humanize", "mptt", "haystack", "widget_tweaks"),
    *("machina", "machina.apps.forum", "machina.apps.forum_conversation"),
    *("machina.apps.forum_conversation.forum_attachments", "machina.apps.forum_feeds"),
    *("machina.apps.forum_conversation.forum_polls", "machina.apps.forum_moderation"),
    *("machina.apps.forum_search", "machina.apps.forum_tracking"),
    *("machina.apps.forum_member", "machina.apps.forum_permission"),
]
SITE_ID = 1
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "machina.apps.forum_permission.middleware.ForumPermissionMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [MACHINA_MAIN_TEMPLATE_DIR],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "machina.core.context_processors.metadata",
            ]
        },
    }
]
SCRATCH = Path(tempfile.gettempdir()) / "machina-bench"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "machina_attachments": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": SCRATCH,
    },
}
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
STATIC_URL = "/static/"
STATICFILES_DIRS = [MACHINA_MAIN_STATIC_DIR]
MEDIA_ROOT = SCRATCH / "media"
MACHINA_TOPIC_POSTS_NUMBER_PER_PAGE = MACHINA_FORUM_TOPICS_NUMBER_PER_PAGE = 20
MACHINA_DEFAULT_AUTHENTICATED_USER_FORUM_PERMISSIONS = [
    *("can_see_forum", "can_read_forum", "can_start_new_topics", "can_reply_to_topics"),
    *("can_edit_own_posts", "can_post_without_approval", "can_vote_in_polls"),
]
