"""One settings file; every value that differs between machines comes from the environment.

Nothing set means embedded: SQLite, one process, mail on the console. ``docs/operators.md``
lists the variables.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from community.languages import installed_languages

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

# --- what kind of installation this is -------------------------------------------------

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEBUG = False
DEMO = env.bool("DEMO", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOCAL_HOSTS)
BIND = env.str("BIND", "127.0.0.1")
if DEMO and not ({*ALLOWED_HOSTS} <= {*LOCAL_HOSTS} and BIND in ("127.0.0.1", "::1", "localhost")):
    raise ImproperlyConfigured(
        "DEMO=1 lets anybody become anybody, so it runs on this machine only: "
        "leave ALLOWED_HOSTS and BIND unset."
    )
SECRET_KEY = env.str("SECRET_KEY", "for the demo only" if DEMO else env.NOTSET)
SEAL_KEYS = env.list("SEAL_KEYS", default=[SECRET_KEY])  # the first seals, all of them open
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("BASE_URL", f"http://localhost:{env.str('PORT', '8000')}")
HTTPS = BASE_URL.startswith("https://")
HELP_PHONE = env.str("HELP_PHONE", "020 000 00 00" if DEMO else "")
PROCESSES = env.int("PROCESSES", 1)

# --- apps and middleware -----------------------------------------------------------------

INSTALLED_APPS = [
    "daphne",
    "community",
    "community.accounts",
    "community.people",
    "community.mail",
    "community.schedule",
    "community.notifications",
    "community.activity",
    "community.moderation",
    "community.search",
    "networks",
    "networks.chat",
    "forums",
    "ouderkamer",
    "networks.outreach",
    "cms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "csp",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "community.privacy.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "community.accounts.devices.LastSeen",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "community.urls"
ASGI_APPLICATION = "community.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "community.templatetags.ui",
                "networks.templatetags.naming",
                "django.templatetags.i18n",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- services ------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: read-then-write requests otherwise fail with "database is locked" (STACK gotcha 2).
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Under ASGI every request opens its own connection; the pool halves that cost.
    DATABASE["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", 10)},
        "server_side_binding": True,
        "prepare_threshold": 5,
        # Indexes lie in memory, and one page leaves the other processors to other pages.
        "options": "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0",
    }

REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    # redis-py 8 times an idle blocking read out after 5 s, which closes every quiet socket.
    redis_host = {"address": REDIS_URL, "socket_timeout": None}
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [redis_host]},
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "community.memory.Memory",
            "LOCATION": REDIS_URL,
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Wagtail's search index must be right when the answer leaves. Our own work may wait for the
# worker, except where one process does all: the in-memory layer does not reach its badges.
AT_ONCE = "django_tasks.backends.immediate.ImmediateBackend"
LATER = "django_tasks_db.DatabaseBackend" if REDIS_URL else AT_ONCE
TASKS = {
    "default": {"BACKEND": AT_ONCE},
    "background": {"BACKEND": LATER, "QUEUES": []},
}

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Oudernetwerk <post@localhost>")
MAIL_DOMAIN = env.str("MAIL_DOMAIN", "")  # where mail to the site arrives; empty: nowhere
MAIL_AUTHSERV = env.str("MAIL_AUTHSERV", "")  # the name under which our server notes DMARC
MAIL_HOST = MAIL_DOMAIN or urlsplit(BASE_URL).hostname
MAILS_PER_DAY = env.int("MAILS_PER_DAY", 20_000)
TEXTS_PER_DAY = env.int("TEXTS_PER_DAY", 500)
TEXTS_NOTICES = env.bool("TEXTS_NOTICES", DEMO)  # whether notices may cost money
SMS_BACKEND = env.str("SMS_BACKEND", "community.mail.sms.Console")
SMS_URL = env.str("SMS_URL", "")  # of community.mail.sms.Http
SMS_KEY = env.str("SMS_KEY", "")  # which also signs what comes in; empty: nothing does
SMS_FROM = env.str("SMS_FROM", "Ouders")
PUSH_SERVICES = env.list(  # whose addresses browsers may give us: hosts, or whole origins
    "PUSH_SERVICES",
    default=[
        *("fcm.googleapis.com", "push.services.mozilla.com"),
        *("notify.windows.com", "push.apple.com"),
    ],
)
MAILBOX_DIR = DATA_DIR / "mailbox"
if DEMO:
    EMAIL_BACKEND = "community.mail.mailbox.EmailBackend"
    SMS_BACKEND = "community.mail.mailbox.Sms"

# --- people --------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "networks:home"
ACCOUNT_ADAPTER = "community.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # never shown: people arrive by code, see accounts/codes.py
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code was sent to it: that is the proof
ACCOUNT_SESSION_REMEMBER = True
# Per client generous: on the evening of the poster a whole school asks from one address.
ACCOUNT_RATE_LIMITS = {"request_login_code": "120/h/ip,3/10m/key,20/d/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "community.accounts.adapter.PasskeyAdapter"
MFA_FORMS = {
    "add_webauthn": "community.accounts.forms.PasskeyForm",
    "edit_webauthn": "community.accounts.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_REAUTHENTICATION_REQUIRED = False  # ours asks everybody: accounts/proof.py
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False  # it would write on every page; see accounts/devices.py
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 90 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "community.views.csrf_failure"

# --- headers ---------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews pages in a frame of its own
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # which asks for DENY
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/cms/",),  # Wagtail's admin styles inline
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # what somebody chose, before it is sent
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    },
}

# --- language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = installed_languages(BASE_DIR / "community" / "locale")
LOCALE_PATHS = [BASE_DIR / "community" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# --- files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
WHITENOISE_USE_FINDERS = DEMO
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "community.static_files.StaticFiles"
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor sends many

# --- Wagtail -----------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Oudernetwerk"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/account/inloggen/"
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # an address is proven by a code, not typed in the CMS
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""  # it looks up pages, and their drafts, of any school
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
PAPERS = ["pdf", "docx", "odt", "xlsx", "ods", "pptx", "odp", "txt"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.paper_forms.PaperForm"
WAGTAILDOCS_EXTENSIONS = [*PAPERS, "mp3", "m4a", "mp4", "webm", "vtt"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "community.search.backend", "SEARCH_CONFIG": "dutch"}
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
